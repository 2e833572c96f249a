import type { Floats } from "../../src/protocol/series";
import { Coverage } from "./coverage";
import { crowdedPieces } from "./crowding";
import { stopSignPath } from "./markers";
import type { Pen } from "./pen";
import { clipTo, toPixelX, toPixelY, type PlotFrame } from "./plotFrame";
import { runStyle } from "./runStyle";
import { fillArrow, lengthOf, outlined, tracePoints, visibleDash } from "./strokes";
import type { Theme } from "./theme";
import { arrowPlaces, doneUntil, findExit, toPixels } from "./trajectory";

/** A run on the surface: its trajectory in the values of the axes. */
export interface SurfaceRun {
  readonly id: string;
  /** The rows that the points below are of. */
  readonly steps: ArrayLike<number>;
  readonly x: Floats;
  readonly y: Floats;
  /** The loss at the same rows, where it is known. */
  readonly loss?: Float64Array;
  readonly style: number;
  readonly selected: boolean;
  /** Did its numbers run away? */
  readonly failed: boolean;
}

/** Where a run is at the step cursor. */
export interface Reached {
  readonly step: number;
  readonly at: readonly [number, number];
  readonly loss: number;
}

/** Width of every path, and of the casing in the background's colour that sets it off from the ground. */
export const pathWidth = 2;
const casingWidth = 5;
const recededCasing = 4;

/** How strongly that is drawn which follows after the cursor. */
export const aheadAlpha = 0.15;

/** How strongly a run is drawn where it has filled the ground: as a veil, through which all else is seen. */
const veil = { width: 1, alpha: 0.4, highContrastAlpha: 0.7 } as const;

/** The runs from back to front: the selected one lies on top. */
export function backToFront<Run extends Pick<SurfaceRun, "selected">>(
  runs: readonly Run[],
): readonly Run[] {
  return [...runs].sort((a, b) => Number(a.selected) - Number(b.selected));
}

/** Does any run go on after the step cursor? */
export function isAnyAhead(
  runs: readonly SurfaceRun[],
  reached: ReadonlyMap<string, Reached>,
): boolean {
  return runs.some(
    ({ id, steps }) => (reached.get(id)?.step ?? Infinity) < steps[steps.length - 1]!,
  );
}

/** Whole trajectories, faintly: what of them lies behind the step cursor is drawn over it. */
export function drawAhead(
  pen: Pen,
  runs: readonly SurfaceRun[],
  frame: PlotFrame,
  theme: Theme,
): void {
  pen.save();
  clipTo(pen, frame);
  pen.lineJoin = "round";
  pen.lineWidth = pathWidth;
  pen.globalAlpha = aheadAlpha;
  for (const run of backToFront(runs)) {
    pen.strokeStyle = theme.palette[runStyle(run.style).colour];
    tracePoints(pen, toPixels(run.x, run.y, frame), { coverage: new Coverage(frame) });
    pen.stroke();
  }
  pen.restore();
}

/**
 * Trajectories up to the step cursor with arrow heads, and what marks their ends: an exit at the border, or the last
 * finite point of a run that failed.
 */
export function drawPaths(
  pen: Pen,
  runs: readonly SurfaceRun[],
  reached: ReadonlyMap<string, Reached>,
  frame: PlotFrame,
  theme: Theme,
): void {
  pen.save();
  pen.lineJoin = "round";
  for (const run of backToFront(runs)) {
    const colour = (run.selected ? theme.palette : theme.receded)[runStyle(run.style).colour];
    const place = reached.get(run.id);
    const whole = toPixels(run.x, run.y, frame);
    const points = doneUntil(whole, run.steps, place?.step, [
      toPixelX(frame, place?.at[0] ?? NaN),
      toPixelY(frame, place?.at[1] ?? NaN),
    ]);
    pen.save();
    clipTo(pen, frame);
    drawPath(pen, points, colour, run, frame, theme);
    pen.restore();
    const exit = findExit(points, frame);
    if (exit) drawExit(pen, exit, colour, theme);
    else if (run.failed && points.length === whole.length) drawFailure(pen, points, theme);
  }
  pen.restore();
}

/** A path on its casing, and as a veil where it fills the ground. */
export function drawPath(
  pen: Pen,
  points: Float64Array,
  colour: string,
  run: SurfaceRun,
  frame: PlotFrame,
  theme: Theme,
): void {
  const length = lengthOf(points);
  const crowded = crowdedPieces(points, length, frame);
  pen.fillStyle = colour;
  if (crowded) {
    pen.strokeStyle = colour;
    pen.lineWidth = veil.width;
    pen.globalAlpha = theme.highContrast ? veil.highContrastAlpha : veil.alpha;
    const isWanted = (k: number): boolean => crowded[k] === 1;
    tracePoints(pen, points, { coverage: new Coverage(frame), isWanted });
    pen.stroke();
    pen.globalAlpha = 1;
  }
  const isClear = (k: number): boolean => crowded?.[k] !== 1;
  const dash = theme.highContrast ? visibleDash(runStyle(run.style).dash, length, frame.width) : [];
  tracePoints(pen, points, {
    ...(dash.length === 0 ? { coverage: new Coverage(frame) } : {}),
    ...(crowded ? { isWanted: isClear } : {}),
  });
  strokeCased(pen, colour, run.selected, dash, theme);
  for (const { x, y, angle, piece } of arrowPlaces(points, frame, 70)) {
    if (isClear(piece)) fillArrow(pen, x, y, angle, run.selected ? 5 : 4);
  }
}

/** Strokes what is on the pen's path: first the casing, then the line on it. */
function strokeCased(
  pen: Pen,
  colour: string,
  selected: boolean,
  dash: readonly number[],
  theme: Theme,
): void {
  pen.strokeStyle = theme.background;
  pen.lineWidth = selected ? casingWidth : recededCasing;
  pen.stroke();
  pen.strokeStyle = colour;
  pen.lineWidth = pathWidth;
  pen.setLineDash([...dash]);
  pen.stroke();
  pen.setLineDash([]);
}

function drawExit(
  pen: Pen,
  exit: { readonly x: number; readonly y: number; readonly angle: number },
  colour: string,
  theme: Theme,
): void {
  pen.fillStyle = colour;
  pen.strokeStyle = theme.background;
  pen.lineWidth = 1.5;
  fillArrow(pen, exit.x, exit.y, exit.angle, 7);
  pen.stroke();
}

function drawFailure(pen: Pen, points: Float64Array, theme: Theme): void {
  let last = points.length / 2 - 1;
  while (last >= 0 && !Number.isFinite(points[2 * last]! + points[2 * last + 1]!)) last--;
  if (last < 0) return;
  outlined(pen, theme.error, theme, () =>
    stopSignPath(pen, points[2 * last]!, points[2 * last + 1]!, 6),
  );
}
