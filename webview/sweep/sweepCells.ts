import type { Theme } from "../charts/theme";
import type { Frame, SweepPicture } from "./sweepFrame";
import { colourOf } from "./sweepHeights";
import type { FoundCells } from "./sweepModel";

/** Colours in steps that no eye tells apart. */
const shades = 48;

/** What is drawn with in a theme. */
interface Paints {
  /** Of the shades of a map and of its background, one after the other: red, green, blue and alpha. */
  readonly colours: Uint32Array;
  /** Diagonal lines: cells whose runs diverged are told from bad ones without colour, too. */
  readonly hatching: HTMLCanvasElement;
  /** A pixel a cell, which are then stretched: a rectangle a cell would take longer than many cells take to run. */
  readonly cells: CanvasRenderingContext2D;
}

const paints = new WeakMap<Theme, Paints>();

/** Colours and lines are made once a theme: a canvas parses each colour that it is given, and makes room for each picture. */
function paintsOf(theme: Theme): Paints {
  const known = paints.get(theme);
  if (known) return known;
  const made = { colours: coloursOf(theme), hatching: hatchingOf(theme.error), cells: penOf(1, 1) };
  paints.set(theme, made);
  return made;
}

function coloursOf(theme: Theme): Uint32Array {
  const pen = penOf(shades + 1, 1);
  for (let k = 0; k < shades; k++) {
    pen.fillStyle = colourOf(theme, k / (shades - 1));
    pen.fillRect(k, 0, 1, 1);
  }
  pen.fillStyle = theme.background;
  pen.fillRect(shades, 0, 1, 1);
  return new Uint32Array(pen.getImageData(0, 0, shades + 1, 1).data.buffer);
}

function hatchingOf(colour: string): HTMLCanvasElement {
  const pen = penOf(6, 6);
  pen.strokeStyle = colour;
  pen.globalAlpha = 0.75;
  for (const shift of [-6, 0, 6]) {
    pen.moveTo(shift, 6);
    pen.lineTo(shift + 6, 0);
  }
  pen.stroke();
  return pen.canvas;
}

function penOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return canvas.getContext("2d", { willReadFrequently: true })!;
}

export function drawMap(
  context: CanvasRenderingContext2D,
  { found }: SweepPicture,
  frame: Frame,
  theme: Theme,
  heightOf: (value: number) => number,
): void {
  const { columns, rows, values, diverged } = found;
  const { colours, hatching, cells } = paintsOf(theme);
  const { canvas } = cells;
  if (canvas.width !== columns || canvas.height !== rows) {
    [canvas.width, canvas.height] = [columns, rows];
  }
  const image = cells.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (Number.isNaN(value) && diverged[at] === 0) continue;
    const shade = Number.isFinite(value) ? Math.round(heightOf(value) * (shades - 1)) : shades;
    // The first row is the lowest.
    const row = rows - 1 - Math.floor(at / columns);
    pixels[row * columns + (at % columns)] = colours[shade]!;
  }
  cells.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, frame.left, frame.top, frame.width, frame.height);

  hatch(context, hatching, found, frame, theme.error);
}

/** Hatches the cells whose runs diverged, those beside each other at once. */
function hatch(
  context: CanvasRenderingContext2D,
  hatching: HTMLCanvasElement,
  { columns, rows, diverged }: FoundCells,
  frame: Frame,
  colour: string,
): void {
  context.fillStyle = context.createPattern(hatching, "repeat") ?? colour;
  const edgeX = (column: number): number => frame.left + (column * frame.width) / columns;
  const edgeY = (row: number): number => frame.top + frame.height - (row * frame.height) / rows;
  context.beginPath();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns;) {
      const from = column;
      while (column < columns && diverged[row * columns + column] === 1) column++;
      const left = edgeX(from);
      if (column > from)
        context.rect(left, edgeY(row + 1), edgeX(column) - left, edgeY(row) - edgeY(row + 1));
      else column++;
    }
  }
  context.fill();
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
  context.fillStyle = context.createPattern(paintsOf(theme).hatching, "repeat") ?? theme.error;
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
