import type { Landscape } from "../../src/protocol/series";
import { levelPosition } from "./levels";
import { rampColour } from "./mapColours";
import { formatNumber } from "./numbers";
import type { Pen } from "./pen";
import { runStyle } from "./runStyle";
import {
  aheadAlpha,
  backToFront,
  pathWidth,
  strokeCased,
  type Reached,
  type SurfaceRun,
} from "./pathPicture";
import { markerPath, outlined, strokePoints, tracePoints } from "./strokes";
import type { Theme } from "./theme";
import { doneUntil } from "./trajectory";

/** How the relief is turned, in radians: about the vertical, and from flat (0) to from above (π/2). */
export type Turn = readonly [number, number];

/** How it is looked at: in a picture of `width` × `height`. */
export interface ReliefSight {
  readonly turn: Turn;
  readonly width: number;
  readonly height: number;
}

/** What is drawn: the surface, the paths as far as they have come, their markers, and the names of the axes. */
export interface Relief {
  readonly landscape: Landscape;
  readonly runs: readonly SurfaceRun[];
  readonly reached: ReadonlyMap<string, Reached>;
  readonly markers: readonly (Pick<Reached, "at" | "loss"> & { readonly style: number })[];
  readonly names: readonly [string, string, string];
}

/** Where a point of the unit cube −1…1 falls on the picture; depth grows away from the eye. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** Heights are drawn this much lower than the ground is wide. */
const heightScale = 0.62;

/** Turns a point about the vertical, tips it, and scales it into the picture. */
export function project(
  [x, y, z]: readonly [number, number, number],
  { turn: [around, tip], width, height }: ReliefSight,
): Projected {
  const turnedX = x * Math.cos(around) - y * Math.sin(around);
  const turnedY = x * Math.sin(around) + y * Math.cos(around);
  const scale = Math.min(width / 3.5, height / 2.8);
  return {
    x: width / 2 + turnedX * scale,
    y: height / 2 + 8 - (turnedY * Math.sin(tip) + z * heightScale * Math.cos(tip)) * scale,
    depth: turnedY * Math.cos(tip) - z * heightScale * Math.sin(tip),
  };
}

/** Grid cells drawn along each side; more would cost time without showing more. */
const cells = 64;

/** The surface as shaded quadrilaterals, far ones first, then the trajectories over it. */
export function drawRelief(
  pen: Pen,
  { landscape, runs, reached, markers, names }: Relief,
  sight: ReliefSight,
  theme: Theme,
): void {
  const place = (x: number, y: number, loss: number): Projected =>
    project([share(x, landscape.x), share(y, landscape.y), altitude(landscape, loss)], sight);
  drawGroundAxes(pen, names, landscape, sight, theme);
  drawCells(pen, landscape, sight, theme);
  for (const run of backToFront(runs)) {
    drawRun(pen, run, reached.get(run.id), landscape, place, theme);
  }
  for (const { at, loss, style } of markers) {
    if (!inside(at[0], landscape.x) || !inside(at[1], landscape.y)) continue;
    const { x, y } = place(at[0], at[1], loss);
    const { colour, marker } = runStyle(style);
    outlined(pen, theme.palette[colour], theme, () => markerPath(pen, marker, x, y, 5));
  }
}

function share(value: number, [from, to]: readonly [number, number]): number {
  return ((value - from) / (to - from)) * 2 - 1;
}

function inside(value: number, [from, to]: readonly [number, number]): boolean {
  return value >= from && value <= to;
}

/** Height of a loss, −1 to 1, by its place among the isolines' levels. */
function altitude(landscape: Landscape, loss: number): number {
  const top = Math.max(1, landscape.levels.length - 1);
  return (Math.min(top, levelPosition(landscape.levels, loss)) / top) * 2 - 1;
}

function drawCells(pen: Pen, landscape: Landscape, sight: ReliefSight, theme: Theme): void {
  const { columns, rows, values } = landscape;
  const across = Math.min(cells, columns - 1);
  const along = Math.min(cells, rows - 1);
  const reach = Math.ceil((columns - 1) / across / 2);
  const corners: Projected[] = [];
  const heights: number[] = [];
  for (let j = 0; j <= along; j++) {
    for (let i = 0; i <= across; i++) {
      const column = Math.round((i / across) * (columns - 1));
      const row = Math.round((j / along) * (rows - 1));
      const lowest = Number.isFinite(values[row * columns + column]!)
        ? lowestAround(landscape, column, row, reach)
        : NaN;
      const z = altitude(landscape, lowest);
      heights.push(z);
      corners.push(project([(i / across) * 2 - 1, (j / along) * 2 - 1, z], sight));
    }
  }
  const at = (i: number, j: number): number => j * (across + 1) + i;
  const quads = Array.from({ length: across * along }, (_, k) => {
    const i = k % across;
    const j = Math.floor(k / across);
    const around = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)] as const;
    const depth = around.reduce((sum, index) => sum + corners[index]!.depth, 0);
    return { around, depth };
  }).sort((a, b) => b.depth - a.depth);
  pen.lineWidth = 0.6;
  for (const { around } of quads) {
    const [a, b, , d] = around;
    const z = around.reduce((sum, index) => sum + heights[index]!, 0) / 4;
    if (!Number.isFinite(z)) continue;
    const slope = (heights[b]! - heights[a]!) * across - (heights[d]! - heights[a]!) * along;
    const colour = shaded(theme, (z + 1) / 2, Math.atan(slope / 8) / Math.PI);
    pen.beginPath();
    around.forEach((index, k) => {
      const { x, y } = corners[index]!;
      if (k === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    });
    pen.closePath();
    pen.fillStyle = colour;
    pen.strokeStyle = theme.highContrast ? theme.foreground : colour;
    pen.fill();
    pen.stroke();
  }
}

/**
 * The least loss of a point of the grid and those at most `reach` beside it. The floor of a valley narrower than the grid
 * passes its points at all distances, and between logarithms of these the floor would be a comb of spikes.
 */
function lowestAround(
  { columns, rows, values }: Landscape,
  column: number,
  row: number,
  reach: number,
): number {
  let lowest = Infinity;
  const end = Math.min(rows - 1, row + reach);
  for (let j = Math.max(0, row - reach); j <= end; j++) {
    for (let i = Math.max(0, column - reach); i <= Math.min(columns - 1, column + reach); i++) {
      const value = values[j * columns + i]!;
      if (value < lowest) lowest = value;
    }
  }
  return lowest;
}

function shaded(theme: Theme, position: number, light: number): string {
  const channels = rampColour(theme.ramp, position).map((base) =>
    Math.round(Math.max(0, Math.min(255, base + light * 70))),
  );
  return `rgb(${channels.join(",")})`;
}

/** A path on its casing up to the step cursor, and faintly what follows. */
function drawRun(
  pen: Pen,
  run: SurfaceRun,
  reached: Reached | undefined,
  landscape: Landscape,
  place: (x: number, y: number, loss: number) => Projected,
  theme: Theme,
): void {
  const onPicture = (x: number, y: number, loss: number): readonly [number, number] => {
    if (!inside(x, landscape.x) || !inside(y, landscape.y) || !Number.isFinite(loss)) {
      return [NaN, NaN];
    }
    const at = place(x, y, loss);
    return [at.x, at.y - 1.5];
  };
  const points = new Float64Array(run.x.length * 2);
  for (let k = 0; k < run.x.length; k++) {
    points.set(onPicture(run.x[k]!, run.y[k]!, run.loss?.[k] ?? NaN), 2 * k);
  }
  const end = reached ? onPicture(...reached.at, reached.loss) : ([NaN, NaN] as const);
  const done = doneUntil(points, run.steps, reached?.step, end);
  const { colour, dash } = runStyle(run.style);
  if (done !== points) {
    pen.strokeStyle = theme.palette[colour];
    pen.lineWidth = pathWidth;
    pen.globalAlpha = aheadAlpha;
    strokePoints(pen, points);
    pen.globalAlpha = 1;
  }
  tracePoints(pen, done);
  const palette = run.selected ? theme.palette : theme.receded;
  strokeCased(pen, palette[colour], run.selected, theme.highContrast ? dash : [], theme);
}

function drawGroundAxes(
  pen: Pen,
  [nameX, nameY, nameZ]: readonly [string, string, string],
  landscape: Landscape,
  sight: ReliefSight,
  theme: Theme,
): void {
  const { width } = sight;
  const corner = (x: number, y: number, z = -1): Projected => project([x, y, z], sight);
  pen.strokeStyle = theme.dim;
  pen.fillStyle = theme.foreground;
  pen.lineWidth = 1;
  pen.font = `11px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const ground = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  pen.beginPath();
  for (const { x, y } of ground) pen.lineTo(x, y);
  pen.closePath();
  pen.stroke();
  // The axes that face the eye carry the names.
  const front = corner(0, -1).depth < corner(0, 1).depth ? -1.2 : 1.2;
  const side = corner(-1, 0).depth < corner(1, 0).depth ? -1.2 : 1.2;
  label(pen, nameX, corner(0, front * 1.05), width);
  label(pen, nameY, corner(side * 1.05, 0), width);
  for (const end of [0, 1] as const) {
    label(pen, formatNumber(landscape.x[end], 3), corner(end * 1.8 - 0.9, front), width);
    label(pen, formatNumber(landscape.y[end], 3), corner(side, end * 1.8 - 0.9), width);
  }
  pen.textAlign = "left";
  pen.fillText(nameZ, 4, 10);
}

/** Writes a label within the picture; about 6.5 pixels a letter. */
function label(pen: Pen, text: string, { x, y }: Projected, width: number): void {
  const half = (text.length * 6.5) / 2 + 2;
  pen.fillText(text, Math.max(half, Math.min(width - half, x)), y);
}
