import type { RunOptions } from "../options/runOptions";

/** Try learning rates for one run: many short runs from the same start, each with the run's schedule. */
export interface RangeTestRequest {
  readonly session: string;
  /** The run whose optimizer and options are tried; its curvature is used if it has just been run. */
  readonly runId: string;
  readonly options: RunOptions;
  readonly start: readonly number[];
  /** Steps of each short run, at most; fewer where the function is slow. */
  readonly steps: number;
  readonly seed: number;
  readonly noise: number;
  readonly batchSize?: number;
}

/** Loss against η, and the rates worth knowing; those that are not known or do not exist are absent. */
export interface RangeTestResult {
  /** η, ascending, and the loss that a short run ends at; Infinity where it diverged. */
  readonly rates: Float64Array;
  readonly losses: Float64Array;
  /** Steps of each short run. */
  readonly steps: number;
  readonly startLoss: number;
  /** Where the loss falls most steeply per factor of η. */
  readonly steepest?: number;
  /** The rate with the lowest loss. */
  readonly lowest?: number;
  /** The first rate beyond the lowest one at which the loss ends above its start. */
  readonly blowsUp?: number;
  /** The largest rate that curvature allows at the start of the run … */
  readonly stableAtStart?: number;
  /** … and everywhere along it. */
  readonly stableAlongPath?: number;
}
