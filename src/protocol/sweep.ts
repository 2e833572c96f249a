import type { RunOptions } from "../options/runOptions";
import type { SweepAxis, SweepMeasure } from "../options/sweepOptions";
import type { Stop } from "../simulation/run/record";
import type { RunConditions } from "./conditions";

/** Why runs end, by the numbers that a part gives them. */
export const stopReasons = [
  "steps",
  "converged",
  "diverged",
  "nonFinite",
  "threw",
  "cancelled",
] as const satisfies readonly Stop["reason"][];

/**
 * Run some cells of a sweep. Cells have an order, coarse to fine; who wants all of them asks for the next part with
 * `from` at the end of the one before, and stops asking to cancel.
 */
export interface SweepRequest extends RunConditions {
  readonly session: string;
  /** The run that is changed. */
  readonly options: RunOptions;
  /** Of one to three dimensions: the first two are those of a picture, a third repeats each of its cells. */
  readonly axes: readonly SweepAxis[];
  readonly measure: SweepMeasure;
  /** The first cell, by its place in the order. */
  readonly from: number;
  /** Milliseconds after which the part ends, even without a cell: where a run takes longer, ask again. */
  readonly patience: number;
}

/**
 * Stop what is being computed of a session's sweeps: the parts that have been asked for end with the cells that they have.
 * Answered once no thread is at a cell any more; who asks for the next part goes on from there.
 */
export interface StopSweepRequest {
  readonly session: string;
}

/** What became of cells `from`, `from + 1`, … in the order. */
export interface SweepPart {
  readonly from: number;
  /** The cells, by their index: Σ (index along axis k)·stride_k, the first axis fastest. */
  readonly cells: Int32Array;
  /** The measure of each: Infinity where the run diverged or never came to the target. */
  readonly values: Float64Array;
  /** Why each run ended, as an index of `stopReasons`, and at which step. */
  readonly reasons: Int32Array;
  readonly steps: Float64Array;
  /** How far each cell stands for its neighbours until finer ones come: 1 for the finest. */
  readonly distances: Int32Array;
  readonly isLast: boolean;
  /** Whether cells go through a compiled loop together; else each takes some hundred times as long. */
  readonly isCompiled: boolean;
  /** The loss at the start of the run that is changed. */
  readonly startLoss: number;
  /**
   * Where η is an axis and the method's σ is 1: the largest stable η by the curvature at the start, for each value of the
   * other axis of a picture (one number without one); NaN where it is not known.
   */
  readonly boundary?: Float64Array | undefined;
}
