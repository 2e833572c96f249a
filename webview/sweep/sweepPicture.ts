import type { SweepAxis, SweepMeasure } from "../../src/options/sweepOptions";
import { lossHeights } from "../charts/lossHeights";
import { saySweep } from "../../l10n/sweepWords";
import { compactNumber } from "../charts/numbers";
import type { Theme } from "../charts/theme";
import { isLogarithmic, placeAlong, type FoundCells } from "./sweepModel";

/** A sweep as it is drawn. */
export interface SweepPicture {
  readonly axes: readonly SweepAxis[];
  readonly names: readonly string[];
  readonly found: FoundCells;
  readonly measure: SweepMeasure;
  readonly startLoss: number;
  readonly boundary: Float64Array | undefined;
  /** The run's own values of the axes, and the cell under the cursor. */
  readonly present: readonly (number | undefined)[];
  readonly cursor: number | undefined;
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const margins = { left: 52, right: 10, top: 8, bottom: 34 } as const;

export function frameOf(width: number, height: number): Frame {
  const { left, right, top, bottom } = margins;
  return { left, top, width: width - left - right, height: height - top - bottom };
}

/** The cell at a place of the picture; undefined outside of the frame. */
export function cellAt(
  { columns, rows }: FoundCells,
  frame: Frame,
  x: number,
  y: number,
): number | undefined {
  const column = Math.floor(((x - frame.left) / frame.width) * columns);
  const row = Math.floor(((frame.top + frame.height - y) / frame.height) * rows);
  if (column < 0 || column >= columns || row < 0 || row >= rows) return undefined;
  return row * columns + column;
}

/** Draws a map of two axes, or a line over one. */
export function drawSweep(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const heightOf = heightsOf(measuredOf(picture));
  if (picture.axes.length === 2) drawMap(context, picture, frame, theme, heightOf);
  else drawLine(context, picture, frame, theme, heightOf);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(frame.left + 0.5, frame.top + 0.5, frame.width - 1, frame.height - 1);
  drawBoundary(context, picture, frame, theme);
  drawAxes(context, picture, frame, theme);
  drawPresent(context, picture, frame, theme);
  drawCursor(context, picture, frame, theme);
}

function measuredOf({ found, measure, startLoss }: SweepPicture): Measured {
  return { values: found.values, measure, startLoss };
}

/** Numbers that are drawn by their height. */
export interface Measured {
  readonly values: Float64Array;
  readonly measure: SweepMeasure;
  readonly startLoss: number;
}

/** The best of all values, and that from which on all look alike: the start's loss, or most steps. */
export function endsOf({ values, measure, startLoss }: Measured): readonly [number, number] {
  const finite = values.filter(Number.isFinite);
  const least = finite.reduce((a, b) => Math.min(a, b), Infinity);
  if (measure.kind !== "steps") return [Math.min(least, startLoss), startLoss];
  return [least, finite.reduce((a, b) => Math.max(a, b), least)];
}

/** From 0, the best of all values, to 1. */
export function heightsOf(measured: Measured): (value: number) => number {
  const { values, measure, startLoss } = measured;
  if (measure.kind !== "steps") {
    const heightOf = lossHeights(values, startLoss);
    const top = heightOf(startLoss);
    return (value) => Math.min(1, top > 0 ? heightOf(value) / top : heightOf(value));
  }
  const [least, most] = endsOf(measured);
  return (value) => (most > least ? Math.log1p(value - least) / Math.log1p(most - least) : 0);
}

/** The colour of a height: strong where it is low, the background where it is high. */
export function colourOf(theme: Theme, height: number): string {
  const strong = theme.highContrast ? theme.foreground : theme.palette.blue;
  const share = Math.round(100 * (0.08 + 0.87 * (1 - height)));
  return `color-mix(in oklab, ${strong} ${share}%, ${theme.background})`;
}

/** Colours in steps that no eye tells apart: a canvas parses each colour that it is given. */
const shades = 48;

function drawMap(
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

function drawLine(
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

/** Middles of cells. */
function pixelX({ found }: SweepPicture, frame: Frame, place: number): number {
  return frame.left + ((place + 0.5) / found.columns) * frame.width;
}

function pixelY({ found }: SweepPicture, frame: Frame, place: number): number {
  return frame.top + frame.height - ((place + 0.5) / found.rows) * frame.height;
}

function drawBoundary(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, boundary, found } = picture;
  if (!boundary) return;
  const isAcross = axes[0]!.target.kind === "lr";
  const rates = axes[isAcross ? 0 : 1]!.values;
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  context.beginPath();
  let isDown = false;
  boundary.forEach((rate, k) => {
    const place = placeAlong(rates, rate);
    if (place === undefined) {
      isDown = false;
      return;
    }
    const x = isAcross ? pixelX(picture, frame, place) : pixelX(picture, frame, k);
    const y = isAcross ? pixelY(picture, frame, k) : pixelY(picture, frame, place);
    if (found.rows === 1) {
      context.moveTo(x, frame.top);
      context.lineTo(x, frame.top + frame.height);
    } else if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  });
  context.setLineDash([6, 3]);
  context.lineWidth = 2;
  context.strokeStyle = theme.warning;
  context.stroke();
  context.restore();
}

/** Indices of a few values to write beside an axis: whole powers of ten where it is logarithmic. */
function tickPlaces(values: readonly number[], most: number): { place: number; text: string }[] {
  const [from, to] = [values[0]!, values.at(-1)!];
  const ticks: number[] = [];
  if (values.length > 2 && isLogarithmic(values)) {
    const powers = Math.floor(Math.log10(to) + 1e-9) - Math.ceil(Math.log10(from) - 1e-9) + 1;
    const every = Math.max(1, Math.ceil(powers / most));
    for (let power = Math.ceil(Math.log10(from) - 1e-9); ticks.length < most; power += every) {
      const value = Number(`1e${power}`);
      if (value > to * (1 + 1e-9)) break;
      ticks.push(value);
    }
  }
  if (ticks.length < 2) {
    ticks.splice(0, ticks.length, from, values[Math.floor(values.length / 2)]!, to);
  }
  return [...new Set(ticks)].flatMap((value) => {
    const place = placeAlong(values, Math.max(from, Math.min(to, value)));
    return place === undefined ? [] : [{ place, text: compactNumber(value) }];
  });
}

function drawAxes(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, names } = picture;
  const bottom = frame.top + frame.height;
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.dim;
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const { place, text } of tickPlaces(axes[0]!.values, 6)) {
    context.fillText(text, pixelX(picture, frame, place), bottom + 4);
  }
  context.fillStyle = theme.foreground;
  context.fillText(names[0]!, frame.left + frame.width / 2, bottom + 18);
  context.fillStyle = theme.dim;
  context.textAlign = "right";
  context.textBaseline = "middle";
  if (!axes[1]) {
    const [low, high] = endsOf(measuredOf(picture));
    context.fillText(compactNumber(high), frame.left - 5, frame.top + 6);
    context.fillText(compactNumber(low), frame.left - 5, bottom - 6);
    const measure = saySweep(picture.measure.kind);
    drawUpright(context, measure, frame.left - 20, frame.top + frame.height / 2);
    return;
  }
  for (const { place, text } of tickPlaces(axes[1].values, 5)) {
    context.fillText(text, frame.left - 5, pixelY(picture, frame, place));
  }
  context.fillStyle = theme.foreground;
  drawUpright(context, names[1]!, 8, frame.top + frame.height / 2);
}

/** The name of an upright axis, read from below, around a point. */
export function drawUpright(
  context: CanvasRenderingContext2D,
  name: string,
  x: number,
  y: number,
): void {
  context.save();
  context.translate(x, y);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(name, 0, 0);
  context.restore();
}

/** A ring at the run's own values, or a line where there is one axis; nothing where they lie outside. */
function drawPresent(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, present } = picture;
  const places = axes.map(({ values }, k) =>
    present[k] === undefined ? undefined : placeAlong(values, present[k]),
  );
  const [across, up] = places;
  if (across === undefined || (axes.length === 2 && up === undefined)) return;
  const x = pixelX(picture, frame, across);
  for (const [colour, width] of [
    [theme.background, 5],
    [theme.foreground, 2],
  ] as const) {
    context.beginPath();
    if (up === undefined) {
      context.moveTo(x, frame.top);
      context.lineTo(x, frame.top + frame.height);
    } else context.arc(x, pixelY(picture, frame, up), 6, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

function drawCursor(
  context: CanvasRenderingContext2D,
  { found, cursor }: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  if (cursor === undefined) return;
  const { columns, rows } = found;
  const [width, height] = [frame.width / columns, frame.height / rows];
  const left = frame.left + (cursor % columns) * width;
  const top = frame.top + frame.height - (Math.floor(cursor / columns) + 1) * height;
  context.strokeStyle = theme.background;
  context.lineWidth = 4;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
  context.strokeStyle = theme.focus;
  context.lineWidth = 2;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
}
