/** Why a run ended. `step` is the row at which it ended (the last row of the trace). */
export interface Stop {
  readonly reason: "steps" | "converged" | "diverged" | "nonFinite" | "cancelled";
  readonly step: number;
}

/**
 * One run, columnar. Row t holds θ^t, the loss and gradient *at* θ^t, and the η^t, σ^t, m^t of the step that leaves
 * it; the last row leaves nowhere, so its `learningRate`, `sigma` and `m` are NaN. Nothing is clipped or smoothed.
 *
 * Per-parameter columns are indexed `[recorded parameter][row]`; `recorded` names which parameters were recorded
 * (all of them for few).
 */
export interface Trace {
  readonly dimension: number;
  readonly recorded: readonly number[];
  /** Number of rows: steps taken + 1. */
  readonly rows: number;
  readonly loss: Float64Array;
  readonly gradientNorm: Float64Array;
  readonly learningRate: Float64Array;
  readonly theta: readonly Float64Array[];
  readonly gradient: readonly Float64Array[];
  readonly sigma: readonly Float64Array[];
  readonly m: readonly Float64Array[];
  readonly stop: Stop;
  /** Evaluations of loss and gradient, extra ones of line searches included. */
  readonly evaluations: number;
}
