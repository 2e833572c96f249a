import { filled, times } from "./arithmetic";

/**
 * A step of `length` along `direction` in the form θ ← θ − (η/σ)·m: m = −direction, σ = η/length.
 *
 * No step, or η = 0 (where no σ could make one): m = 0, σ = 1.
 */
export function stepAlong(
  direction: Float64Array,
  length: number,
  learningRate: number,
): { m: Float64Array; sigma: Float64Array } {
  const n = direction.length;
  if (length === 0 || learningRate === 0) return { m: new Float64Array(n), sigma: filled(n, 1) };
  return { m: times(direction, -1), sigma: filled(n, learningRate / length) };
}
