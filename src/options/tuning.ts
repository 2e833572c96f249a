import { quasiRandomPoints } from "./quasiRandom";
import type { RunOptions } from "./runOptions";
import { roundToDigits } from "../text/number";
import { withValue, type Sweepable, type SweepAxis } from "./sweepOptions";

/** Of a setting's numbers, so that what is found is what can be written. */
const digits = 4;

/**
 * What a tuning tries of a run: η and the numbers of its method that are on. What is 0 stays off, and schedule and extras
 * stay as they are.
 */
export function tunables(known: readonly Sweepable[]): Sweepable[] {
  return known.filter(
    ({ target: { kind }, present = 0 }) =>
      kind === "lr" || (kind === "hyperparameter" && present > 0),
  );
}

/**
 * So many settings of a run, as axes that are joined: the present one, then quasi-random ones of the ranges in which the
 * controls are useful, spaced as the controls are. Fewer of a longer list are its beginning.
 */
export function tuningAxes(known: readonly Sweepable[], budget: number, seed: number): SweepAxis[] {
  const tuned = tunables(known);
  const points = quasiRandomPoints(tuned.length, budget - 1, seed);
  return tuned.map((one, k) => ({
    target: one.target,
    values: [one.present!, ...points.map((point) => valueAt(one, point[k]!))],
    ...(k > 0 && { joined: true }),
  }));
}

/** The values of the setting at a place of the axes put into a run. */
export function withSetting(
  options: RunOptions,
  axes: readonly SweepAxis[],
  at: number,
): RunOptions {
  return axes.reduce(
    (changed, { target, values }) => withValue(changed, target, values[at]!),
    options,
  );
}

/** The part of what a number may be in which settings are tried. */
function tunedRange({ range }: Sweepable): readonly [number, number] {
  return range.slider ?? [range.min, range.max];
}

/** The value of a control at a share of its way, in digits that a person would write. */
function valueAt(tuned: Sweepable, share: number): number {
  const [from, to] = tunedRange(tuned);
  const { range, scale, nearOne } = tuned;
  if (nearOne) {
    const rest = (1 - from) * ((1 - to) / (1 - from)) ** share;
    return roundToDigits(1 - roundToDigits(rest, digits), 12);
  }
  const value = scale === "log" ? from * (to / from) ** share : from + (to - from) * share;
  return range.integer === true ? Math.round(value) : roundToDigits(value, digits);
}
