// languages: what a language must bring, and which there are (`registry.ts`).
// What enters: the text of a file, and the function in it that a person wants to see.
// What leaves: functions with their places; prepared code, which is plain data; objectives.
// Who may call: editor and command line find, the runner's main thread prepares, its worker evaluates; all of them by the
// registry, which alone names a language's folder.

import type { CodeObjective } from "../objective/createObjective";
import type { Fault, Place } from "../text/place";
import type { FoundFunctions, FunctionParameters, LossFunction, Nested } from "./lossFunction";
import type { EvaluatorPlatform, PreparerPlatform, Printed } from "./platform";

/** Which text it is and what to look for. */
export interface FindOptions {
  /** A file extension (`.ts`) or a language of VS Code (`typescriptreact`). */
  readonly language: string;
  /** Words that make a name the name of a loss function; `defaultLossWords` unless given. */
  readonly lossWords?: readonly string[];
}

/** How comments are written: between slashes and stars or after two slashes, or after a `#`. */
export type CommentStyle = "slashes" | "hash";

/** What a language must bring: to add one is a folder of its own and a line in `registry.ts`. */
export interface Language {
  readonly id: string;
  /** As a person calls it: `TypeScript`. */
  readonly names: readonly string[];
  /** Languages of VS Code. */
  readonly documentLanguages: readonly string[];
  /** Endings of its files, with the dot. */
  readonly extensions: readonly string[];
  /** Its code runs in a program of the person's: not even our own examples do so in a workspace without trust. */
  readonly needsTrust?: true;
  readonly commentStyle: CommentStyle;
  /** The marked functions of a text, which may be half-typed. Never throws. */
  find(text: string, options: FindOptions): FoundFunctions;
  /** The same in slices of a few milliseconds, for long texts. */
  findInSlices(text: string, options: FindOptions): Generator<undefined, FoundFunctions>;
  /** Every function that has a name, marked or not. */
  findAll(text: string, options: FindOptions): FoundFunctions;
  /** The function to simulate when the cursor is at `offset`. */
  functionAround(text: string, offset: number, options: FindOptions): LossFunction | undefined;
  /** Names of values that a text has at its top level, among which `samples` may choose. */
  topLevelNames(text: string, language: string): readonly string[];
  /** What makes code ready, loaded when it is first needed. */
  loadPreparer(): Promise<(platform: PreparerPlatform) => Preparer>;
  /** What evaluates code, loaded when it is first needed. */
  loadEvaluator(): Promise<(platform: EvaluatorPlatform) => Evaluator>;
}

/** Which function to make ready, from the text as the person sees it. */
export interface PrepareRequest {
  readonly file: string;
  readonly text: string;
  /** Unsaved texts of other open documents, by absolute path. */
  readonly overlays: Readonly<Record<string, string>>;
  readonly function: LossFunction;
  /** Name of the array of samples, when the last parameter is a sample. */
  readonly samples?: string | undefined;
}

/** Code that is ready to be evaluated: plain data that crosses threads. */
export interface PreparedCode {
  /** The language that evaluates it. */
  readonly language: string;
  /** What that language makes of the files: nobody else looks into it. */
  readonly code: unknown;
  /** Every file that was read. */
  readonly inputs: readonly string[];
  /** What is wrong with those files without keeping the code from running. */
  readonly warnings: readonly Fault[];
}

/** Code that is ready, or why it cannot be. */
export type Preparation =
  | { readonly ok: true; readonly value: PreparedCode }
  | { readonly ok: false; readonly fault: Fault };

/** A place in evaluated code as the platform tells it, 0-based. */
export interface GeneratedPlace {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

/** Turns files into code that is ready. */
export interface Preparer {
  /** Starts what the first use would wait for. */
  warmUp(): Promise<unknown>;
  prepare(request: PrepareRequest): Promise<Preparation>;
  /** The place in the user's files of a place in evaluated code. */
  locate(code: PreparedCode, place: GeneratedPlace): Place | undefined;
}

/** Which function to open, from code that is ready. */
export interface OpenCodeRequest {
  readonly prepared: PreparedCode;
  readonly file: string;
  readonly text: string;
  readonly function: LossFunction;
  readonly start?: Nested<number> | undefined;
  readonly samples?: string | undefined;
  /** Why not to trace it: an attempt has taken too much time or memory. */
  readonly untraced?: string | undefined;
}

/** A function with its parameters, ready to be simulated. */
export interface OpenedCode {
  readonly parameters: FunctionParameters;
  /** Absent when `parameters.unsupported` says why. */
  readonly objective?: CodeObjective;
  readonly printed: Printed;
}

/** An update of the user's own, with the same lifted for tracing where it can be. */
export interface OpenedUpdate {
  /** Throws a `LocatedError` when it does what an update must not. */
  readonly plain: UserCall;
  readonly lifted?: UserCall;
  /** Runs what calls `plain`; whatever that throws becomes a `LocatedError` at its place. */
  located<T>(work: () => T): T;
}

export type UserCall = (...values: never[]) => unknown;

/** Evaluates code that is ready. Everything here may throw a `LocatedError`. */
export interface Evaluator {
  open(request: OpenCodeRequest): OpenedCode;
  /** A function of the user's that is an optimizer's update. */
  readonly openUpdate?: (prepared: PreparedCode, file: string) => OpenedUpdate;
}
