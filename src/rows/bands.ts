import { bandLevels, type Band } from "../protocol/series";

/** Rows at which bands are formed: more would fall on the same pixels. */
const bandRows = 600;

/** At most 600 evenly spaced rows of `from … to`, both ends among them. */
export function bandSteps(from: number, to: number): Float64Array {
  const count = Math.max(0, Math.min(bandRows, to - from + 1));
  return Float64Array.from({ length: count }, (_, k) =>
    count === 1 ? from : Math.round(from + (k * (to - from)) / (count - 1)),
  );
}

/** A band whose values at a row come from a function that lists them. */
export function bandOfValues(
  steps: Float64Array,
  valuesAt: (row: number) => readonly number[],
): Band {
  const quantiles = bandLevels.map(() => new Float64Array(steps.length));
  steps.forEach((row, k) => {
    const sorted = Float64Array.from(valuesAt(row)).sort();
    bandLevels.forEach((level, q) => {
      quantiles[q]![k] = quantile(sorted, level);
    });
  });
  return { steps, quantiles };
}

/** Linear between order statistics; NaN when there is a NaN, which sorts last, or nothing. */
function quantile(sorted: Float64Array, level: number): number {
  const last = sorted.length - 1;
  if (last < 0 || Number.isNaN(sorted[last])) return NaN;
  const position = level * last;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(last, below + 1)]!;
  return low === high ? low : low + (position - below) * (high - low);
}
