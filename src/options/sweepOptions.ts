import {
  defaultKey,
  isArgumentNumber,
  withArgumentNumbers,
  withScaledNumber,
} from "./argumentNumbers";
import type { NumberRange } from "./readValue";
import type { Extras, RunOptions } from "./runOptions";

/** What of a run an axis changes. */
export type SweepTarget =
  | { readonly kind: "lr" }
  | { readonly kind: "hyperparameter"; readonly name: string }
  | { readonly kind: "extra"; readonly name: keyof Extras }
  /** The rate of one argument, by the key that it has or is to have. */
  | { readonly kind: "argument"; readonly key: string }
  /** An option of the run's schedule. */
  | { readonly kind: "schedule"; readonly name: string }
  /** A coordinate of θ⁰. */
  | { readonly kind: "start"; readonly index: number }
  /** Moves θ⁰ by `spread` times a standard normal vector, whose seed the value is; 0 leaves it where it is. */
  | { readonly kind: "jitter"; readonly spread: number }
  | { readonly kind: "seed" };

/** Values that one part of a run takes in turn. */
export interface SweepAxis {
  readonly target: SweepTarget;
  readonly values: readonly number[];
  /** Moves with the axis before it, value for value, which has as many: together they are one dimension of the grid. */
  readonly joined?: boolean;
}

/** A number of a run that can be swept. */
export interface Sweepable {
  /** As it is written: lr, beta1, clipNorm, gamma, x, w[0], seed. */
  readonly name: string;
  readonly target: SweepTarget;
  readonly range: NumberRange & { readonly slider?: readonly [number, number] };
  readonly scale: "linear" | "log";
  /** Its control spaces 1 − value logarithmically. */
  readonly nearOne?: boolean;
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

/**
 * Axes that repeat each cell over seeds 0, 1, … of noise and batches, and over starts around the run's own, where `spread`
 * is above 0: the first repeat begins at the start itself.
 */
export function repeatAxes(count: number, spread: number): SweepAxis[] {
  const values = Array.from({ length: count }, (_, seed) => seed);
  const seeds: SweepAxis = { target: { kind: "seed" }, values };
  return spread > 0
    ? [seeds, { target: { kind: "jitter", spread }, values, joined: true }]
    : [seeds];
}

/** How many cells the grid of some axes has. */
export function cellCount(
  axes: readonly { readonly values: readonly number[]; readonly joined?: boolean | undefined }[],
): number {
  return axes.reduce(
    (count, { values, joined }) => (joined === true ? count : count * values.length),
    1,
  );
}

/** A run's options with another value in one place, by argument in proportion; a start and a seed are none of them. */
export function withValue(options: RunOptions, target: SweepTarget, value: number): RunOptions {
  switch (target.kind) {
    case "lr":
      return withScaledNumber(options, "lr", value);
    case "hyperparameter":
      if (isArgumentNumber(target.name)) return withScaledNumber(options, target.name, value);
      return {
        ...options,
        hyperparameters: { ...options.hyperparameters, [target.name]: value },
      };
    case "extra":
      if (isArgumentNumber(target.name)) return withScaledNumber(options, target.name, value);
      return { ...options, extras: { ...options.extras, [target.name]: value } };
    case "argument": {
      const own = options.byArgument?.lr ?? { [defaultKey]: options.lr };
      return withArgumentNumbers(options, "lr", { ...own, [target.key]: value });
    }
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
