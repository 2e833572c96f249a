import type { Extras, RunOptions } from "../../options/runOptions";
import type { Follow } from "../run/outcome";
import type { RunPlan, RunSetting } from "../run/runPlan";
import { planRun } from "../run/runPlan";
import type { Optimizer } from "../../optimizers/optimizer";

/** What of a run an axis changes. */
export type SweepTarget =
  | { readonly kind: "lr" }
  | { readonly kind: "hyperparameter"; readonly name: string }
  | { readonly kind: "extra"; readonly name: keyof Extras }
  /** An option of the run's schedule. */
  | { readonly kind: "schedule"; readonly name: string }
  /** A coordinate of θ⁰. */
  | { readonly kind: "start"; readonly index: number }
  | { readonly kind: "seed" };

/** Values that one part of a run takes in turn. */
export interface SweepAxis {
  readonly target: SweepTarget;
  readonly values: readonly number[];
}

/** The run that is changed, and what it has in common with every cell. */
export interface SweptRun {
  readonly options: RunOptions;
  readonly setting: RunSetting;
  readonly find: (id: string) => Optimizer | undefined;
}

/** A run to sweep, over which values, and what is asked of each cell. */
export interface SweepRequest extends SweptRun {
  readonly axes: readonly SweepAxis[];
  readonly follow: Follow;
}

/** The run of a cell: the one that is changed, with the value of each axis in its place. */
export function cellPlan(
  { options, setting, find }: SweptRun,
  axes: readonly SweepAxis[],
  values: readonly number[],
): RunPlan {
  let changed = options;
  let { start, sampling } = setting;
  axes.forEach(({ target }, k) => {
    const value = values[k]!;
    if (target.kind === "start") {
      start = start.slice();
      start[target.index] = value;
    } else if (target.kind === "seed") sampling = { ...sampling, seed: value };
    else changed = withValue(changed, target, value);
  });
  return planRun(changed, { ...setting, start, ...(sampling && { sampling }) }, find);
}

/** A run's options with another value in one place; a start and a seed are none of them. */
export function withValue(options: RunOptions, target: SweepTarget, value: number): RunOptions {
  switch (target.kind) {
    case "lr":
      return { ...options, lr: value };
    case "hyperparameter":
      return {
        ...options,
        hyperparameters: { ...options.hyperparameters, [target.name]: value },
      };
    case "extra":
      return { ...options, extras: { ...options.extras, [target.name]: value } };
    case "schedule": {
      const { id, options: given } = options.schedule;
      return { ...options, schedule: { id, options: { ...given, [target.name]: value } } };
    }
    default:
      return options;
  }
}

/** So many values from one to another, both included, evenly spaced – in the logarithm where `scale` says so. */
export function axisValues(
  from: number,
  to: number,
  count: number,
  scale: "linear" | "log" = "linear",
): number[] {
  if (!(count >= 1)) throw new RangeError(`${count} values`);
  if (scale === "log" && !(from > 0 && to > 0)) {
    throw new RangeError(`a logarithmic axis from ${from} to ${to}`);
  }
  const between = (share: number): number =>
    scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return from;
    return k === count - 1 ? to : between(k / (count - 1));
  });
}
