import { createRankSelector } from "./rankSelector";
import { quantileLevels } from "./record";

/** Writes the quantiles of a row's values into that row of the columns, one column a level. */
export type QuantileWriter = (
  values: Float64Array,
  columns: readonly Float64Array[],
  row: number,
) => void;

/**
 * Quantiles of `count` values at `quantileLevels`: linear interpolation between order statistics, as numpy's
 * default; NaN if any value is NaN.
 */
export function createQuantileWriter(count: number): QuantileWriter {
  const last = count - 1;
  const below = quantileLevels.map((level) => Math.floor(level * last));
  const above = below.map((rank) => Math.min(rank + 1, last));
  const ranks = [...new Set([...below, ...above])].sort((a, b) => a - b);
  const lows = below.map((rank) => ranks.indexOf(rank));
  const highs = above.map((rank) => ranks.indexOf(rank));
  const select = createRankSelector(count, ranks);
  const ranked = new Float64Array(ranks.length);
  return (values, columns, row) => {
    // σ is often 1 everywhere.
    const only = isUniform(values) ? values[0] : hasNaN(values) ? NaN : undefined;
    if (only !== undefined) {
      for (const column of columns) column[row] = only;
      return;
    }
    select(values, ranked);
    quantileLevels.forEach((level, k) => {
      const low = ranked[lows[k]!]!;
      const high = ranked[highs[k]!]!;
      columns[k]![row] = low + (level * last - below[k]!) * (high - low);
    });
  };
}

function isUniform(values: Float64Array): boolean {
  const [first] = values;
  const { length } = values;
  for (let i = 1; i < length; i++) if (values[i] !== first) return false;
  return true;
}

function hasNaN(values: Float64Array): boolean {
  // The sum is NaN where a value is, and where infinities of both signs are.
  let sum = 0;
  const { length } = values;
  for (let i = 0; i < length; i++) sum += values[i]!;
  return Number.isNaN(sum) && values.some((value) => Number.isNaN(value));
}
