import { defaultValues, type HyperparameterValue } from "../../../src/optimizers/hyperparameter";
import { optimizerById } from "../../../src/optimizers/catalogue";
import type { RunOptions, ScheduleOptions } from "../../../src/options/runOptions";
import type { Objective } from "../../../src/objective/objective";

/** The lecture's ten points. */
export const x = [338, 333, 328, 207, 226, 25, 179, 60, 208, 606];
export const y = [640, 633, 619, 393, 428, 27, 193, 66, 226, 1591];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const sumX = sum(x);
const sumXX = sum(x.map((value) => value * value));
const sumXY = sum(x.map((value, k) => value * y[k]!));
const hessian = Float64Array.of(2 * x.length, 2 * sumX, 2 * sumX, 2 * sumXX);

/** L(b, w) = Σ (b + w·x − y)², with its derivatives written by hand. */
export const regression: Objective = {
  dimension: 2,
  gradientKind: "exact",
  value: ([b, w]) => sum(x.map((value, k) => (b! + w! * value - y[k]!) ** 2)),
  valueAndGradient([b, w], gradient) {
    let loss = 0;
    let byB = 0;
    let byW = 0;
    for (let k = 0; k < x.length; k++) {
      const residual = b! + w! * x[k]! - y[k]!;
      loss += residual * residual;
      byB += 2 * residual;
      byW += 2 * residual * x[k]!;
    }
    gradient[0] = byB;
    gradient[1] = byW;
    return loss;
  },
  hessian: () => hessian.slice(),
  hessianVectorProduct(_theta, vector, result) {
    result[0] = hessian[0]! * vector[0]! + hessian[1]! * vector[1]!;
    result[1] = hessian[2]! * vector[0]! + hessian[3]! * vector[1]!;
  },
};

export const lectureStart = Float64Array.of(-120, -4);

/** The floor of the valley: the w that is best for a given b. */
export function valleyFloor(b: number): number {
  return (sumXY - b * sumX) / sumXX;
}

/** Rows at which |w − w*(b)| rises above 1 after having been below 0.1. */
export function bursts(b: Float64Array, w: Float64Array): number[] {
  const rows: number[] = [];
  let calm = false;
  for (let t = 0; t < b.length; t++) {
    const distance = Math.abs(w[t]! - valleyFloor(b[t]!));
    if (distance < 0.1) calm = true;
    if (calm && distance > 1) {
      rows.push(t);
      calm = false;
    }
  }
  return rows;
}

/** Options of a run: the optimizer's defaults with these changes. Throws on an unknown name. */
export function runOptions(
  optimizer: string,
  lr: number,
  hyperparameters: Readonly<Record<string, HyperparameterValue>> = {},
  schedule: ScheduleOptions = { id: "constant", options: {} },
): RunOptions {
  const found = optimizerById(optimizer);
  if (!found) throw new Error(`no optimizer ${optimizer}`);
  const values = { ...defaultValues(found.hyperparameters) };
  for (const [name, value] of Object.entries(hyperparameters)) {
    if (!(name in values)) throw new Error(`${optimizer} has no ${name}`);
    values[name] = value;
  }
  return { optimizer, label: found.label, lr, hyperparameters: values, schedule, extras: {} };
}
