import type { Trace } from "./record";

/** θ and σ of all parameters at a row; σ is NaN at the last. */
export interface FullRow {
  readonly row: number;
  readonly theta: Float64Array;
  readonly sigma: Float64Array;
}

/** Is θ known at every row, or at some rows at least? */
export function hasFullRows(trace: Trace): boolean {
  return isComplete(trace) || trace.snapshots !== undefined;
}

/**
 * All of θ and σ at the row closest to `row` between `from` and `to` (both included) that the run kept
 * whole: every row where all parameters are recorded, else the snapshots. Undefined where there is none.
 */
export function nearestFullRow(
  trace: Trace,
  row: number,
  from = 0,
  to = trace.rows - 1,
): FullRow | undefined {
  if (isComplete(trace)) {
    if (row < from || row > to) return undefined;
    const at = (column: Float64Array): number => column[row]!;
    return {
      row,
      theta: Float64Array.from(trace.theta, at),
      sigma: Float64Array.from(trace.sigma, at),
    };
  }
  const { snapshots } = trace;
  if (!snapshots) return undefined;
  const above = firstAtLeast(snapshots.rows, row);
  const [after, before] = [snapshots.rows[above], snapshots.rows[above - 1]];
  const distance = (other: number | undefined): number =>
    other === undefined || other < from || other > to ? Infinity : Math.abs(other - row);
  const nearer = distance(before) < distance(after) ? above - 1 : above;
  const found = snapshots.rows[nearer];
  if (distance(found) === Infinity) return undefined;
  return { row: found!, theta: snapshots.theta[nearer]!, sigma: snapshots.sigma[nearer]! };
}

function isComplete({ recorded, dimension }: Trace): boolean {
  return recorded.length === dimension;
}

/** Index of the first of the ascending values that is at least `value`. */
function firstAtLeast(values: readonly number[], value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
