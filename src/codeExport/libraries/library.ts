import type { CodeContext, CodeLibrary } from "../codeContext";
import type { Piece } from "../pieces";
import type { OptimizerTable, OwnOptimizer } from "./ownOptimizer";
import type { Program } from "./program";

/** Neighbouring parameters with the library's optimizer for their numbers. */
export interface OwnPiece extends Piece {
  readonly optimizer: OwnOptimizer;
}

/** A program around the library's own optimizer; coupled decay that it does not know is among the lines for `g`. */
export interface OwnProgram extends Program {
  /** For the numbers of the run itself. */
  readonly optimizer: OwnOptimizer;
  readonly pieces: readonly OwnPiece[] | undefined;
}

/** Functions beside the loss, and the loop that calls them. */
export interface LoopCode {
  readonly functions: readonly string[];
  readonly loop: readonly string[];
}

/** What a library brings to the code of a run. */
export interface Library {
  readonly id: CodeLibrary;
  /** As in "Keras has no Adam". */
  readonly name: string;
  readonly optimizers: OptimizerTable;
  readonly imports: (usesOwnOptimizer: boolean) => readonly string[];
  /** `value_and_gradient(theta)`: the loss as a float, the gradient as an array. */
  readonly valueAndGradient: readonly string[];
  /** `hessian(theta)`, for methods that need it. */
  readonly hessian: readonly string[];
  /** θ⁰ as an array of doubles. */
  readonly start: (context: CodeContext) => string;
  /** The loop around the library's own optimizer. */
  readonly ownLoop: (program: OwnProgram) => LoopCode;
  /** The same where parameters have numbers of their own. */
  readonly piecewiseLoop: (program: OwnProgram, pieces: readonly OwnPiece[]) => LoopCode;
  /** What a person should know of that loop. */
  readonly piecewiseNote?: string;
}
