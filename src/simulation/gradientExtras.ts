import type { Extras } from "../options/runOptions";
import { euclideanNorm } from "./stopRule";

/**
 * Turns the raw gradient into the one the optimizer sees, in place and in this order: clip each
 * coordinate to ±clipValue, scale to a norm of at most clipNorm, add coupledWeightDecay·θ. (Clipping
 * comes before the decay because libraries clip before, and decay inside, the optimizer's step.)
 */
export function applyGradientExtras(
  gradient: Float64Array,
  theta: Float64Array,
  extras: Extras,
): void {
  const { clipValue, clipNorm, coupledWeightDecay } = extras;
  if (clipValue !== undefined) {
    for (let i = 0; i < gradient.length; i++) {
      gradient[i] = Math.min(Math.max(gradient[i]!, -clipValue), clipValue);
    }
  }
  if (clipNorm !== undefined) {
    const norm = euclideanNorm(gradient);
    if (norm > clipNorm) {
      const factor = clipNorm / norm;
      for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * factor;
    }
  }
  if (coupledWeightDecay !== undefined) {
    for (let i = 0; i < gradient.length; i++) {
      gradient[i] = gradient[i]! + coupledWeightDecay * theta[i]!;
    }
  }
}

/** Whether the gradient of one coordinate, after the extras, depends on that coordinate alone. */
export function extrasAreElementwise(extras: Extras): boolean {
  return extras.clipNorm === undefined;
}
