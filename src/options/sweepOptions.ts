import type { Extras } from "./runOptions";

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
