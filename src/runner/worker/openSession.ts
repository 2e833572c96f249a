import type { CodeObjective } from "../../objective/createObjective";
import type { CellHelpers } from "../../simulation/sweep/cellHelpers";
import type { FinishedJob } from "./finishedRun";
import type { FindOptimizer } from "./sessionOptimizers";

/** Threads that take part in sweeps. */
export interface SweepThreads extends CellHelpers {
  /** Waits until they have left all jobs that are closed. */
  leave(): Promise<unknown>;
}

/** A function that is open, and the runs of its newest job. */
export interface OpenSession {
  readonly objective: CodeObjective;
  /** Of the parameters. */
  readonly names: readonly string[];
  readonly shapes: readonly (readonly number[])[];
  readonly findOptimizer: FindOptimizer;
  readonly helpers?: SweepThreads | undefined;
  /** Once they have ended or been stopped. */
  finished: FinishedJob | undefined;
}
