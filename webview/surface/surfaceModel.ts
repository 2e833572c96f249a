import { computed } from "@preact/signals";
import { paintHeat } from "../charts/heatMap";
import { findIsolines } from "../charts/isolines";
import { levelPositions } from "../charts/levels";
import { lossRange } from "../charts/surfaceLayout";
import { backToFront, type Reached, type SurfaceRun } from "../charts/pathPicture";
import { theme } from "../charts/theme";
import { cursorRows, landscape, parameterNames, settings, shownResults } from "../store/panelData";
import { look, selectedRunId, surfaceAxes } from "../store/view";
import { say } from "../../l10n/words";
import { pathColumns } from "../charts/trajectory";
import { placeOnPath, onPlane, principalPaths } from "./principalModel";
import type { Row } from "../../src/protocol/series";
import { runFailed } from "../parts/runStop";

/** The grid's position among its levels, shared by colours and isolines. */
const positions = computed(() => {
  const grid = landscape.value;
  return grid && grid.axes.length === 2 ? levelPositions(grid.levels, grid.values) : undefined;
});

const isolines = computed(() =>
  landscape.value && positions.value ? findIsolines(landscape.value, positions.value) : [],
);

const heat = computed(() =>
  landscape.value && positions.value
    ? paintHeat(landscape.value, positions.value, theme.value)
    : undefined,
);

/** What lies under the trajectories. */
export const ground = computed(
  () =>
    landscape.value && { landscape: landscape.value, heat: heat.value, isolines: isolines.value },
);

export const surfaceRuns = computed<readonly SurfaceRun[]>(() =>
  shownResults.value.flatMap(({ run, series }) => {
    const common = {
      id: run.id,
      style: run.style,
      selected: run.id === selectedRunId.value,
      failed: runFailed(series),
    };
    if (onPlane.value) {
      const path = principalPaths.value.get(run.id);
      return path ? [{ ...path, ...common }] : [];
    }
    const columns = pathColumns(series, surfaceAxes.value);
    if (!columns) return [];
    const { loss, steps } = series.path;
    return [{ steps, x: columns[0], y: columns[1], ...(loss ? { loss } : {}), ...common }];
  }),
);

export interface SurfaceWindow {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The ranges on the axes: where the person zoomed to, or those the host chose. */
export const surfaceWindow = computed<SurfaceWindow | undefined>(() => {
  const grid = landscape.value;
  if (!grid) return undefined;
  const chosen = look("surfaceWindow");
  const x = chosen?.x ?? grid.x;
  if (grid.axes.length === 2) return { x, y: chosen?.y ?? grid.y };
  return {
    x,
    y: lossRange(
      grid,
      x,
      shownResults.value.map(({ series }) => series),
    ),
  };
});

/** Names of what stands on the axes. */
export const axisNames = computed<readonly [string, string]>(() => {
  if (onPlane.value) return [say("surface.principal.x"), say("surface.principal.y")];
  const axes = surfaceAxes.value;
  const name = (index: number): string => parameterNames.value[index] ?? "";
  return [name(axes[0]), axes.length === 2 ? name(axes[1]) : say("surface.loss")];
});

function placeOnPlane(runId: string, step: number): Point {
  const path = principalPaths.value.get(runId);
  return path && placeOnPath(path, step);
}

type Point = readonly [number, number] | undefined;

/** A point in the values of the axes; with one parameter, the other axis is the loss. */
function onAxes(valueOf: (parameter: number) => number | undefined, loss: number): Point {
  const axes = surfaceAxes.value;
  const x = valueOf(axes[0]);
  const y = axes.length === 1 ? loss : valueOf(axes[1]);
  return x === undefined || y === undefined ? undefined : [x, y];
}

/** The start, in the values of the axes. */
export const startPlace = computed<Point>(() => {
  if (onPlane.value) {
    const [path] = principalPaths.value.values();
    return path && placeOnPath(path, 0);
  }
  const firstLoss = shownResults.value[0]?.series.path.loss?.[0] ?? NaN;
  return onAxes((parameter) => settings.value?.start[parameter], firstLoss);
});

/** Where the runs on show begin, in the values of the axes, with the loss and, where its curve is on show, ‖g‖ there. */
export const runsBegin = computed(() => {
  const [run] = surfaceRuns.value;
  const series = shownResults.value.find((result) => result.run.id === run?.id)?.series;
  if (!run || !series || run.steps[0] !== 0) return undefined;
  const norms = series.curves.gradientNorm;
  return {
    place: [run.x[0]!, run.y[0]!] as const,
    loss: series.startLoss,
    gradientNorm: norms?.steps[0] === 0 ? norms.values[0] : undefined,
  };
});

/** Where each run is in a row of it, in the values of the axes. */
export function placesOf(rows: readonly Row[]) {
  const selected = selectedRunId.value;
  const styles = new Map(shownResults.value.map(({ run }) => [run.id, run.style]));
  return backToFront(
    rows.flatMap((row) => {
      const { runId, step, loss } = row;
      const at = onPlane.value
        ? placeOnPlane(runId, step)
        : onAxes((parameter) => row.theta[row.recorded.indexOf(parameter)], loss);
      const style = styles.get(runId);
      return at && style !== undefined
        ? [{ runId, step, at, loss, style, selected: runId === selected }]
        : [];
    }),
  );
}

/** The runs' places at the step cursor. */
const runPlaces = computed(() => placesOf(cursorRows.value.rows));

/** Start and the runs' places. */
export const surfaceMarkers = computed(() => ({
  start: startPlace.value,
  runs: runPlaces.value,
}));

/** What the selected run's step at the cursor is made of, where its two parameters are recorded; undefined unless asked for. */
export const stepParts = computed(() => {
  const axes = surfaceAxes.value;
  if (!look("stepParts") || axes.length === 1 || onPlane.value) return undefined;
  const row = cursorRows.value.rows.find(({ runId }) => runId === selectedRunId.value);
  const marker = surfaceMarkers.value.runs.find(({ selected }) => selected);
  if (!row || !marker) return undefined;
  const [i, j] = axes.map((axis) => row.recorded.indexOf(axis)) as [number, number];
  const pair = (values: readonly number[]) => [values[i] ?? NaN, values[j] ?? NaN] as const;
  const { rates, learningRate } = row;
  // Where parameters have rates of their own, what differs in them counts as σ.
  const sigma = rates ? row.sigma.map((value, k) => (value * learningRate) / rates[k]!) : row.sigma;
  return {
    at: marker.at,
    style: marker.style,
    ...{ gradient: pair(row.gradient), m: pair(row.m), sigma: pair(sigma) },
  };
});

/** Where each run is at the step cursor: the paths end there, and need not be drawn anew while only the start moves. */
export const reachedPlaces = computed<ReadonlyMap<string, Reached>>(
  () => new Map(runPlaces.value.map((run) => [run.runId, run])),
);
