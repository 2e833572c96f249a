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
    if (isUniform(values) || hasNaN(values)) {
      const only = hasNaN(values) ? NaN : values[0]!;
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
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}
