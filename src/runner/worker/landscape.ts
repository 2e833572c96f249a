import type { Landscape, LandscapeRequest } from "../../protocol/landscape";
import { contourLevels } from "../../simulation/landscape/contourLevels";
import { createLandscapeGrid, type GridFrame } from "../../simulation/landscape/grid";
import { automaticWindow } from "../../simulation/landscape/window";
import type { Objective } from "../../objective/objective";
import { parameterSurface, type Surface } from "../../simulation/landscape/surface";
import type { OpenSession } from "./openSession";
import type { Task } from "./task";

/** Grid points of a slice. */
const pointsPerSlice = 512;

/** Milliseconds that a grid may take, evaluations that tell how long it would, and points across the coarsest one. */
const patience = 700;
const probes = 48;
const fewestAcross = 40;

/** Isolines of a picture. */
const isolines = 14;

/** Computes the grid that a panel asked for. */
export function* computeLandscape(
  request: LandscapeRequest,
  { objective }: Pick<OpenSession, "objective">,
): Task<Landscape> {
  const [x, y] = windowOf(request);
  const surface = surfaceOf(request);
  const asked = { x, y, columns: request.columns, rows: request.rows };
  const frame = affordable(asked, objective, surface);
  const grid = createLandscapeGrid(objective, surface, frame);
  while (!grid.advance(pointsPerSlice)) yield undefined;
  const { levels } = contourLevels(grid.values, isolines, leastKnown(request, x, y));
  return { axes: request.axes, ...frame, values: grid.values, levels };
}

/** The grid that was asked for, or one as fine as can be computed while a person waits. */
function affordable(asked: GridFrame, objective: Objective, surface: Surface): GridFrame {
  const points = asked.columns * asked.rows;
  if (asked.rows === 1 || points <= 2 * probes) return asked;
  const probe = createLandscapeGrid(objective, surface, asked);
  // The first ones also pay for what is compiled.
  probe.advance(probes);
  const began = performance.now();
  probe.advance(probes);
  const took = ((performance.now() - began) / probes) * points;
  if (took <= patience) return asked;
  const coarser = (count: number): number =>
    Math.min(count, Math.max(fewestAcross, Math.round(count * Math.sqrt(patience / took))));
  return { ...asked, columns: coarser(asked.columns), rows: coarser(asked.rows) };
}

/**
 * The least loss that a run has found within the window, where all parameters are on its axes: it may lie between two
 * points of the grid. What was found elsewhere says nothing of the window.
 */
function leastKnown(
  { plane, at, axes, paths }: LandscapeRequest,
  ...window: readonly (readonly [number, number])[]
): number {
  if (plane || at.length > axes.length) return Infinity;
  let least = Infinity;
  for (const { coordinates, loss } of paths) {
    const isWithin = (t: number): boolean =>
      axes.every(
        (_, k) => coordinates[k]![t]! >= window[k]![0] && coordinates[k]![t]! <= window[k]![1],
      );
    loss.forEach((value, t) => {
      if (value < least && isWithin(t)) least = value;
    });
  }
  return least;
}

function surfaceOf({ plane, at, axes }: LandscapeRequest): Surface {
  return plane ?? parameterSurface(Float64Array.from(at), axes);
}

function windowOf(
  request: LandscapeRequest,
): [readonly [number, number], readonly [number, number]] {
  const { x, y, axes, start, paths } = request;
  const automatic = automaticWindow({
    start: axes.map((axis) => start[axis] ?? 0),
    paths,
  });
  return [x ?? automatic[0] ?? [-1, 1], y ?? automatic[1] ?? [0, 0]];
}
