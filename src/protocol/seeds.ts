import type { RunOptions } from "../options/runOptions";

/** Repeat a run over seeds from its own on: `repeats` runs, of which the first is the run itself. */
export interface SeedsRequest {
  readonly session: string;
  readonly options: RunOptions;
  readonly start: readonly number[];
  readonly steps: number;
  readonly seed: number;
  readonly tolerance: number;
  readonly noise: number;
  readonly batchSize?: number;
  readonly repeats: number;
  /** Standard deviation of the starts of the others around the run's. */
  readonly jitter: number;
}
