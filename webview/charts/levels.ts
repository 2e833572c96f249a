import { formatNumber } from "./numbers";

/**
 * Where a loss stands among the levels of the isolines: k + share between level k and level k + 1, from 0 (at or below
 * the first level) to levels.length (well above the last one). Colours and isolines use this position instead of the loss, so that both read
 * well whether the levels are evenly or logarithmically spaced.
 */
export function levelPosition(levels: ArrayLike<number>, loss: number): number {
  const last = levels.length - 1;
  if (Number.isNaN(loss)) return NaN;
  if (last < 0 || loss <= levels[0]!) return 0;
  if (last === 0) return loss > levels[0]! ? 1 : 0;
  if (loss >= levels[last]!) return last + Math.min(1, share(levels, last - 1, loss) - 1);
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (levels[middle]! <= loss) low = middle;
    else high = middle;
  }
  return low + share(levels, low, loss);
}

/** How far a loss is from level `low` to the next: 0 to 1 between them, more above. */
function share(levels: ArrayLike<number>, low: number, loss: number): number {
  const from = levels[low]!;
  const to = levels[low + 1]!;
  const logarithmic = from > 0 && to / from > 1.5;
  return logarithmic ? Math.log(loss / from) / Math.log(to / from) : (loss - from) / (to - from);
}

/** Positions of all grid values; infinite and undefined losses stay as they are (∞ at the top, NaN nowhere). */
export function levelPositions(levels: Float64Array, values: Float64Array): Float64Array {
  return values.map((loss) => levelPosition(levels, loss));
}

/** Are levels spaced evenly, rather than by orders of magnitude above the least loss? */
export function isEvenlySpaced(levels: ArrayLike<number>): boolean {
  const last = levels.length - 1;
  if (last < 2) return true;
  const first = levels[1]! - levels[0]!;
  return Math.abs(levels[last]! - levels[last - 1]! - first) < 0.01 * first;
}

/** The levels as few digits tell them apart, two at least. */
export function levelLabels(levels: ArrayLike<number>): readonly string[] {
  const withDigits = (digits: number): string[] =>
    Array.from(levels, (level) => formatNumber(level, digits));
  for (let digits = 2; digits < 8; digits++) {
    const texts = withDigits(digits);
    if (new Set(texts).size === texts.length) return texts;
  }
  return withDigits(8);
}
