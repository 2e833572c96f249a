import type { Curve, RunSeries } from "../../src/protocol/series";
import { meeting, type CurvePoint } from "./curveData";

/** A loss this many times the start's above it says no more than that the run blew up. */
const growth = 1e3;

/** The share of the height of what the other runs show that a chart has above and below it for those that leave it. */
const room = 0.2;

type Range = readonly [number, number];

/**
 * Has the run blown up: did it end as diverged, at a number that is not finite, or above L⁰ + 10³·|L⁰|? One that only
 * touches such a loss on its way comes back, and belongs to the picture.
 */
export function ranAway({ stop, lastLoss, startLoss }: RunSeries): boolean {
  return stop?.reason === "diverged" || stop?.reason === "nonFinite" || isFar(lastLoss, startLoss);
}

/** Does a curve of losses, such as a quantile over repeats, end that high? */
export function endsFar({ values }: Curve, startLoss: number): boolean {
  let at = values.length - 1;
  while (at > 0 && Number.isNaN(values[at])) at--;
  return isFar(values[at] ?? NaN, startLoss);
}

function isFar(loss: number, startLoss: number): boolean {
  return startLoss !== 0 && loss > startLoss + growth * Math.abs(startLoss);
}

/** Where a curve begins: what a chart shows of a run that blows up in any case. */
export function beginning({ steps, values }: Curve): Curve {
  const at = values.findIndex(Number.isFinite);
  return { steps: steps.slice(at, at + 1), values: values.slice(at, at + 1) };
}

/** The range of a chart where some runs leave it: that of the others, with some of the way out. */
export function rangeBeside(others: Range, whole: Range): Range {
  const way = room * (others[1] - others[0]);
  return [Math.max(whole[0], others[0] - way), Math.min(whole[1], others[1] + way)];
}

/** The part of a line that a chart can show, and where it first leaves: at the chart's lower or upper end. */
export interface LeavingLine {
  readonly points: readonly CurvePoint[];
  readonly exit?: CurvePoint;
}

/**
 * A line that leaves the range from `low` to `high`. What is more than the range's length beyond it is drawn no farther
 * away, where nobody sees it: no canvas has a place 10⁶⁰ pixels off. What is seen of a line is as it was; an edge of a
 * band keeps its number of points, and is not bent where it would be.
 */
export function leavingLine(
  points: readonly CurvePoint[],
  [low, high]: Range,
  use: "line" | "edge" = "line",
): LeavingLine {
  const length = high - low;
  const ends = [low - length, high + length] as const;
  const drawn: CurvePoint[] = [];
  let exit: CurvePoint | undefined;
  let before: CurvePoint | undefined;
  for (const point of points) {
    if (before && use === "line") {
      const bends = ends
        .flatMap((y) => {
          const x = meeting(before!, point, y);
          return x === undefined ? [] : [{ x, y }];
        })
        .sort((a, b) => a.x - b.x);
      drawn.push(...bends);
    }
    if (!exit && (point.y < low || point.y > high)) {
      const y = point.y > high ? high : low;
      exit = { x: (before && meeting(before, point, y)) ?? point.x, y };
    }
    drawn.push({ x: point.x, y: Math.max(ends[0], Math.min(ends[1], point.y)) });
    before = point;
  }
  return { points: drawn, ...(exit ? { exit } : {}) };
}
