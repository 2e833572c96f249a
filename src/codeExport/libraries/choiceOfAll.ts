import { ownDecay, type Piece } from "../pieces";
import type { RunOptions } from "../../options/runOptions";
import type { LibraryChoice } from "./program";

/** The library's own optimizer where it is for every piece of θ, else the first reason why not. */
export function choiceOfAll(
  pieces: readonly Piece[],
  choose: (run: RunOptions) => LibraryChoice,
): LibraryChoice {
  const choices = pieces.map(({ run }) => choose(run));
  return choices.find(({ kind }) => kind === "written") ?? choices[0]!;
}

/** Coupled weight decay that the library's optimizers do not know, of each parameter as an array; undefined for none. */
export function coupledDecayOf(
  pieces: readonly Piece[],
  choose: (piece: Piece) => LibraryChoice,
): string | undefined {
  const isInGradient = pieces.some((piece) => {
    const choice = choose(piece);
    return choice.kind === "own" && choice.coupledDecay !== undefined;
  });
  return isInGradient ? ownDecay(pieces, "weightDecay") : undefined;
}
