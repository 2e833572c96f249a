import type { Landscape } from "../../src/protocol/series";
import type { Pen } from "./pen";
import { fromPixelX, fromPixelY, type PlotFrame } from "./plotFrame";
import type { Theme } from "./theme";

/** Pixels between two lines of the hatching, and from one look along a line to the next. */
const spacing = 7;
const stride = 1.5;

/** Is there a place where the loss is no number? */
export function hasUndefined({ values }: Landscape): boolean {
  return values.some(Number.isNaN);
}

/** Diagonal lines over all places where the loss is no number. */
export function drawHatching(pen: Pen, landscape: Landscape, frame: PlotFrame, theme: Theme): void {
  if (!hasUndefined(landscape)) return;
  pen.save();
  pen.strokeStyle = theme.dim;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let from = spacing; from < frame.width + frame.height; from += spacing) {
    hatch(pen, landscape, frame, from);
  }
  pen.stroke();
  pen.restore();
}

/** One line, from the left or lower edge up to the right, where the loss is undefined. */
function hatch(pen: Pen, landscape: Landscape, frame: PlotFrame, from: number): void {
  let isDown = false;
  const end = Math.min(from, frame.width);
  for (let along = Math.max(0, from - frame.height); along <= end; along += stride) {
    const x = frame.left + along;
    const y = frame.top + from - along;
    const undefinedHere = isUndefinedAt(landscape, fromPixelX(frame, x), fromPixelY(frame, y));
    if (undefinedHere && isDown) pen.lineTo(x, y);
    else if (undefinedHere) pen.moveTo(x, y);
    isDown = undefinedHere;
  }
}

function isUndefinedAt(
  { x, y, columns, rows, values }: Landscape,
  atX: number,
  atY: number,
): boolean {
  const column = Math.round(((atX - x[0]) / (x[1] - x[0])) * (columns - 1));
  const row = Math.round(((atY - y[0]) / (y[1] - y[0])) * (rows - 1));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
  return Number.isNaN(values[row * columns + column]);
}
