import {
  stopReasons,
  type StopSweepRequest,
  type SweepPart,
  type SweepRequest,
} from "../../protocol/sweep";
import type { Objective } from "../../objective/objective";
import { curvatureAt, exactCurvatureUpTo } from "../../simulation/curvature/curvature";
import type { RunPlan } from "../../simulation/run/runPlan";
import { stabilityLimit } from "../../simulation/run/stabilityLimit";
import { withValue } from "../../options/sweepOptions";
import { coarseToFine } from "../../simulation/sweep/grid";
import { followOf, measured } from "../../simulation/sweep/outcomes";
import { createSweep, type Sweep } from "../../simulation/sweep/sweepCells";
import type { OpenSession } from "./openSession";
import { settingOf } from "./runs";
import type { Task } from "./task";

/** Distance between the cells that are run first. */
const coarsest = 8;

/** Cells that are prepared together at first, and milliseconds that so many are to take. */
const fewestTogether = 64;
const timeTogether = 10;

/** A sweep that is being asked for part by part. */
interface UnderWay {
  readonly key: string;
  readonly sweep: Sweep;
  readonly cells: Int32Array;
  readonly distances: Int32Array;
  readonly startLoss: number;
  readonly boundary: SweepPart["boundary"];
  /** All its work: it goes on where it was as the next part is asked for. */
  readonly work: Task<void>;
}

/** The newest sweep of each function that is open. */
const underWay = new WeakMap<OpenSession["objective"], UnderWay>();

/** A part that was asked for and has not been answered yet. */
interface AskedPart {
  readonly isOver: Promise<void>;
  readonly end: () => void;
  /** Another one waits for it. */
  isAwaited: boolean;
  isStopped: boolean;
}

/** The parts of each function, in the order in which they were asked for: the first is being computed. */
const askedParts = new WeakMap<OpenSession["objective"], Set<AskedPart>>();

/**
 * Runs cells of a sweep until the request's patience is over: maybe none of them, if a run takes longer. A part that comes
 * next waits for this one; then the first of a sweep still becomes a picture, and those that sharpen it end.
 */
export function* sweepPart(request: SweepRequest, session: OpenSession): Task<SweepPart> {
  const { objective } = session;
  const parts = askedParts.get(objective) ?? new Set();
  askedParts.set(objective, parts);
  const before = [...parts];
  const part = newPart();
  parts.add(part);
  for (const other of before) other.isAwaited = true;
  try {
    yield Promise.all(before.map(({ isOver }) => isOver));
    return yield* runPart(request, session, part);
  } finally {
    parts.delete(part);
    part.end();
  }
}

function newPart(): AskedPart {
  let end!: () => void;
  const isOver = new Promise<void>((resolve) => (end = resolve));
  return { isOver, end, isAwaited: false, isStopped: false };
}

/** Ends the parts that have been asked for, each with what it has, and waits until no thread is at a cell any more. */
export function* stopSweep(
  _request: StopSweepRequest,
  { objective, helpers }: OpenSession,
): Task<undefined> {
  const parts = [...(askedParts.get(objective) ?? [])];
  for (const part of parts) part.isStopped = true;
  // Helpers go on between two parts.
  underWay.get(objective)?.sweep.release();
  yield Promise.all(parts.map(({ isOver }) => isOver));
  yield helpers?.leave();
}

function* runPart(request: SweepRequest, session: OpenSession, asked: AskedPart): Task<SweepPart> {
  const { from, patience, measure } = request;
  const began = performance.now();
  const { sweep, cells, distances, startLoss, boundary, work } = sweepOf(request, session);
  const { outcomes } = sweep;
  try {
    while (!asked.isStopped) {
      const step = work.next();
      const isEnough = performance.now() - began >= patience || (from > 0 && asked.isAwaited);
      if (step.done || isEnough) break;
      yield step.value;
    }
  } catch (thrown) {
    // Its work is over: who asks again is told again.
    underWay.delete(session.objective);
    throw thrown;
  }
  if (asked.isStopped) sweep.release();
  let to = from;
  while (to < cells.length && outcomes.has(cells[to]!)) to++;
  const part = cells.slice(from, to);
  return {
    from,
    cells: part,
    values: Float64Array.from(part, (cell) => measured(measure, outcomes, cell)),
    reasons: part.map((cell) => stopReasons.indexOf(outcomes.stopAt(cell)!.reason)),
    steps: Float64Array.from(part, (cell) => outcomes.stopAt(cell)!.step),
    distances: distances.slice(from, to),
    isLast: to === cells.length,
    isCompiled: sweep.isCompiled,
    startLoss,
    boundary,
  };
}

/** Runs all cells in their order, as many at a time as take some milliseconds: they fill their loops, and come soon. */
function* inOrder(sweep: Sweep, cells: Int32Array): Task<void> {
  let count = sweep.isCompiled ? fewestTogether : 1;
  for (let from = 0; from < cells.length;) {
    const began = performance.now();
    const to = Math.min(cells.length, from + count);
    yield* sweep.run(cells.subarray(from, to));
    const took = performance.now() - began;
    from = to;
    if (took < timeTogether / 2) count *= 2;
    else if (took > 2 * timeTogether) count = Math.max(1, Math.floor(count / 2));
  }
}

/** The sweep of a request: the one under way where only the part differs. */
function sweepOf(request: SweepRequest, session: OpenSession): UnderWay {
  const { objective, findOptimizer, helpers } = session;
  const { options, axes, measure } = request;
  const key = keyOf(request);
  const known = underWay.get(objective);
  if (known?.key === key) return known;
  // What other threads do for it is not wanted any more.
  known?.work.return();
  const setting = settingOf(request, session);
  const sweep = createSweep({
    ...{ options, axes, find: findOptimizer, follow: followOf(measure), helpers },
    setting,
  });
  const order = orderOf(sweep.grid.sizes);
  const made = {
    ...{ key, sweep, ...order, work: inOrder(sweep, order.cells) },
    startLoss: objective.value(setting.start),
    boundary: stabilityBoundary(request, sweep),
  };
  underWay.set(objective, made);
  return made;
}

/** What a sweep depends on: not the present values of what is swept. */
function keyOf(request: SweepRequest): string {
  const start = request.start.slice();
  let { options, seed } = request;
  for (const { target } of request.axes) {
    if (target.kind === "start") start[target.index] = 0;
    else if (target.kind === "seed") seed = 0;
    else options = withValue(options, target, 0);
  }
  return JSON.stringify({
    ...request,
    options: { ...options, label: "" },
    start,
    seed,
    from: 0,
    patience: 0,
  });
}

/** All cells in their order: those of the first two dimensions coarse to fine, each with all of the third. */
function orderOf(sizes: readonly number[]): Pick<UnderWay, "cells" | "distances"> {
  const [columns = 1, rows = 1, repeats = 1] = sizes;
  const cells: number[] = [];
  const distances: number[] = [];
  for (const level of coarseToFine(columns, rows, coarsest)) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const cell of level.cells) {
        cells.push(cell + repeat * columns * rows);
        distances.push(level.distance);
      }
    }
  }
  return { cells: Int32Array.from(cells), distances: Int32Array.from(distances) };
}

/**
 * The largest stable η along the axis of a picture that is not η; undefined where η is none, σ is not 1, or axes are joined.
 */
function stabilityBoundary({ axes }: SweepRequest, sweep: Sweep): SweepPart["boundary"] {
  const [first, second] = axes;
  const other = first?.target.kind === "lr" ? second : second?.target.kind === "lr" ? first : null;
  const isMoved = axes.some(({ joined, target }) => joined ?? target.kind === "argument");
  if (other === null || isMoved || !scalesNothing(sweep.planOf(0))) return undefined;
  const stride = other === second ? first!.values.length : 1;
  const curvatures = new Map<string, number>();
  return Float64Array.from(other?.values ?? [0], (_, k) => {
    const { optimizer, hyperparameters, extras, objective, start, startRate } = sweep.planOf(
      k * stride,
    );
    const limit = stabilityLimit(optimizer, hyperparameters, startRate().rateAt(0), extras);
    const place = start.join();
    const largest = curvatures.get(place) ?? largestCurvature(objective, start);
    curvatures.set(place, largest);
    return limit === undefined || !(largest > 0) ? NaN : limit / largest;
  });
}

/** Whether a method divides by nothing, nor decays or clips: else the curvature at the start says nothing of its rates. */
function scalesNothing(plan: RunPlan): boolean {
  const { optimizer, hyperparameters, extras, objective, groups } = plan;
  const { sigma } = optimizer.formula?.(hyperparameters) ?? {};
  const changed = Object.keys(extras).some((name) => name !== "nesterov");
  const isPlain = !changed && (hyperparameters["weightDecay"] ?? 0) === 0;
  return sigma === "1" && isPlain && !groups && objective.dimension <= exactCurvatureUpTo;
}

function largestCurvature(objective: Objective, start: Float64Array): number {
  return curvatureAt(objective, start, new Float64Array(start.length).fill(1)).largest;
}
