import type { Landscape } from "../../src/protocol/series";
import { rampColour } from "./mapColours";
import { markerPath } from "./markers";
import { formatNumber } from "./numbers";
import type { Pen } from "./pen";
import { altitude, type ReliefHeights } from "./reliefHeights";
import { runStyle } from "./runStyle";
import {
  aheadAlpha,
  backToFront,
  pathWidth,
  strokeCased,
  type Reached,
  type SurfaceRun,
} from "./pathPicture";
import { outlined, strokePoints, tracePoints } from "./strokes";
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
  readonly heights: ReliefHeights;
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

/** The surface as shaded quadrilaterals, far ones first, then the trajectories over it. */
export function drawRelief(
  pen: Pen,
  { landscape, heights, runs, reached, markers, names }: Relief,
  sight: ReliefSight,
  theme: Theme,
): void {
  const place = (x: number, y: number, loss: number): Projected =>
    project([share(x, landscape.x), share(y, landscape.y), altitude(landscape, loss)], sight);
  drawGroundAxes(pen, names, landscape, sight, theme);
  drawCells(pen, heights, sight, theme);
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

function drawCells(
  pen: Pen,
  { across, along, heights }: ReliefHeights,
  sight: ReliefSight,
  theme: Theme,
): void {
  const corners = Array.from(heights, (z, k) => {
    const [i, j] = [k % (across + 1), Math.floor(k / (across + 1))];
    return project([(i / across) * 2 - 1, (j / along) * 2 - 1, z], sight);
  });
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

/** The ramp's colour in a light of −½ to ½; on light ground the lit side has that colour, as a lighter one would be lost. */
function shaded(theme: Theme, position: number, light: number): string {
  const added = (theme.dark ? light : light - 0.5) * 70;
  const channels = rampColour(theme.ramp, position).map((base) =>
    Math.round(Math.max(0, Math.min(255, base + added))),
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
