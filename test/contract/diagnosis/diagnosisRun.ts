import type { HyperparameterValue } from "../../../src/optimizers/hyperparameter";
import type { RunOptions, ScheduleOptions } from "../../../src/options/runOptions";
import type { FindingId } from "../../../src/simulation/diagnosis/finding";
import type { Objective } from "../../../src/objective/objective";
import { runToEnd } from "../../runToEnd";
import { planRun, type GradientSampling } from "../../../src/simulation/run/runPlan";
import type { Trace } from "../../../src/simulation/run/record";
import { runOptions } from "../runs/lectureData";

/** A run whose findings follow from theory, argued in `why`. */
export interface LabelledRun {
  readonly why: string;
  readonly objective: Objective;
  readonly start: readonly number[];
  readonly steps: number;
  readonly options: RunOptions;
  readonly sampling?: GradientSampling;
  readonly expected: readonly FindingId[];
}

/** Runs a row of a table to its end. */
export function traceOf({ objective, start, steps, options, sampling }: LabelledRun): Trace {
  const setting = { objective, start: Float64Array.from(start), steps };
  return runToEnd(planRun(options, { ...setting, ...(sampling && { sampling }) }));
}

type Changes = Readonly<Record<string, HyperparameterValue>>;

/** A row of a table. */
export const run = (
  objective: Objective,
  start: readonly number[],
  steps: number,
  options: RunOptions,
  expected: readonly FindingId[],
  why: string,
  sampling?: GradientSampling,
): LabelledRun => ({
  objective,
  start,
  steps,
  options,
  expected,
  why,
  ...(sampling && { sampling }),
});

export const gd = (lr: number, schedule?: ScheduleOptions) => runOptions("gd", lr, {}, schedule);
export const ball = (lr: number, momentum: number) => runOptions("momentum", lr, { momentum });
export const nesterov = (lr: number, momentum: number) =>
  runOptions("sgd", lr, { momentum, nesterov: true });
export const lecture = (
  id: string,
  lr: number,
  changes: Changes = {},
  schedule?: ScheduleOptions,
) => runOptions(id, lr, { convention: "lecture", ...changes }, schedule);
export const inverseTime = (decay: number): ScheduleOptions => ({
  id: "inverseTime",
  options: { decay },
});
