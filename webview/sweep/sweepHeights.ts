import type { SweepMeasure } from "../../src/options/sweepOptions";
import { lossHeights } from "../charts/lossHeights";
import type { Theme } from "../charts/theme";
import type { SweepPicture } from "./sweepFrame";

/** Numbers that are drawn by their height. */
export interface Measured {
  readonly values: Float64Array;
  readonly measure: SweepMeasure;
  readonly startLoss: number;
}

/** The best of all values, and that from which on all look alike: the start's loss, or most steps. */
export function endsOf({ values, measure, startLoss }: Measured): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  if (measure.kind !== "steps") return [Math.min(least, startLoss), startLoss];
  return [least, finite.reduce((a, b) => Math.max(a, b), least)];
}

/** From 0, the best of all values, to 1. */
export function heightsOf(measured: Measured): (value: number) => number {
  const { values, measure, startLoss } = measured;
  if (measure.kind !== "steps") {
    const heightOf = lossHeights(values, startLoss);
    const top = heightOf(startLoss);
    return (value) => Math.min(1, top > 0 ? heightOf(value) / top : heightOf(value));
  }
  const [least, most] = endsOf(measured);
  return (value) => (most > least ? Math.log1p(value - least) / Math.log1p(most - least) : 0);
}

/** The colour of a height: strong where it is low, the background where it is high. */
export function colourOf(theme: Theme, height: number): string {
  const strong = theme.highContrast ? theme.foreground : theme.palette.blue;
  const share = Math.round(100 * (0.08 + 0.87 * (1 - height)));
  return `color-mix(in oklab, ${strong} ${share}%, ${theme.background})`;
}

export function measuredOf({ found, measure, startLoss }: SweepPicture): Measured {
  return { values: found.values, measure, startLoss };
}
