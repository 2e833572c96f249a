import type { NonFiniteCause } from "../../objective/objective";
import type { Snapshots } from "./snapshots";
import { vectorNames, type Vectors } from "./vectors";

/** Why a run ended. `step` is the row at which it ended (the last row of the trace). */
export interface Stop {
  readonly reason: "steps" | "converged" | "diverged" | "nonFinite" | "threw" | "cancelled";
  readonly step: number;
  /** What the loss threw, at the θ of that row or where a search looked from there. */
  readonly fault?: { readonly message: string; readonly place?: NonFiniteCause["place"] };
}

/** The shares of the parameters below the five quantile columns, in order. */
export const quantileLevels = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** How θ, g, σ and m are spread over *all* parameters: `[quantile level][row]`. */
export type QuantileColumns = Vectors<readonly Float64Array[]>;

/** The columns of a run, or of a stretch of one. Per-parameter columns are `[recorded parameter][row]`. */
export interface TraceColumns extends Vectors<readonly Float64Array[]> {
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly learningRate: Float64Array;
  /** Present when not every parameter is recorded. */
  readonly quantiles?: QuantileColumns;
  /**
   * Of a stretch of a run that records many parameters, in place of their columns (which are then none): row after row,
   * θ, g, σ and m of the recorded ones. One buffer travels however wide the run is.
   */
  readonly wide?: Float64Array;
}

/** Every column, and the rows of many parameters, in a fixed order. */
export function allColumns(columns: TraceColumns): Float64Array[] {
  const { loss, gradientNorm, learningRate, quantiles, wide } = columns;
  const four = (of: QuantileColumns) => vectorNames.flatMap((name) => of[name]);
  const spread = quantiles ? four(quantiles) : [];
  return [loss, gradientNorm, learningRate, ...four(columns), ...spread, ...(wide ? [wide] : [])];
}

/**
 * One run, columnar. Row t holds θ^t, the loss and gradient *at* θ^t, and the η^t, σ^t, m^t of the
 * step that leaves it; the last row leaves nowhere, so its `learningRate`, `sigma` and `m` are NaN.
 * Nothing is clipped or smoothed. Where the gradient is noisy or of a mini-batch, `gradient` and
 * `gradientNorm` are those the step used, and `loss` is the full loss.
 */
export interface Trace extends TraceColumns {
  readonly dimension: number;
  /** Which parameters have columns: all of them for few (see `recordAllUpTo`). */
  readonly recorded: readonly number[];
  /** Number of rows: steps taken + 1. */
  readonly rows: number;
  /** Some rows of all parameters, where not every parameter is recorded. */
  readonly snapshots?: Snapshots;
  /** θ of the last row, all parameters of it. */
  readonly end: Float64Array;
  readonly stop: Stop;
  /** Evaluations of loss and gradient, extra ones of line searches included. */
  readonly evaluations: number;
}

/** Rows appended by one slice of a run: copies, all columns in one buffer, which is quick to transfer. */
export interface TraceSlice extends TraceColumns {
  /** Index of the first row. */
  readonly from: number;
  /** Set by the slice that holds the last row. */
  readonly stop?: Stop;
  /** Evaluations so far. */
  readonly evaluations: number;
}
