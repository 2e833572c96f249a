import type { RunOptions } from "../options/runOptions";
import type { LostRun } from "../simulation/run/outcome";
import type { RunConditions } from "./conditions";

/**
 * Try learning rates for one run: many runs from the same start, each with the run's schedule, and for all its steps, or
 * fewer where so many runs of that length would take too long.
 */
export interface RangeTestRequest extends Omit<RunConditions, "tolerance"> {
  readonly session: string;
  /** The run whose optimizer and options are tried; its curvature is used if it has just been run. */
  readonly runId: string;
  readonly options: RunOptions;
}

/** A rate to take, as it was tried. */
export interface RateOffer {
  readonly learningRate: number;
  /** What a run at this rate ends at … */
  readonly loss: number;
  /** … after so many steps. */
  readonly steps: number;
}

/** Loss against η, and the rates worth knowing; those that are not known or do not exist are absent. */
export interface RangeTestResult {
  /** η, ascending, and the loss that a run ends at; Infinity where it has none. */
  readonly rates: Float64Array;
  readonly losses: Float64Array;
  /** Steps of each run. */
  readonly steps: number;
  readonly startLoss: number;
  /** One of few digits that ends about as low as the best that was found. */
  readonly offer?: RateOffer | undefined;
  /** The first rate, above one that lowers the loss, at which it ends above its start, or without a loss, or climbs far. */
  readonly blowsUp?: number | undefined;
  /** What becomes of a run there, where it ends without a loss. */
  readonly lost?: LostRun | undefined;
  /** The largest rate that curvature allows at the start of the run … */
  readonly stableAtStart?: number | undefined;
  /** … and everywhere along it. */
  readonly stableAlongPath?: number | undefined;
}
