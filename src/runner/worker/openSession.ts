import type { CodeObjective } from "../../objective/createObjective";
import type { CellHelpers } from "../../simulation/sweep/cellHelpers";
import type { FinishedJob } from "./finishedRun";
import type { FindOptimizer } from "./sessionOptimizers";

/** A function that is open, and the runs of its newest job. */
export interface OpenSession {
  readonly objective: CodeObjective;
  /** Of the parameters. */
  readonly names: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly findOptimizer: FindOptimizer;
  /** Threads that take part in sweeps. */
  readonly helpers?: CellHelpers | undefined;
  /** Once they have ended or been stopped. */
  finished: FinishedJob | undefined;
}
