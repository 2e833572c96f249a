import type { Landscape, LandscapeRequest } from "../protocol/landscape";
import { contourLevels } from "../simulation/contourLevels";
import { createLandscapeGrid } from "../simulation/landscapeGrid";
import { automaticWindow } from "../simulation/landscapeWindow";
import type { Objective } from "../simulation/objective";
import { parameterSurface, type Surface } from "../simulation/surface";
import { breath } from "./breath";

/** Grid points between two breaths. */
const pointsPerStretch = 512;

/** Isolines of a picture. */
const isolines = 14;

/** Computes the grid a panel asked for, breathing between stretches; undefined once `isWanted` says no. */
export async function computeLandscape(
  request: LandscapeRequest,
  objective: Objective,
  during: <T>(work: () => T) => T,
  isWanted: () => boolean,
): Promise<Landscape | undefined> {
  const [x, y] = windowOf(request);
  const frame = { x, y, columns: request.columns, rows: request.rows };
  const grid = createLandscapeGrid(objective, surfaceOf(request), frame);
  while (!during(() => grid.advance(pointsPerStretch))) {
    await breath();
    if (!isWanted()) return undefined;
  }
  const floor = request.paths.reduce(
    (least, { loss }) => loss.reduce((a, b) => (b < a ? b : a), least),
    Infinity,
  );
  const { levels } = contourLevels(grid.values, isolines, floor);
  return { axes: request.axes, ...frame, values: grid.values, levels };
}

function surfaceOf({ plane, at, axes }: LandscapeRequest): Surface {
  if (!plane) return parameterSurface(Float64Array.from(at), axes);
  return {
    origin: Float64Array.from(plane.origin),
    u: Float64Array.from(plane.u),
    v: Float64Array.from(plane.v),
  };
}

function windowOf(
  request: LandscapeRequest,
): [readonly [number, number], readonly [number, number]] {
  const { x, y, axes, start, optimum, paths } = request;
  const automatic = automaticWindow({
    start: axes.map((axis) => start[axis] ?? 0),
    ...(optimum ? { optimum: axes.map((axis) => optimum[axis] ?? 0) } : {}),
    paths,
  });
  return [x ?? automatic[0] ?? [-1, 1], y ?? automatic[1] ?? [0, 0]];
}
