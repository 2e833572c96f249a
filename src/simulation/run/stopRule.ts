/**
 * A run counts as diverged once |L| exceeds this times (1 + |L at the start|): late enough to see it
 * unfold (the lecture's example crosses its valley five times first), before squares overflow.
 */
const divergenceFactor = 1e60;

/** |L| above which a run that started at `startLoss` has diverged. */
export function divergenceLimit(startLoss: number): number {
  return divergenceFactor * (1 + Math.abs(startLoss));
}

/** Whether any entry is NaN or infinite. */
export function hasNonFinite(values: Float64Array): boolean {
  return values.some((value) => !Number.isFinite(value));
}

/** √Σ gᵢ². Entries of even and of odd index are summed apart and added last, as compiled loops do two at a time. */
export function euclideanNorm(vector: Float64Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < vector.length; i += 2) {
    even += vector[i]! * vector[i]!;
    if (i + 1 < vector.length) odd += vector[i + 1]! * vector[i + 1]!;
  }
  return Math.sqrt(even + odd);
}
