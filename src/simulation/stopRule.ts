/**
 * A run counts as diverged once |L| exceeds this times (1 + |L at the start|): late enough to see it
 * unfold (the lecture's example crosses its valley five times first), before squares overflow.
 */
export const divergenceFactor = 1e60;

/** |L| above which a run that started at `startLoss` has diverged. */
export function divergenceLimit(startLoss: number): number {
  return divergenceFactor * (1 + Math.abs(startLoss));
}

/** Whether any entry is NaN or infinite. */
export function hasNonFinite(values: Float64Array): boolean {
  return values.some((value) => !Number.isFinite(value));
}

/** √Σ gᵢ², summed in the order of the parameters. */
export function euclideanNorm(vector: Float64Array): number {
  let sum = 0;
  for (const entry of vector) sum += entry * entry;
  return Math.sqrt(sum);
}
