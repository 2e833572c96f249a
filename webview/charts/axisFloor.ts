import type { Curve } from "../../src/protocol/series";

/** A log axis of losses or slopes ends this far below the start: what lies deeper is rounding to most eyes. */
const depth = 1e-12;

/**
 * The value at which a log axis ends; undefined where all values lie above.
 *
 *     floor = 10⁻¹² · min(start, greatest value in sight)
 *
 * so that steps that are zoomed into, all of them far down, have decades of their own. Without a positive start the
 * greatest value stands in for it.
 */
export function axisFloor(curves: readonly Curve[], start: number): number | undefined {
  let least = Infinity;
  let greatest = 0;
  for (const { values } of curves) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  const floor = depth * (start > 0 ? Math.min(start, greatest) : greatest);
  return floor > 0 && least <= floor ? floor : undefined;
}
