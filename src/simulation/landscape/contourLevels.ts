export interface ContourLevels {
  readonly scale: "linear" | "log";
  /** Ascending. */
  readonly levels: Float64Array;
}

/** Above this ratio between a high and a low part of the surface, linear levels leave the valley empty. */
const orders = 30;

/**
 * Where isolines read well: evenly spaced, or, when loss − minimum spans orders of magnitude (95th
 * percentile over the 5th above 30), evenly spaced in log(loss − minimum). `floor` is the least loss
 * known from elsewhere (a run's best, the optimum), which may lie between grid points. Values that
 * are not finite are ignored; a constant surface has no levels.
 */
export function contourLevels(
  values: Float64Array,
  count: number,
  floor = Infinity,
): ContourLevels {
  const finite = values.filter((value) => Number.isFinite(value)).sort();
  const none: ContourLevels = { scale: "linear", levels: new Float64Array(0) };
  if (finite.length === 0) return none;
  const least = Math.min(finite[0]!, floor);
  const greatest = finite.at(-1)!;
  if (!(greatest > least)) return none;
  const above = (share: number): number => finite[Math.round(share * (finite.length - 1))]! - least;
  const low = above(0.05);
  const high = above(0.95);
  if (low > 0 && high / low <= orders) {
    return { scale: "linear", levels: spaced(count, (share) => least + share * above(0.98)) };
  }
  const first = finite.find((value) => value > least)! - least;
  const lowest = Math.max(Math.min(low > 0 ? low : high, above(0.01)), first, high * 1e-8);
  const from = Math.log(Math.min(lowest, high));
  const to = Math.log(Math.max(above(0.995), lowest));
  const levels = spaced(count, (share) => least + Math.exp(from + share * (to - from)));
  return { scale: "log", levels: levels.filter((level, k) => k === 0 || level > levels[k - 1]!) };
}

/** Values at the middles of `count` equal parts of 0 to 1. */
function spaced(count: number, at: (share: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => at((k + 0.5) / count));
}
