import { optimizerById } from "../../optimizers/catalogue";
import { defaultValues, type HyperparameterValue } from "../../optimizers/hyperparameter";
import type { Remedy, RemedyKey } from "./finding";
import type { RunView } from "./runView";
import { roundToDigits } from "../../text/number";

/** Share of the stability limit that a suggested rate aims for. */
const comfortable = 0.5;

/** The rate at which the largest stability number seen would be half of the limit; else a tenth. */
export function lowerRate(view: RunView): Remedy {
  const worst = largestStability(view) ?? 0;
  const factor = view.limit !== undefined && worst > 0 ? (comfortable * view.limit) / worst : 0.1;
  return lowerRateTo(view, Math.min(factor, comfortable));
}

/** A rate lower by `factor` (below 1). */
export function lowerRateTo({ options }: RunView, factor: number): Remedy {
  return rate("lowerRate", options.lr * factor);
}

/**
 * The largest η·λmax(σ⁻¹H) seen where the loss is no higher than at the start: how steep the walls are up which a run
 * was thrown says nothing about the rate it needs. Undefined where the curvature is not known.
 */
export function largestStability({ curvature, trace }: RunView): number | undefined {
  if (!curvature) return undefined;
  let largest = 0;
  curvature.rows.forEach((row, k) => {
    const stability = curvature.stability[k]!;
    // The last row leaves nowhere: it has no σ, and the number is none.
    if (trace.loss[row]! <= trace.loss[0]! && stability > largest) largest = stability;
  });
  return largest;
}

/** A rate higher by `factor`. */
export function raiseRate({ options }: RunView, factor: number): Remedy {
  return rate("raiseRate", options.lr * factor);
}

/** η/(1 + d·t); by default down to a tenth at the end of the run. */
export function decay({ last }: RunView, d = 9 / Math.max(last, 1)): Remedy {
  const perStep = roundToDigits(d, 2);
  return {
    labelKey: "decay",
    arguments: { decay: perStep },
    change: { schedule: { id: "inverseTime", options: { decay: perStep } } },
  };
}

/** The same rate, to the digits that are shown, without its schedule. */
export function constantRate({ options }: RunView): Remedy {
  const lr = roundToDigits(options.lr, 4);
  return {
    labelKey: "constantRate",
    arguments: { lr },
    change: { lr, schedule: { id: "constant", options: {} } },
  };
}

/** A linear rise over the first steps, then the schedule there was. */
export function warmUp({ options }: RunView, steps: number): Remedy {
  return {
    labelKey: "warmUp",
    arguments: { steps },
    change: { schedule: { id: "warmup", options: { steps, then: options.schedule } } },
  };
}

/** Another optimizer with its defaults, at a rate. */
export function switchTo(
  labelKey: RemedyKey,
  id: string,
  lr: number,
  changes: Readonly<Record<string, HyperparameterValue>> = {},
): Remedy[] {
  const optimizer = optimizerById(id);
  if (!optimizer) return [];
  const hyperparameters = { ...defaultValues(optimizer.hyperparameters), ...changes };
  const change = { optimizer: id, label: optimizer.label, lr, hyperparameters };
  return [{ labelKey, arguments: { lr }, change }];
}

/** The same method with another hyperparameter value. */
export function change(
  { options }: RunView,
  labelKey: RemedyKey,
  name: string,
  value: number,
): Remedy {
  const rounded = roundToDigits(value, 3);
  const hyperparameters = { ...options.hyperparameters, [name]: rounded };
  return { labelKey, arguments: { value: rounded }, change: { hyperparameters } };
}

/** A hundredth of how far the run went in its most travelled parameter without leaving the start's loss below it. */
export function travellingRate({ trace: { theta, loss } }: RunView): number {
  let travelled = 0;
  for (const column of theta) {
    column.forEach((value, t) => {
      if (loss[t]! <= loss[0]!) travelled = Math.max(travelled, Math.abs(value - column[0]!));
    });
  }
  return roundToDigits(travelled === 0 ? 0.001 : travelled / 100, 1);
}

/** Share of the run in which a remedy should arrive at a method that steps by η whatever the slope. */
const wayShare = 0.4;

/**
 * The η at which steps of about η lead from the end to the lower point that is known of, or else to
 * the bottom of Newton's model, in the first two fifths of a run; undefined where neither is known.
 */
export function arrivingRate(view: RunView): number | undefined {
  const { trace, last, lower, endModel } = view;
  const way = lower?.theta?.map((value, i) => value - trace.end[i]!) ?? endModel?.step;
  const distance = way?.reduce((most, value) => Math.max(most, Math.abs(value)), 0) ?? NaN;
  if (!Number.isFinite(distance) || distance === 0 || last === 0) return undefined;
  return roundToDigits(distance / (wayShare * last), 2);
}

function rate(labelKey: RemedyKey, value: number): Remedy {
  const lr = roundToDigits(value, 2);
  return { labelKey, arguments: { lr }, change: { lr } };
}
