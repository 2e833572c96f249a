import { curvatureAt, type Curvature } from "./curvature";
import { hasFullRows, nearestFullRow, type FullRow } from "../run/fullRows";
import type { Objective } from "../../objective/objective";
import { rowGrowth } from "../run/snapshots";
import type { Trace } from "../run/record";

/** Curvature along a run, at rows that were chosen where it changes. */
export interface CurvaturePath {
  readonly rows: Float64Array;
  readonly largest: Float64Array;
  readonly smallest: Float64Array;
  readonly condition: Float64Array;
  /** η^t·λmax(H). */
  readonly rateTimesLargest: Float64Array;
  /** η^t·λmax(σ⁻¹H): to be compared with the method's stability limit. */
  readonly stability: Float64Array;
}

export interface CurvatureSample extends Curvature {
  readonly row: number;
  readonly rateTimesLargest: number;
  readonly stability: number;
}

/** Points computed at most, unless asked for fewer. */
export const maximumSamples = 400;
const firstSamples = 65;

/** Between neighbours the stability number may change by this factor before a row is put between. */
const roughness = 1.15;

/** Curvature along a run, computed piece by piece. */
export interface CurvatureJob {
  readonly progress: number;
  /** Computes up to `samples` more; true when there is nothing left to refine. */
  advance(samples: number): boolean;
  path(): CurvaturePath;
}

/** Curvature at a row, or at the closest one that the run kept whole; undefined where there is none. */
export function curvatureAtRow(
  objective: Objective,
  trace: Trace,
  row: number,
): CurvatureSample | undefined {
  const at = nearestFullRow(trace, row);
  return at && curvatureAtFullRow(objective, trace, at);
}

function curvatureAtFullRow(
  objective: Objective,
  trace: Trace,
  { row, theta, sigma }: FullRow,
): CurvatureSample {
  const rate = trace.learningRate[row]!;
  const leaves = Number.isFinite(rate) && sigma.every((value) => value > 0);
  const curvature = curvatureAt(objective, theta, leaves ? sigma : undefined);
  return {
    ...curvature,
    row,
    rateTimesLargest: rate * curvature.largest,
    stability: rate * (curvature.scaledLargest ?? NaN),
  };
}

/**
 * Curvature along a run at up to 400 rows: 65 spread evenly and as many that grow by 15 %, then
 * between neighbours whose stability number differs by more than 15 %, widest gap first. A run of
 * 100,000 steps so costs 400 Hessians at most (above 50 parameters: Lanczos runs). Rows are those that
 * the run kept whole (see `nearestFullRow`). With fewer samples allowed, the first ones are spread
 * over the run as well. Throws if the run kept no row whole.
 */
export function startCurvaturePath(
  objective: Objective,
  trace: Trace,
  most = maximumSamples,
): CurvatureJob {
  if (!hasFullRows(trace)) throw new Error("curvature along a run needs all its parameters");
  const samples: CurvatureSample[] = [];
  const queue = firstRows(trace, most);
  let total = queue.length;

  function compute(at: FullRow): void {
    const sample = curvatureAtFullRow(objective, trace, at);
    const index = samples.findIndex((other) => other.row > at.row);
    samples.splice(index < 0 ? samples.length : index, 0, sample);
  }

  return {
    get progress() {
      return samples.length / Math.max(total, samples.length);
    },
    advance(count) {
      for (let k = 0; k < count; k++) {
        const mayRefine = samples.length < most;
        const at = queue.shift() ?? (mayRefine ? roughestGap(trace, samples) : undefined);
        if (at === undefined) return true;
        if (queue.length === 0) total = most;
        compute(at);
      }
      return false;
    },
    path() {
      const column = (pick: (sample: CurvatureSample) => number) =>
        Float64Array.from(samples, pick);
      return {
        rows: column(({ row }) => row),
        largest: column(({ largest }) => largest),
        smallest: column(({ smallest }) => smallest),
        condition: column(({ condition }) => condition),
        rateTimesLargest: column(({ rateTimesLargest }) => rateTimesLargest),
        stability: column(({ stability }) => stability),
      };
    },
  };
}

/** The whole path at once. */
export function curvaturePath(
  objective: Objective,
  trace: Trace,
  most = maximumSamples,
): CurvaturePath {
  const job = startCurvaturePath(objective, trace, most);
  while (!job.advance(most));
  return job.path();
}

/** The first sample above the limit between a calm row and one above it, by halving. */
export function firstAbove(
  objective: Objective,
  trace: Trace,
  limit: number,
  calm: number,
  above: CurvatureSample,
): CurvatureSample {
  let low = calm;
  let high = above;
  while (high.row - low > 1) {
    const middle = (low + high.row) >> 1;
    const at = nearestFullRow(trace, middle, low + 1, high.row - 1);
    if (!at) break;
    const sample = curvatureAtFullRow(objective, trace, at);
    if (sample.stability > limit) high = sample;
    else low = at.row;
  }
  return high;
}

/** Rows spread evenly and rows that grow by 15 %, as many as are allowed. */
function firstRows(trace: Trace, most: number): FullRow[] {
  const count = trace.rows;
  const even = Math.min(firstSamples, Math.max(2, most >> 1));
  const rows = new Set<number>();
  for (let k = 0; k < even; k++) rows.add(Math.round((k * (count - 1)) / (even - 1)));
  const growth = Math.max(rowGrowth, count ** (2 / most));
  for (let row = 0; row < count; row = Math.max(row + 1, Math.ceil(row * growth))) rows.add(row);
  const found = new Map<number, FullRow>();
  for (const row of rows) {
    const at = nearestFullRow(trace, row);
    if (at) found.set(at.row, at);
  }
  return [...found.values()].sort((a, b) => a.row - b.row);
}

/** A row in the middle of the widest gap across which the stability number changes much. */
function roughestGap(trace: Trace, samples: readonly CurvatureSample[]): FullRow | undefined {
  let best: FullRow | undefined;
  let widest = 1;
  for (let k = 1; k < samples.length; k++) {
    const left = samples[k - 1]!;
    const right = samples[k]!;
    const ratio = Math.abs(right.stability) / Math.abs(left.stability);
    const rough = ratio > roughness || ratio < 1 / roughness;
    if (!rough || right.row - left.row <= widest) continue;
    const middle = (left.row + right.row) >> 1;
    const between = nearestFullRow(trace, middle, left.row + 1, right.row - 1);
    if (!between) continue;
    widest = right.row - left.row;
    best = between;
  }
  return best;
}
