import type { Plane, PlaneRequest, PrincipalPlane } from "../../protocol/plane";
import { hasFullRows, nearestFullRow } from "../../simulation/run/fullRows";
import { automaticWindow, sensibleRows } from "../../simulation/landscape/window";
import { onPlane, principalDirections } from "../../simulation/landscape/principalPlane";
import { rowGrowth } from "../../simulation/run/snapshots";
import type { Trace } from "../../simulation/run/record";
import type { OpenSession } from "./openSession";
import type { FinishedRun } from "./finishedRun";
import type { Task } from "./task";

/** Rows that the plane is fitted to, in all runs together, and rows of each run that are put on it. */
const mostRows = 400;

/** Both axes measure distances in parameter space: neither range is shorter than this part of the other. */
const leastAspect = 1 / 3;

/** Some rows of a run in all parameters. */
interface SampledRun {
  readonly id: string;
  readonly diverged: boolean;
  readonly rows: readonly number[];
  readonly points: readonly Float64Array[];
  readonly loss: Float64Array;
}

/**
 * The plane of the first two principal components of what the runs visited, through the best point of the selected run,
 * or of all runs where that one diverged; and the runs on it. Rows from where a run blows up have no say in any of it.
 * Undefined where no row of the runs is known whole.
 */
// eslint-disable-next-line require-yield -- A few milliseconds, however many parameters.
export function* layPlane(
  request: PlaneRequest,
  { finished }: Pick<OpenSession, "finished">,
): Task<PrincipalPlane | undefined> {
  const runs = (finished?.runs ?? [])
    .filter(({ id }) => request.runs.includes(id))
    .flatMap(sampled);
  const [first] = runs;
  const best = bestPoint(runs, request.selected);
  if (!first || !best) return undefined;
  const sensible = sensibleRows(runs.map(({ loss }) => ({ coordinates: [], loss })));
  const { u, v, share } = directionsOf(runs, sensible) ?? {};
  const plane = request.plane ?? (u && v && { origin: best.point, u, v });
  if (!plane) return undefined;
  const paths = runs.map((run) => ({ ...onto(plane, run), loss: run.loss }));
  const [x, y] = windowOf(onPlane(plane, first.points[0]!), paths);
  const { runId, step } = best;
  return { plane, share: share ?? 1, x, y, best: { runId, step }, paths };
}

function sampled({ id, run }: FinishedRun): SampledRun[] {
  const trace = run.trace();
  if (!hasFullRows(trace)) return [];
  const rows = rowsToSample(trace);
  const points = rows.map((row) =>
    row === trace.rows - 1 ? trace.end : nearestFullRow(trace, row)!.theta,
  );
  const loss = Float64Array.from(rows, (row) => trace.loss[row]!);
  const { reason } = trace.stop;
  return [{ id, diverged: reason === "diverged" || reason === "nonFinite", rows, points, loss }];
}

/** Rows that are known whole, ascending: the last and the best, those that grow by 15 %, and as many evenly spaced ones. */
function rowsToSample(trace: Trace): number[] {
  const last = trace.rows - 1;
  if (trace.snapshots) return unique([...evenly(trace.snapshots.rows, mostRows - 1), last]);
  if (trace.rows <= mostRows) return Array.from({ length: trace.rows }, (_, row) => row);
  const early: number[] = [];
  for (let row = 0; row < last; row = Math.max(row + 1, Math.ceil(row * rowGrowth)))
    early.push(row);
  const best = trace.loss.reduce(
    (least, loss, row) => (loss < trace.loss[least]! ? row : least),
    0,
  );
  const count = mostRows - early.length - 2;
  const even = Array.from({ length: count }, (_, k) => Math.round((k * last) / count));
  return unique([...early, ...even, best, last]);
}

function unique(rows: readonly number[]): number[] {
  return [...new Set(rows)].sort((a, b) => a - b);
}

/** At most so many of the values, evenly chosen. */
function evenly<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, k) => values[Math.floor((k * values.length) / most)]!);
}

interface BestPoint {
  readonly runId: string;
  readonly step: number;
  readonly point: Float64Array;
}

/** The point of the lowest loss of the selected run; of all that did not diverge where it did; of any where all did. */
function bestPoint(runs: readonly SampledRun[], selected: string): BestPoint | undefined {
  const sound = runs.filter(({ diverged }) => !diverged);
  const asked = sound.filter(({ id }) => id === selected);
  const candidates = asked.length > 0 ? asked : sound.length > 0 ? sound : runs;
  let least = Infinity;
  let best: BestPoint | undefined;
  for (const { id, rows, points, loss } of candidates) {
    loss.forEach((value, k) => {
      if (!(value < least)) return;
      least = value;
      best = { runId: id, step: rows[k]!, point: points[k]! };
    });
  }
  return best;
}

function directionsOf(runs: readonly SampledRun[], sensible: readonly number[]) {
  const each = Math.floor(mostRows / runs.length);
  return principalDirections(
    runs.flatMap(({ points }, k) => [...evenly(points.slice(0, sensible[k]), each)]),
  );
}

function onto(plane: Plane, { id, rows, points }: SampledRun) {
  const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  points.forEach((point, k) => {
    [x[k], y[k]] = onPlane(plane, point);
  });
  return { runId: id, steps: Uint32Array.from(rows), x, y };
}

function windowOf(
  start: readonly [number, number],
  paths: PrincipalPlane["paths"],
): [readonly [number, number], readonly [number, number]] {
  const framed = paths.map(({ x, y, loss }) => ({ coordinates: [x, y], loss }));
  const [x, y] = automaticWindow({ start, paths: framed }) as [
    readonly [number, number],
    readonly [number, number],
  ];
  const least = Math.max(x[1] - x[0], y[1] - y[0]) * leastAspect;
  return [widened(x, least), widened(y, least)];
}

function widened([from, to]: readonly [number, number], least: number): readonly [number, number] {
  const more = Math.max(0, (least - (to - from)) / 2);
  return [from - more, to + more];
}
