import type { Landscape } from "../../src/protocol/series";
import { markerPath } from "./markers";
import {
  aheadAlpha,
  backToFront,
  drawPath,
  pathWidth,
  type Reached,
  type SurfaceRun,
} from "./pathPicture";
import type { Pen } from "./pen";
import { drawReliefAxes } from "./reliefAxes";
import { drawCells } from "./reliefCells";
import { altitude, type ReliefHeights } from "./reliefHeights";
import { project, type Projected, type ReliefSight } from "./reliefSight";
import { runStyle } from "./runStyle";
import { outlined, strokePoints } from "./strokes";
import type { Theme } from "./theme";
import { doneUntil } from "./trajectory";

/** What is drawn: the surface, the paths as far as they have come, their markers, and the names of the axes. */
export interface Relief {
  readonly landscape: Landscape;
  readonly heights: ReliefHeights;
  readonly runs: readonly SurfaceRun[];
  readonly reached: ReadonlyMap<string, Reached>;
  readonly markers: readonly (Pick<Reached, "at" | "loss"> & { readonly style: number })[];
  readonly names: readonly [string, string, string];
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
  drawReliefAxes(pen, names, landscape, sight, theme);
  drawCells(pen, heights, sight, theme);
  for (const run of backToFront(runs)) {
    drawRun(pen, run, reached.get(run.id), landscape, place, sight, theme);
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

/** A path up to the step cursor as on the map, and faintly what follows. */
function drawRun(
  pen: Pen,
  run: SurfaceRun,
  reached: Reached | undefined,
  landscape: Landscape,
  place: (x: number, y: number, loss: number) => Projected,
  { width, height }: ReliefSight,
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
  const { colour } = runStyle(run.style);
  if (done !== points) {
    pen.strokeStyle = theme.palette[colour];
    pen.lineWidth = pathWidth;
    pen.globalAlpha = aheadAlpha;
    strokePoints(pen, points);
    pen.globalAlpha = 1;
  }
  const palette = run.selected ? theme.palette : theme.receded;
  const picture = { left: 0, top: 0, width, height, x: landscape.x, y: landscape.y };
  drawPath(pen, done, palette[colour], run, picture, theme);
}
