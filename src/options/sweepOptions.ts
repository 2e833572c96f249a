import type { NumberRange } from "./readValue";
import type { Extras, RunOptions } from "./runOptions";

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

/** A number of a run that can be swept. */
export interface Sweepable {
  /** As it is written: lr, beta1, clipNorm, gamma, x, w[0], seed. */
  readonly name: string;
  readonly target: SweepTarget;
  readonly range: NumberRange & { readonly slider?: readonly [number, number] };
  readonly scale: "linear" | "log";
  /** What the run has at present; undefined for what is off. */
  readonly present: number | undefined;
}

/** What is asked of each cell. */
export type SweepMeasure =
  | { readonly kind: "end" }
  | { readonly kind: "lowest" }
  /** Steps until the loss is at or below a target. */
  | { readonly kind: "steps"; readonly target: number };

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

/** The values of an axis over something that can be swept: whole where it is, and none twice. */
export function valuesOf(
  { range }: Sweepable,
  from: number,
  to: number,
  count: number,
  scale: "linear" | "log",
): number[] {
  const values = axisValues(from, to, count, scale);
  return range.integer === true ? [...new Set(values.map(Math.round))] : values;
}
