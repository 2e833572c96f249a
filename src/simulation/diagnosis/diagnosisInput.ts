import type { Optimizer } from "../../optimizers/optimizer";
import type { RunOptions } from "../../options/runOptions";
import type { Objective } from "../../objective/objective";
import type { Trace } from "../run/record";
import type { GradientSampling, ParameterGroups } from "../run/runPlan";

/** A run to be diagnosed. */
export interface DiagnosisInput {
  readonly trace: Trace;
  readonly options: RunOptions;
  readonly optimizer: Optimizer;
  readonly objective: Objective;
  readonly sampling?: GradientSampling;
  /** Where parameters have rates of their own. */
  readonly groups?: ParameterGroups | undefined;
  /** The lowest loss known from elsewhere: other runs, a known optimum. */
  readonly lowestKnown?: number;
  /** Rows at which curvature may be computed, at most; default 400, none for 0. */
  readonly curvatureSamples?: number;
}
