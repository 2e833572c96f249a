import type { RunOptions } from "../options/runOptions";
import type { RunConditions } from "./conditions";

/** Repeat a run over seeds from its own on: `repeats` runs, of which the first is the run itself. */
export interface SeedsRequest extends RunConditions {
  readonly session: string;
  readonly options: RunOptions;
  readonly repeats: number;
  /** Standard deviation of the starts of the others around the run's. */
  readonly jitter: number;
}
