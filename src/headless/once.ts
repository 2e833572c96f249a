import type { OptimizerCatalogue } from "../optimizers/catalogue";
import type { Opened, RunRequest } from "../protocol/runner";
import type { RunRecord } from "../rows/runRecord";
import type { RunnerClient } from "../runner/client/runnerClient";

/** A function that is open in a runner of its own. */
export interface Once {
  readonly client: RunnerClient;
  readonly opened: Opened;
  /** What to run, all runs at once. */
  readonly asked: RunRequest;
  /** The optimizers that the runs are of. */
  readonly catalogue: OptimizerCatalogue;
  /** Rows so far, by run. */
  readonly records: ReadonlyMap<string, RunRecord>;
}
