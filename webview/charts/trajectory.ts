import type { Floats, RunSeries } from "../../src/protocol/series";
import { toPixelX, toPixelY, type PlotFrame } from "./plotFrame";

/** The columns of a run's path that stand on the axes: two parameters, or one parameter and the loss. */
export function pathColumns(
  series: RunSeries,
  axes: readonly [number] | readonly [number, number],
): readonly [Floats, Floats] | undefined {
  const column = (parameter: number): Floats | undefined =>
    series.path.theta[series.path.parameters.indexOf(parameter)];
  const x = column(axes[0]);
  const y = axes.length === 1 ? series.path.loss : column(axes[1]);
  return x && y && [x, y];
}

/** A trajectory in pixels: x0, y0, x1, y1, … */
export function toPixels(x: Floats, y: Floats, frame: PlotFrame): Float64Array {
  const points = new Float64Array(x.length * 2);
  for (let k = 0; k < x.length; k++) {
    points[2 * k] = toPixelX(frame, x[k]!);
    points[2 * k + 1] = toPixelY(frame, y[k]!);
  }
  return points;
}

/**
 * The part of x0, y0, x1, y1, … whose rows `steps` (ascending) come up to `step`, and then the place `at` that step;
 * all of it where nothing comes after, or the step is not known.
 */
export function doneUntil(
  points: Float64Array,
  steps: ArrayLike<number>,
  step: number | undefined,
  at: readonly [number, number],
): Float64Array {
  if (step === undefined || !(step < steps[steps.length - 1]!)) return points;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  const done = new Float64Array(2 * low + 2);
  done.set(points.subarray(0, 2 * low));
  done.set(at, 2 * low);
  return done;
}

/** Where a trajectory crosses the frame's border for the last time on its way out. */
export interface Exit {
  readonly x: number;
  readonly y: number;
  /** Direction of travel in radians. */
  readonly angle: number;
}

/** The exit of a path whose end lies outside the frame; undefined while the end is inside. */
export function findExit(points: Float64Array, frame: PlotFrame): Exit | undefined {
  let outside = lastFinite(points);
  if (outside < 0 || within(frame, points[2 * outside]!, points[2 * outside + 1]!))
    return undefined;
  let inside = outside;
  while (inside >= 0 && !within(frame, points[2 * inside]!, points[2 * inside + 1]!)) inside--;
  if (inside < 0) return undefined;
  outside = inside + 1;
  const fromX = points[2 * inside]!;
  const fromY = points[2 * inside + 1]!;
  const toX = points[2 * outside]!;
  const toY = points[2 * outside + 1]!;
  const share = shareInside(frame, fromX, fromY, toX, toY);
  return {
    x: fromX + (toX - fromX) * share,
    y: fromY + (toY - fromY) * share,
    angle: Math.atan2(toY - fromY, toX - fromX),
  };
}

/** A place on a path, and the index of the point at which its piece ends. */
export interface OnPath extends Exit {
  readonly piece: number;
}

/** Positions along a path, `spacing` pixels apart within the frame, for arrow heads. */
export function arrowPlaces(points: Float64Array, frame: PlotFrame, spacing: number): OnPath[] {
  const places: OnPath[] = [];
  let travelled = spacing / 2;
  for (let k = 1; k * 2 < points.length && places.length < 40; k++) {
    const fromX = points[2 * k - 2]!;
    const fromY = points[2 * k - 1]!;
    const dx = points[2 * k]! - fromX;
    const dy = points[2 * k + 1]! - fromY;
    const length = Math.hypot(dx, dy);
    if (!Number.isFinite(length)) continue;
    travelled += length;
    if (travelled < spacing || length < 3) continue;
    const x = fromX + dx / 2;
    const y = fromY + dy / 2;
    if (within(frame, x, y)) {
      places.push({ x, y, angle: Math.atan2(dy, dx), piece: k });
      travelled = 0;
    }
  }
  return places;
}

function within(frame: PlotFrame, x: number, y: number): boolean {
  return (
    x >= frame.left &&
    x <= frame.left + frame.width &&
    y >= frame.top &&
    y <= frame.top + frame.height
  );
}

function lastFinite(points: Float64Array): number {
  let k = points.length / 2 - 1;
  while (k >= 0 && !(Number.isFinite(points[2 * k]!) && Number.isFinite(points[2 * k + 1]!))) k--;
  return k;
}

function shareInside(
  frame: PlotFrame,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): number {
  const limit = (from: number, to: number, low: number, high: number): number =>
    to > high ? (high - from) / (to - from) : to < low ? (low - from) / (to - from) : 1;
  return Math.min(
    limit(fromX, toX, frame.left, frame.left + frame.width),
    limit(fromY, toY, frame.top, frame.top + frame.height),
  );
}
