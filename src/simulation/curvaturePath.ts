import { curvatureAt } from "./curvature";
import type { Curvature } from "./curvature";
import type { Objective } from "./objective";
import type { Trace } from "./trace";

/** Curvature along a run, at rows that were chosen where it changes. */
export interface CurvaturePath {
  readonly rows: Float64Array;
  readonly largest: Float64Array;
  readonly smallest: Float64Array;
  readonly condition: Float64Array;
  /** η^t·λmax(H). */
  readonly rateTimesLargest: Float64Array;
  /** η^t·λmax(D_σ⁻¹H): to be compared with the method's stability limit. */
  readonly stability: Float64Array;
}

export interface CurvatureSample extends Curvature {
  readonly row: number;
  readonly rateTimesLargest: number;
  readonly stability: number;
}

/** Points computed at most. */
const maximumSamples = 400;
const firstSamples = 65;

/** Early rows stand closer: each is at most this many times the one before. */
const growth = 1.15;

/** Between neighbours the stability number may change by this factor before a row is put between. */
const roughness = 1.15;

/** Curvature along a run, computed piece by piece. */
export interface CurvatureJob {
  readonly progress: number;
  /** Computes up to `samples` more; true when there is nothing left to refine. */
  advance(samples: number): boolean;
  path(): CurvaturePath;
}

/** θ and σ at a row, as far as the run recorded them. */
export function fullRow(
  trace: Trace,
  row: number,
): { readonly theta: Float64Array; readonly sigma: Float64Array } | undefined {
  if (trace.recorded.length !== trace.dimension) return undefined;
  return {
    theta: Float64Array.from(trace.theta, (column) => column[row]!),
    sigma: Float64Array.from(trace.sigma, (column) => column[row]!),
  };
}

/** Curvature at one row; undefined where the run did not record all parameters. */
export function curvatureAtRow(
  objective: Objective,
  trace: Trace,
  row: number,
): CurvatureSample | undefined {
  const at = fullRow(trace, row);
  if (!at) return undefined;
  const rate = trace.learningRate[row]!;
  const leaves = Number.isFinite(rate) && at.sigma.every((value) => value > 0);
  const curvature = curvatureAt(objective, at.theta, leaves ? at.sigma : undefined);
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
 * 100,000 steps so costs 400 Hessians at most. Throws if the run did not record all parameters.
 */
export function startCurvaturePath(objective: Objective, trace: Trace): CurvatureJob {
  if (!fullRow(trace, 0)) throw new Error("curvature along a run needs all its parameters");
  const samples: CurvatureSample[] = [];
  const queue = firstRows(trace.rows);
  let total = queue.length;

  function compute(row: number): void {
    const sample = curvatureAtRow(objective, trace, row)!;
    const index = samples.findIndex((other) => other.row > row);
    samples.splice(index < 0 ? samples.length : index, 0, sample);
  }

  return {
    get progress() {
      return samples.length / Math.max(total, samples.length);
    },
    advance(count) {
      for (let k = 0; k < count; k++) {
        const row = queue.shift() ?? roughestGap(samples);
        if (row === undefined || samples.length >= maximumSamples) return true;
        if (queue.length === 0) total = maximumSamples;
        compute(row);
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
export function curvaturePath(objective: Objective, trace: Trace): CurvaturePath {
  const job = startCurvaturePath(objective, trace);
  while (!job.advance(maximumSamples));
  return job.path();
}

/**
 * The first step whose η^t·λmax(D_σ⁻¹H) exceeds `limit`, or undefined. Looks at up to 512 rows spread
 * evenly, then halves the gap before the first of them above the limit, so an excursion shorter than
 * 1/512 of the run can be missed.
 */
export function firstUnstableStep(
  objective: Objective,
  trace: Trace,
  limit: number,
): number | undefined {
  const above = (row: number): boolean =>
    (curvatureAtRow(objective, trace, row)?.stability ?? NaN) > limit;
  const steps = trace.rows - 1;
  const stride = Math.max(1, Math.ceil(steps / 512));
  for (let row = 0, below = -1; row < steps; below = row, row += stride) {
    if (!above(row)) continue;
    let high = row;
    let low = below;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (above(middle)) high = middle;
      else low = middle;
    }
    return high;
  }
  return undefined;
}

function firstRows(count: number): number[] {
  const rows = new Set<number>();
  for (let k = 0; k < firstSamples; k++) {
    rows.add(Math.round((k * (count - 1)) / (firstSamples - 1)));
  }
  for (let row = 0; row < count; row = Math.max(row + 1, Math.ceil(row * growth))) rows.add(row);
  return [...rows].sort((a, b) => a - b);
}

/** The middle of the widest gap across which the stability number changes much. */
function roughestGap(samples: readonly CurvatureSample[]): number | undefined {
  let best: number | undefined;
  let widest = 1;
  for (let k = 1; k < samples.length; k++) {
    const left = samples[k - 1]!;
    const right = samples[k]!;
    const ratio = Math.abs(right.stability) / Math.abs(left.stability);
    const rough = ratio > roughness || ratio < 1 / roughness;
    if (rough && right.row - left.row > widest) {
      widest = right.row - left.row;
      best = left.row + (widest >> 1);
    }
  }
  return best;
}
