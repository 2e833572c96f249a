import type { CurvaturePath } from "./curvaturePath";
import type { RunningSchedule } from "../schedules/startSchedule";
import { createRun } from "./run";
import type { RunPlan } from "./runPlan";

/** The largest stable η by curvature: the method's limit over λmax(D_σ⁻¹H). */
export interface StableRates {
  /** At the first row. */
  readonly atStart: number;
  /** The smallest along the path, and where it is: the rate that is stable throughout. */
  readonly alongPath: number;
  readonly row: number;
}

/**
 * Rates up to which the present method is stable, from the curvature along a run of it at the rate
 * `learningRate` (what its schedule started from): learningRate·limit / (η^t·λmax(D_σ⁻¹H)), the schedule
 * being kept. Undefined where no row has a positive stability number. As σ depends on the path, and
 * the path on η, it answers for runs that stay near this one.
 */
export function stableRates(
  path: CurvaturePath,
  learningRate: number,
  limit: number,
): StableRates | undefined {
  let atStart: number | undefined;
  let lowest = { rate: Infinity, row: -1 };
  path.rows.forEach((row, k) => {
    const stability = path.stability[k]!;
    if (!(stability > 0) || !Number.isFinite(stability)) return;
    const rate = (limit * learningRate) / stability;
    atStart ??= rate;
    if (rate < lowest.rate) lowest = { rate, row };
  });
  if (atStart === undefined) return undefined;
  return { atStart, alongPath: lowest.rate, row: lowest.row };
}

/** One rate tried. */
export interface RangePoint {
  readonly learningRate: number;
  /** Loss at the end of a short run at this rate; Infinity where it diverged or was not finite. */
  readonly loss: number;
}

/** Loss against η. */
export interface RangeTest {
  readonly startLoss: number;
  readonly points: readonly RangePoint[];
  /** The η at which the curve falls most steeply per factor of η: a good choice. */
  readonly steepest: number | undefined;
  /** The η with the lowest loss. */
  readonly lowest: number | undefined;
  /** The first η beyond the lowest at which the loss ends above its start, or blows up. */
  readonly blowsUp: number | undefined;
}

export interface RangeTestOptions {
  readonly from: number;
  readonly to: number;
  /** Rates to try, evenly spaced in log η. */
  readonly count: number;
  /** Steps of each run. */
  readonly steps: number;
  /** η^0, η^1, … of a run that is tried at a rate; a constant rate where absent. */
  readonly startRate?: (learningRate: number) => RunningSchedule;
  /** Smoothing of log loss over so many neighbours on each side when the steepest fall is looked for. */
  readonly smoothing?: number;
}

/** A range test in progress: one short run per rate. */
export interface RangeTestJob {
  readonly progress: number;
  /** Tries up to `runs` more rates; true when all are done. */
  advance(runs: number): boolean;
  result(): RangeTest;
}

/**
 * Tries rates from the same start, each for a short run of its own, with its schedule. Unlike Smith's
 * test, which raises η within one run, no rate inherits what a larger or smaller one did before, so
 * the curve means the same for methods with and without memory.
 *
 * Throws on a range that is empty or not positive. After L. Smith, arXiv:1506.01186, section 3.3.
 */
export function startRangeTest(plan: RunPlan, options: RangeTestOptions): RangeTestJob {
  const { from, to, count, steps } = options;
  if (!(from > 0) || !(to > from) || !(count >= 3)) {
    throw new RangeError(`a range of ${count} rates from ${from} to ${to}`);
  }
  const points: RangePoint[] = [];
  const startLoss = plan.objective.value(plan.start);

  function tryRate(learningRate: number): RangePoint {
    const startRate = () => options.startRate?.(learningRate) ?? { rateAt: () => learningRate };
    const rateKey = JSON.stringify([plan.rateKey, learningRate]);
    const run = createRun({ ...plan, steps, startRate, rateKey });
    while (!run.stop) run.step(1000);
    const { stop, loss } = run.trace();
    const ended = stop.reason === "steps" || stop.reason === "converged";
    const last = ended ? loss.at(-1)! : Infinity;
    run.release();
    return { learningRate, loss: last };
  }

  return {
    get progress() {
      return points.length / count;
    },
    advance(runs) {
      for (let k = 0; k < runs && points.length < count; k++) {
        const share = points.length / (count - 1);
        points.push(tryRate(from * (to / from) ** share));
      }
      return points.length === count;
    },
    result: () => ({ startLoss, points, ...readCurve(points, startLoss, options.smoothing ?? 1) }),
  };
}

/** The whole test at once. */
export function rangeTest(plan: RunPlan, options: RangeTestOptions): RangeTest {
  const job = startRangeTest(plan, options);
  while (!job.advance(options.count));
  return job.result();
}

function readCurve(
  points: readonly RangePoint[],
  startLoss: number,
  smoothing: number,
): Pick<RangeTest, "steepest" | "lowest" | "blowsUp"> {
  let best = -1;
  points.forEach(({ loss }, k) => {
    if (loss < startLoss && loss < (points[best]?.loss ?? Infinity)) best = k;
  });
  if (best < 0) return { steepest: undefined, lowest: undefined, blowsUp: undefined };
  const beyond = points.findIndex(({ loss }, k) => k > best && !(loss <= startLoss));
  return {
    steepest: points[steepestFall(points, best, smoothing)]!.learningRate,
    lowest: points[best]!.learningRate,
    blowsUp: beyond < 0 ? undefined : points[beyond]!.learningRate,
  };
}

/** Index of the steepest fall of the loss before the lowest point, on the smoothed curve. */
function steepestFall(points: readonly RangePoint[], best: number, smoothing: number): number {
  const smooth = (k: number): number => {
    const near = points.slice(Math.max(0, k - smoothing), Math.min(best, k + smoothing) + 1);
    return near.reduce((sum, { loss }) => sum + loss, 0) / near.length;
  };
  let steepest = best;
  let most = 0;
  for (let k = 1; k <= best; k++) {
    const fall = smooth(k - 1) - smooth(k);
    if (fall > most) {
      most = fall;
      steepest = k;
    }
  }
  return steepest;
}
