import type { CodeObjective } from "../../objective/createObjective";
import type { RunRequest } from "../../protocol/runner";
import type { DiagnosedRun } from "./diagnosis";
import type { FinishedRun } from "./runs";
import type { FindOptimizer } from "./sessionOptimizers";

/** A function that is open, and the runs of its newest job. */
export interface OpenSession {
  readonly objective: CodeObjective;
  readonly shapes: readonly (readonly number[])[];
  readonly findOptimizer: FindOptimizer;
  /** Once they have ended or been stopped. */
  finished: FinishedJob | undefined;
}

export interface FinishedJob {
  readonly request: RunRequest;
  readonly runs: readonly FinishedRun[];
  /** The lowest loss that any of them came to, and what was found about them, once that was asked for. */
  lowestLoss?: number;
  diagnosed?: readonly DiagnosedRun[];
}
