import type { Curve } from "../../src/protocol/series";

/** A log axis of losses ends this far below the loss at the start: what lies deeper is rounding to most eyes. */
const depth = 1e-12;

/**
 * The loss at which a log axis ends; undefined where all losses lie above.
 *
 *     floor = 10⁻¹² · min(L⁰, greatest loss in sight)
 *
 * so that steps that are zoomed into, all of them far down, have decades of their own. Without a positive L⁰ the
 * greatest loss stands in for it.
 */
export function lossFloor(curves: readonly Curve[], startLoss: number): number | undefined {
  let least = Infinity;
  let greatest = 0;
  for (const { values } of curves) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  const floor = depth * (startLoss > 0 ? Math.min(startLoss, greatest) : greatest);
  return floor > 0 && least <= floor ? floor : undefined;
}
