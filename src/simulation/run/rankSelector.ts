/** So few values are sorted by insertion. */
const few = 24;

/** From so many values on they are counted by buckets first. */
const many = 512;
const bucketCount = 1024;
/** Values that the range of the buckets is guessed from, and how many of them on each side lie outside it. */
const sampleCount = 128;
const outside = 1;

/**
 * Finds what stands at some ranks of `count` values: `result[k]` becomes what sorting would put at `ranks[k]`. No value may
 * be NaN.
 */
export type RankSelector = (values: Float64Array, result: Float64Array) => void;

/**
 * A selector for ranks in ascending order. Many values are counted by buckets of equal width, which tells in which buckets
 * the ranks lie; only what is in those is looked at more closely. A bucket may hold any part of the values: how they are spread makes it slower, not wrong.
 */
export function createRankSelector(count: number, ranks: readonly number[]): RankSelector {
  const scratch = new Float64Array(count);
  const splits = 2 * Math.ceil(Math.log2(count + 1));
  const place = (from: number, to: number, wanted: readonly number[]): void => {
    placeRanks(scratch, [from, to], wanted, splits);
  };
  const amongAll: RankSelector = (values, result) => {
    scratch.set(values);
    place(0, count - 1, ranks);
    ranks.forEach((rank, k) => (result[k] = scratch[rank]!));
  };
  if (count < many) return amongAll;

  const sample = new Float64Array(sampleCount);
  const bucketOf = new Uint16Array(count);
  const sizes = new Int32Array(bucketCount);
  /** Where the next value of a bucket goes; −1 for one that holds no rank. */
  const next = new Int32Array(bucketCount);
  const positions = new Int32Array(ranks.length);

  return (values, result) => {
    for (let k = 0; k < sampleCount; k++)
      sample[k] = values[Math.floor((k * count) / sampleCount)]!;
    sample.sort();
    const low = sample[outside]!;
    const scale = bucketCount / (sample[sampleCount - 1 - outside]! - low);
    // Nearly all are the same, or too far apart for a difference.
    if (!(scale > 0 && scale < Infinity)) {
      amongAll(values, result);
      return;
    }
    countByBucket(values, bucketOf, sizes, { low, scale });
    next.fill(-1);
    const parts: { readonly from: number; readonly to: number; readonly wanted: number[] }[] = [];
    let before = 0;
    let filled = 0;
    let k = 0;
    for (let bucket = 0; k < ranks.length; bucket++) {
      const end = before + sizes[bucket]!;
      if (ranks[k]! < end) {
        const wanted: number[] = [];
        for (; k < ranks.length && ranks[k]! < end; k++) {
          positions[k] = filled + ranks[k]! - before;
          wanted.push(positions[k]!);
        }
        next[bucket] = filled;
        parts.push({ from: filled, to: filled + sizes[bucket]! - 1, wanted });
        filled += sizes[bucket]!;
      }
      before = end;
    }
    collect(values, bucketOf, next, scratch);
    for (const { from, to, wanted } of parts) place(from, to, wanted);
    positions.forEach((position, rank) => (result[rank] = scratch[position]!));
  };
}

// Loops over all values are functions of their own: what they read is in registers then and not in a closure's scope.

/** Notes the bucket of each value and counts those of each. */
function countByBucket(
  values: Float64Array,
  bucketOf: Uint16Array,
  sizes: Int32Array,
  { low, scale }: { readonly low: number; readonly scale: number },
): void {
  sizes.fill(0);
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const at = (values[i]! - low) * scale;
    bucketOf[i] = at < 0 ? 0 : at >= bucketCount ? bucketCount - 1 : at;
  }
  for (let i = 0; i < length; i++) sizes[bucketOf[i]!]!++;
}

/** Puts the values of some buckets where the next of theirs goes. */
function collect(
  values: Float64Array,
  bucketOf: Uint16Array,
  next: Int32Array,
  collected: Float64Array,
): void {
  const { length } = values;
  for (let i = 0; i < length; i++) {
    const bucket = bucketOf[i]!;
    const place = next[bucket]!;
    if (place < 0) continue;
    collected[place] = values[i]!;
    next[bucket] = place + 1;
  }
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
