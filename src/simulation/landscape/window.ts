/** A trajectory in the coordinates of the picture, with the loss at each point. */
export interface FramedPath {
  readonly coordinates: readonly Float64Array[];
  readonly loss: Float64Array;
}

export interface FramedPoints {
  /** One coordinate per axis. */
  readonly start: readonly number[];
  readonly paths: readonly FramedPath[];
}

/** Share of the span added on each side. */
const padding = 0.08;

/** A loss that moves by less than this share of its height above the best lies on a plateau. */
const leastSwing = 1e-3;

/** A span below this share of the coordinate's own size would be a picture of rounding. */
const smallestSpan = 1e-3;

/**
 * Ranges that hold the start and every stretch of the paths that stays sensible:
 * up to the first row that is not finite or whose loss lies further above the best loss than twice
 * the start does, and the second half of those that cycle higher than that. So a run that oscillates
 * is framed, also from a start at the bottom, and one that blows up does not push the others into a
 * corner. Padded by 8 % of the span on each side and never empty.
 */
export function automaticWindow(points: FramedPoints): (readonly [number, number])[] {
  const best = bestLoss(points.paths);
  const ends = sensibleRows(points.paths, best);
  const cycling = points.paths.map(({ loss }, k) => ends[k]! < loss.length && cycles(loss, best));
  return points.start.map((start, axis) => {
    let low = start;
    let high = start;
    const include = (value: number): void => {
      if (value < low) low = value;
      if (value > high) high = value;
    };
    points.paths.forEach(({ coordinates }, k) => {
      const values = coordinates[axis]!;
      for (let t = 0; t < ends[k]!; t++) include(values[t]!);
      if (cycling[k]) for (const value of values.subarray(values.length >> 1)) include(value);
    });
    return padded(low, high);
  });
}

/** How many rows of each path come before the first that is not finite or whose loss is no longer sensible. */
export function sensibleRows(
  paths: readonly FramedPath[],
  best: number = bestLoss(paths),
): number[] {
  const limit = sensibleLoss(paths, best);
  return paths.map(({ coordinates, loss }) => {
    const isWild = (value: number, t: number): boolean =>
      !(value <= limit) || coordinates.some((values) => !Number.isFinite(values[t]));
    const end = loss.findIndex(isWild);
    return end < 0 ? loss.length : end;
  });
}

/** Highest loss still framed: above the best by twice as much as the worst start. */
function sensibleLoss(paths: readonly FramedPath[], best: number): number {
  let start = -Infinity;
  for (const { loss } of paths) if (Number.isFinite(loss[0])) start = Math.max(start, loss[0]!);
  return start + Math.max(start - best, Math.abs(start) * smallestSpan, Number.MIN_VALUE);
}

function bestLoss(paths: readonly FramedPath[]): number {
  let best = Infinity;
  for (const { loss } of paths) {
    for (const value of loss) if (value < best && Number.isFinite(value)) best = value;
  }
  return best;
}

/** Does the loss go up and down in the second half of a run, and no higher than in the first? On a plateau it does not. */
function cycles(loss: Float64Array, best: number): boolean {
  if (!loss.every(Number.isFinite)) return false;
  const half = loss.length >> 1;
  let earlier = -Infinity;
  let high = -Infinity;
  let low = Infinity;
  loss.forEach((value, t) => {
    if (t < half) earlier = Math.max(earlier, value);
    else [low, high] = [Math.min(low, value), Math.max(high, value)];
  });
  return high <= earlier && high - low >= leastSwing * (high - best);
}

function padded(low: number, high: number): readonly [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const span = high - low;
  if (span < size * smallestSpan || span === 0) {
    const middle = (low + high) / 2;
    const half = size === 0 ? 1 : span === 0 ? size : size * smallestSpan;
    return [middle - half, middle + half];
  }
  return [low - padding * span, high + padding * span];
}
