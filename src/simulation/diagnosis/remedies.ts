import { optimizerById } from "../../optimizers/catalogue";
import { defaultValues } from "../../optimizers/hyperparameter";
import type { HyperparameterValue } from "../../optimizers/hyperparameter";
import type { Remedy, RemedyKey } from "./finding";
import type { RunView } from "./runView";

/** Share of the stability limit that a suggested rate aims for. */
const comfortable = 0.5;

/** The rate at which the largest stability number seen would be half of the limit; else a tenth. */
export function lowerRate({ options, limit, curvature }: RunView): Remedy {
  const worst = curvature?.stability.reduce((most, value) => (value > most ? value : most), 0) ?? 0;
  const factor = limit !== undefined && worst > 0 ? (comfortable * limit) / worst : 0.1;
  return rate("lowerRate", options.lr * Math.min(factor, comfortable));
}

/** A rate higher by `factor`. */
export function raiseRate({ options }: RunView, factor: number): Remedy {
  return rate("raiseRate", options.lr * factor);
}

/** η/(1 + d·t) that is down to a tenth at the end of the run. */
export function decay({ last }: RunView): Remedy {
  const perStep = Number((9 / Math.max(last, 1)).toPrecision(2));
  return {
    labelKey: "decay",
    arguments: { decay: perStep },
    change: { schedule: { id: "inverseTime", options: { decay: perStep } } },
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
  const hyperparameters = { ...options.hyperparameters, [name]: value };
  return { labelKey, arguments: { value }, change: { hyperparameters } };
}

function rate(labelKey: RemedyKey, value: number): Remedy {
  const lr = Number(value.toPrecision(2));
  return { labelKey, arguments: { lr }, change: { lr } };
}
