import { optimizerById } from "../optimizers/catalogue";
import { defaultValues, type HyperparameterValue } from "../optimizers/hyperparameter";
import { fittingRate } from "../optimizers/fittingRate";
import type { Optimizer } from "../optimizers/optimizer";
import { constantSchedule } from "../schedules/startSchedule";
import { automaticLabel } from "./describeRun";
import type { RunOptions } from "./runOptions";

/** A run of an optimizer with its defaults, except what `changes` says. */
export function runWithDefaults(
  optimizer: Optimizer,
  changes: Readonly<Record<string, HyperparameterValue>> = {},
  lr: number = optimizer.learningRate.default,
): RunOptions {
  const hyperparameters = { ...defaultValues(optimizer.hyperparameters), ...changes };
  return {
    optimizer: optimizer.id,
    label: automaticLabel(optimizer, hyperparameters),
    lr,
    hyperparameters,
    schedule: constantSchedule,
    extras: {},
  };
}

function run(
  id: string,
  lr: number,
  changes: Readonly<Record<string, HyperparameterValue>> = {},
): RunOptions {
  const optimizer = optimizerById(id);
  if (!optimizer) throw new Error(`no optimizer is called "${id}"`);
  return runWithDefaults(optimizer, changes, lr);
}

/** Steps by which it is told whether those of a method are in proportion to the slope. */
const enoughSteps = 100;

/** `defaultRuns` at rates that fit a function whose start this rate of gradient descent fits, where one is known. */
export function fittingDefaultRuns(descentRate: number | undefined): readonly RunOptions[] {
  if (descentRate === undefined) return defaultRuns;
  return defaultRuns.map((options) => {
    const scale = { descentRate, steps: enoughSteps };
    const { rate, because } = fittingRate(optimizerById(options.optimizer)!, scale);
    return because === "curvature" ? { ...options, lr: rate } : options;
  });
}

/**
 * What a fresh panel shows: the lecture's four.
 *
 * Rates for losses of order 1 and parameters of order 1: the adaptive three move about η a step, whatever the slope.
 */
export const defaultRuns: readonly RunOptions[] = [
  run("gd", 0.01),
  run("adagrad", 0.1, { convention: "lecture" }),
  run("rmsprop", 0.01),
  run("adam", 0.05),
];
