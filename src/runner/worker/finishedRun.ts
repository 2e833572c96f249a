import type { RunOptions } from "../../options/runOptions";
import type { Finding } from "../../simulation/diagnosis/finding";
import type { RunRequest } from "../../protocol/runner";
import type { RunDiagnosis } from "../../protocol/diagnosis";
import type { Run } from "../../simulation/run/run";
import type { ParameterGroups } from "../../simulation/run/runPlan";

/** A run that has ended, for whoever wants to know more about it. */
export interface FinishedRun {
  readonly id: string;
  readonly options: RunOptions;
  readonly start: Float64Array;
  readonly run: Run;
  /** Where parameters have rates of their own. */
  readonly groups?: ParameterGroups | undefined;
}

/** A finished run and what was found about it. */
export interface DiagnosedRun {
  readonly finished: FinishedRun;
  readonly findings: readonly Finding[];
  /** In words, as far as they are known before remedies have been tried. */
  readonly diagnosis: RunDiagnosis;
}

export interface FinishedJob {
  readonly request: RunRequest;
  readonly runs: readonly FinishedRun[];
  /** The lowest loss that any of them came to, and what was found about them, once that was asked for. */
  lowestLoss?: number;
  diagnosed?: readonly DiagnosedRun[];
}
