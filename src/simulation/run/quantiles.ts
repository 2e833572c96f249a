import { quantileLevels } from "./record";

/** Writes the quantiles of a row's values into that row of the columns, one column a level. */
export type QuantileWriter = (
  values: Float64Array,
  columns: readonly Float64Array[],
  row: number,
) => void;

/** So few values are sorted by insertion. */
const few = 24;

/**
 * Quantiles of `count` values at `quantileLevels`: linear interpolation between order statistics, as numpy's
 * default; NaN if any value is NaN.
 */
export function createQuantileWriter(count: number): QuantileWriter {
  const scratch = new Float64Array(count);
  const last = count - 1;
  const below = quantileLevels.map((level) => Math.floor(level * last));
  const ranks = [...new Set(below.flatMap((rank) => [rank, Math.min(rank + 1, last)]))];
  const splits = 2 * Math.ceil(Math.log2(count + 1));
  return (values, columns, row) => {
    // σ is often 1 everywhere.
    if (isUniform(values) || hasNaN(values)) {
      const only = hasNaN(values) ? NaN : values[0]!;
      for (const column of columns) column[row] = only;
      return;
    }
    scratch.set(values);
    placeRanks(scratch, [0, last], ranks, splits);
    quantileLevels.forEach((level, k) => {
      const low = scratch[below[k]!]!;
      const high = scratch[Math.min(below[k]! + 1, last)]!;
      columns[k]![row] = low + (level * last - below[k]!) * (high - low);
    });
  };
}

function isUniform(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/**
 * Moves the values of some ranks (ascending) to where sorting would put them: splits the values of a range about
 * a pivot until no rank is left in a part (Hoare's selection, about half the time of sorting). A part that
 * `splits` splits did not make small is sorted.
 */
function placeRanks(
  values: Float64Array,
  [from, to]: readonly [number, number],
  ranks: readonly number[],
  splits: number,
): void {
  if (ranks.length === 0) return;
  if (to - from < few) {
    sortByInsertion(values, from, to);
    return;
  }
  if (splits === 0) {
    values.subarray(from, to + 1).sort();
    return;
  }
  const pivot = middle(values[from]!, values[(from + to) >> 1]!, values[to]!);
  let low = from;
  let high = to;
  while (low <= high) {
    while (values[low]! < pivot) low++;
    while (values[high]! > pivot) high--;
    if (low > high) break;
    const value = values[low]!;
    values[low++] = values[high]!;
    values[high--] = value;
  }
  // Up to `high` none is above the pivot, from `low` on none below; those between are equal to it.
  const lower = ranks.filter((rank) => rank <= high);
  const upper = ranks.filter((rank) => rank >= low);
  placeRanks(values, [from, high], lower, splits - 1);
  placeRanks(values, [low, to], upper, splits - 1);
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function sortByInsertion(values: Float64Array, from: number, to: number): void {
  for (let k = from + 1; k <= to; k++) {
    const value = values[k]!;
    let at = k;
    while (at > from && values[at - 1]! > value) {
      values[at] = values[at - 1]!;
      at--;
    }
    values[at] = value;
  }
}
