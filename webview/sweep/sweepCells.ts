import type { Theme } from "../charts/theme";
import type { Frame, SweepPicture } from "./sweepFrame";
import { colourOf } from "./sweepHeights";

/** Colours in steps that no eye tells apart: a canvas parses each colour that it is given. */
const shades = 48;

export function drawMap(
  context: CanvasRenderingContext2D,
  { found }: SweepPicture,
  frame: Frame,
  theme: Theme,
  heightOf: (value: number) => number,
): void {
  const { columns, rows, values, diverged } = found;
  const edgeX = (column: number): number => frame.left + (column * frame.width) / columns;
  const edgeY = (row: number): number => frame.top + frame.height - (row * frame.height) / rows;
  const colours = Array.from({ length: shades }, (_, k) => colourOf(theme, k / (shades - 1)));
  const hatched = hatching(context, theme.error);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const value = values[at]!;
      if (Number.isNaN(value) && diverged[at] === 0) continue;
      const isFinite = Number.isFinite(value);
      const shade = isFinite ? Math.round(heightOf(value) * (shades - 1)) : shades - 1;
      context.fillStyle = isFinite ? colours[shade]! : theme.background;
      const [left, top] = [edgeX(column), edgeY(row + 1)];
      const [width, height] = [edgeX(column + 1) - left + 0.5, edgeY(row) - top + 0.5];
      context.fillRect(left, top, width, height);
      if (diverged[at] === 0) continue;
      context.fillStyle = hatched;
      context.fillRect(left, top, width, height);
    }
  }
}

/** Diagonal lines: cells whose runs diverged are told from bad ones without colour, too. */
function hatching(context: CanvasRenderingContext2D, colour: string): CanvasPattern | string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const pen = tile.getContext("2d")!;
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.75;
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift, 6);
    pen.lineTo(shift + 6, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat") ?? colour;
}

export function drawLine(
  context: CanvasRenderingContext2D,
  { found }: SweepPicture,
  frame: Frame,
  theme: Theme,
  heightOf: (value: number) => number,
): void {
  const { columns, values, diverged } = found;
  const width = frame.width / columns;
  context.fillStyle = hatching(context, theme.error);
  diverged.forEach((isLost, column) => {
    if (isLost) context.fillRect(frame.left + column * width, frame.top, width + 0.5, frame.height);
  });
  context.beginPath();
  let isDown = false;
  values.forEach((value, column) => {
    if (!Number.isFinite(value)) {
      isDown = false;
      return;
    }
    const x = frame.left + (column + 0.5) * width;
    const y = frame.top + frame.height - 3 - heightOf(value) * (frame.height - 6);
    if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  });
  context.strokeStyle = theme.highContrast ? theme.foreground : theme.palette.blue;
  context.lineWidth = 2;
  context.stroke();
}
