import type { CurvePoint } from "./curveData";

/** The width of the mean, as a share of the steps in sight. */
const share = 1 / 20;

/**
 * A line through the running means of another: at each point, the mean of the heights within half a width to either
 * side, `share` of the range from the first x to the last. On a log axis that is the geometric mean of the values.
 * Gaps stay gaps; near the ends the mean is over what there is on both sides alike, so that it keeps the ends.
 */
export function smoothed(points: readonly CurvePoint[]): CurvePoint[] {
  const first = points[0]?.x ?? 0;
  const last = points[points.length - 1]?.x ?? 0;
  const half = ((last - first) * share) / 2;
  let from = 0;
  let to = 0;
  let sum = 0;
  let count = 0;
  const take = (y: number, sign: 1 | -1): void => {
    if (Number.isNaN(y)) return;
    sum += sign * y;
    count += sign;
  };
  return points.map(({ x, y }) => {
    const reach = Math.min(half, x - first, last - x);
    while (to < points.length && points[to]!.x <= x + reach) take(points[to++]!.y, 1);
    while (from < to && points[from]!.x < x - reach) take(points[from++]!.y, -1);
    // Near the last point the reach falls: what was taken beyond it goes back.
    while (to > from && points[to - 1]!.x > x + reach) take(points[--to]!.y, -1);
    return { x, y: Number.isNaN(y) || count === 0 ? NaN : sum / count };
  });
}
