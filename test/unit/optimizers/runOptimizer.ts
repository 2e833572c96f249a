import { optimizerById } from "../../../src/optimizers/catalogue";
import { type HyperparameterValue, defaultValues } from "../../../src/optimizers/hyperparameter";
import type { Optimizer } from "../../../src/optimizers/optimizer";
import type { Extras } from "../../../src/options/runOptions";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { constantSchedule, startSchedule } from "../../../src/schedules/startSchedule";
import { runToEnd } from "../../runToEnd";
import type { Trace } from "../../../src/simulation/run/record";
import { objectiveOf, type TestFunction } from "./testFunctions";

export interface RunSettings {
  readonly lr?: number;
  readonly hyperparameters?: Readonly<Record<string, HyperparameterValue>>;
  readonly schedule?: ScheduleOptions;
  readonly extras?: Extras;
  readonly steps: number;
  readonly start?: readonly number[];
  readonly shapes?: readonly (readonly number[])[];
}

/** Runs an optimizer of the catalogue with the product's own run loop. */
export function runOptimizer(
  which: string | Optimizer,
  testFunction: TestFunction,
  settings: RunSettings,
): Trace {
  const optimizer = typeof which === "string" ? builtIn(which) : which;
  const lr = settings.lr ?? optimizer.learningRate.default;
  return runToEnd({
    objective: objectiveOf(testFunction),
    optimizer,
    hyperparameters: {
      ...defaultValues(optimizer.hyperparameters),
      ...settings.hyperparameters,
    },
    startRate: () => startSchedule(settings.schedule ?? constantSchedule, lr, settings.steps),
    extras: settings.extras ?? {},
    start: Float64Array.from(settings.start ?? testFunction.start),
    steps: settings.steps,
    ...(settings.shapes && { shapes: settings.shapes }),
  });
}

/** θ^t of a trace that records every parameter. */
export function thetaAt(trace: Trace, t: number): number[] {
  return trace.theta.map((column) => column[t]!);
}

/** An optimizer of the catalogue; throws if there is none of that id. */
export function builtIn(id: string): Optimizer {
  const optimizer = optimizerById(id);
  if (!optimizer) throw new Error(`no optimizer is called ${id}`);
  return optimizer;
}
