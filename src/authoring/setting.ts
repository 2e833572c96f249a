import type { LossFunction } from "../languages/lossFunction";
import type { Optimizer } from "../optimizers/optimizer";
import type { Schedule } from "../schedules/schedule";
import type { Json5Container } from "../text/json5Outline";

// What enters: the text of a document and an offset in the settings of a comment.
// What leaves: what may be written there, and what stands there in words.
// Who may call: the editor. Everything is told from the catalogue and needs no parsed program.

/** What may be written for a setting. */
export type Allowed =
  | { readonly kind: "number"; readonly example?: number }
  | { readonly kind: "flag"; readonly usual: boolean }
  | { readonly kind: "text" }
  | { readonly kind: "words"; readonly words: () => readonly Word[] }
  | { readonly kind: "list"; readonly items: readonly Allowed[] }
  | { readonly kind: "object"; settings(object: Json5Container): readonly Setting[] };

/** A word that may be written in quotes. */
export interface Word {
  readonly text: string;
  /** What it is called, beside it. */
  readonly detail?: string;
  /** What it names, to be described once it is looked at. */
  readonly names?: Optimizer | Schedule;
}

/** Something that an object may have a value for. */
export interface Setting {
  readonly name: string;
  /** What may be written, in words: "a number from 0 to 1; default 0.9". */
  readonly takes: string;
  /** What it means, in words. */
  readonly help: string;
  /** The first of these is what a completion begins. */
  readonly allowed: readonly [Allowed, ...Allowed[]];
}

/** What is known around the settings besides the catalogue. */
export interface Surroundings {
  /** The function whose comment has a tag at this offset, as far as is known. */
  functionOf(tagFrom: number): Pick<LossFunction, "parameters"> | undefined;
  /** Names of values of the file, among which `samples` may choose. */
  arrays(): readonly string[];
}
