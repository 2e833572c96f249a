import type { Curve } from "../../src/protocol/series";
import { makeScale, symlogThreshold, type AxisMode, type Scale } from "./scale";

/** Points of a line in transformed units, as Chart.js takes them; NaN leaves a gap. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

export interface CurveLine {
  readonly points: readonly CurvePoint[];
  /** Finite values that the scale cannot show (0 and below on a log axis), of all rows where that is known. */
  readonly unshown: number;
  /** The first and the last value that have a place; NaN without any. */
  readonly ends: readonly [number, number];
  /** Lowest and highest transformed value; NaN without any. */
  readonly low: number;
  readonly high: number;
}

/**
 * Places a curve on its axes. Nothing is clipped: what has no place becomes a gap and is counted. With a `floor`, every
 * value at or below it, 0 and less among them, lies on it, and the line bends where it meets it, unless it is an edge of
 * a band: the edges of one have the same points.
 */
export function makeLine(
  curve: Curve,
  steps: Scale,
  values: Scale,
  floor?: number,
  use: "line" | "edge" = "line",
): CurveLine {
  const points: CurvePoint[] = [];
  const bottom = floor === undefined ? -Infinity : values.transform(floor);
  let unshown = 0;
  let low = NaN;
  let high = NaN;
  let first = NaN;
  let last = NaN;
  let before: CurvePoint | undefined;
  for (let k = 0; k < curve.steps.length; k++) {
    const value = curve.values[k]!;
    const x = steps.transform(curve.steps[k]!);
    const deep = floor !== undefined && value <= floor && Number.isFinite(value);
    const place = values.transform(value);
    const y = deep ? bottom : Number.isFinite(place) ? place : NaN;
    if (Number.isNaN(y)) {
      if (Number.isFinite(value)) unshown++;
    } else {
      if (!(y >= low)) low = y;
      if (!(y <= high)) high = y;
      if (Number.isNaN(first)) first = value;
      last = value;
    }
    const bend = before && use === "line" ? meeting(before, { x, y: place }, bottom) : undefined;
    if (bend !== undefined) points.push({ x: bend, y: bottom });
    before = { x, y: place };
    points.push({ x, y });
  }
  const everyRow = values.mode === "log" && floor === undefined ? curve.notPositive : undefined;
  return { points, unshown: everyRow ?? unshown, ends: [first, last], low, high };
}

/** Where a line from one point to another meets a height between theirs; undefined where it does not. */
export function meeting(from: CurvePoint, to: CurvePoint, height: number): number | undefined {
  const share = (height - from.y) / (to.y - from.y);
  return share > 0 && share < 1 ? from.x + share * (to.x - from.x) : undefined;
}

/** The scale a chart opens with: powers of ten, on both sides of 0 if values lie there. */
export function defaultMode(curves: readonly Curve[], preferred: AxisMode): AxisMode {
  if (preferred !== "log") return preferred;
  const anyNegative = curves.some((curve) => curve.values.some((value) => value < 0));
  const anyPositive = curves.some((curve) => curve.values.some((value) => value > 0));
  return anyNegative || !anyPositive ? "symlog" : "log";
}

/** A scale for these curves; the linear part of a symlog axis fits the sizes that occur. */
export function scaleFor(mode: AxisMode, curves: readonly Curve[]): Scale {
  if (mode !== "symlog") return makeScale(mode);
  let smallest = Infinity;
  let largest = 0;
  for (const curve of curves) {
    for (const value of curve.values) {
      const size = Math.abs(value);
      if (!Number.isFinite(size) || size === 0) continue;
      if (size < smallest) smallest = size;
      if (size > largest) largest = size;
    }
  }
  return makeScale("symlog", symlogThreshold(smallest, largest));
}

/**
 * The transformed range that shows all lines with a little room around them. It never gets so short that rounding would
 * look like movement: at least a hundredth of a decade, or on a linear axis a ten-thousandth of the values.
 */
export function rangeOf(
  lines: readonly Pick<CurveLine, "low" | "high">[],
  mode: AxisMode,
): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const line of lines) {
    if (line.low < low) low = line.low;
    if (line.high > high) high = line.high;
  }
  if (!(high >= low)) return [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const shortest = mode === "linear" ? Math.max(size * 1e-4, 1e-300) : 0.01;
  const room = Math.max((high - low) * 0.06, (shortest - (high - low)) / 2);
  return [low - room, high + room];
}

/** How far a line travels, as multiples of the picture's height for its rises and falls. */
export function travelOf(line: CurveLine, [from, to]: readonly [number, number]): number {
  let travelled = 0;
  for (let k = 1; k < line.points.length; k++) {
    const rise = Math.abs(line.points[k]!.y - line.points[k - 1]!.y);
    if (Number.isFinite(rise)) travelled += rise;
  }
  return travelled / (to - from);
}
