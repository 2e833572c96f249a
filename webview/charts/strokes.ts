import type { Coverage } from "./coverage";
import type { Pen } from "./pen";
import type { Theme } from "./theme";

/** Canvases lose lines whose ends are millions of pixels away: ends are drawn in at this distance, in direction. */
const farAway = 50_000;

/**
 * Points closer than this to the last one drawn change no pixel. Where it is asked which pieces do, they are a pixel long:
 * shorter ones would be left out one by one, which leaves gaps.
 */
const sameSpot = 0.35;
const askedSpot = 1;

/** Which pieces of a line are drawn; all that are left out leave a gap. */
export interface Pieces {
  /** Those that change nothing in it are left out; dashes, which only a whole line has, go without it. */
  readonly coverage?: Coverage;
  /** Is the piece that ends at point k wanted? */
  readonly isWanted?: (k: number) => boolean;
}

/** Strokes x0, y0, x1, y1, … with gaps where a point is not finite. */
export function strokePoints(pen: Pen, points: Float64Array): void {
  tracePoints(pen, points);
  pen.stroke();
}

/** Puts x0, y0, x1, y1, … on the pen's path, with gaps where a point is not finite. */
export function tracePoints(
  pen: Pen,
  points: Float64Array,
  { coverage, isWanted }: Pieces = {},
): void {
  pen.beginPath();
  let isDown = false;
  let lastX = NaN;
  let lastY = NaN;
  const spot = coverage ? askedSpot : sameSpot;
  for (let k = 0; k < points.length; k += 2) {
    const x = points[k]!;
    const y = points[k + 1]!;
    if (!Number.isFinite(x + y)) {
      lastX = NaN;
      continue;
    }
    const begins = Number.isNaN(lastX);
    if (!begins && Math.abs(x - lastX) < spot && Math.abs(y - lastY) < spot) continue;
    const drawn = !begins && (!isWanted || isWanted(k / 2));
    if (!drawn || (coverage && !coverage.add(lastX, lastY, x, y))) isDown = false;
    else {
      if (!isDown) pen.moveTo(near(lastX), near(lastY));
      isDown = true;
      const shrink = farAway / Math.max(farAway, Math.abs(x - lastX), Math.abs(y - lastY));
      pen.lineTo(near(lastX + (x - lastX) * shrink), near(lastY + (y - lastY) * shrink));
    }
    lastX = x;
    lastY = y;
  }
}

/** A line this many times as long as its picture is wide fills areas; dashes in it cannot be seen, but cost time. */
const dashesLostBeyond = 12;

/** The dashes of a line of `length` pixels in a picture of `width`: none where they would be lost. */
export function visibleDash(
  dash: readonly number[],
  length: number,
  width: number,
): readonly number[] {
  return length > dashesLostBeyond * width ? [] : dash;
}

/** Length of x0, y0, x1, y1, … in pixels, gaps left out. */
export function lengthOf(points: Float64Array): number {
  let length = 0;
  for (let k = 2; k < points.length; k += 2) {
    const piece = Math.abs(points[k]! - points[k - 2]!) + Math.abs(points[k + 1]! - points[k - 1]!);
    if (Number.isFinite(piece)) length += piece;
  }
  return length;
}

function near(pixel: number): number {
  return Math.max(-farAway, Math.min(farAway, pixel));
}

/** An arrow head at (x, y) that points along `angle`. */
export function fillArrow(pen: Pen, x: number, y: number, angle: number, size: number): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  pen.beginPath();
  pen.moveTo(x + cos * size, y + sin * size);
  pen.lineTo(x - cos * size - sin * size * 0.7, y - sin * size + cos * size * 0.7);
  pen.lineTo(x - cos * size + sin * size * 0.7, y - sin * size - cos * size * 0.7);
  pen.closePath();
  pen.fill();
}

/** Fills a shape in `colour` with an edge of the background, so that it stands out from heat and paths. */
export function outlined(pen: Pen, colour: string, theme: Theme, shape: () => void): void {
  shape();
  pen.strokeStyle = theme.background;
  pen.lineWidth = 3;
  pen.stroke();
  pen.fillStyle = colour;
  pen.fill();
}
