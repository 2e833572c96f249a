import type { Extras } from "../../options/runOptions";
import { euclideanNorm } from "./stopRule";

/** Changes the gradient of each step. */
export interface GradientExtras {
  /** Changes the gradient in place; called once a step, in order. */
  apply(gradient: Float64Array, theta: Float64Array): void;
  /** The g that the Nesterov extra compares with: that of the step before. */
  readonly before: Float64Array;
}

/**
 * Turns the gradient into the one the optimizer sees, in this order: clip each coordinate to
 * ±clipValue; scale to a norm of at most clipNorm; add coupledWeightDecay·θ; look ahead by
 * nesterov·(g − the g of the step before). Clipping comes before the decay because libraries clip
 * before, and decay inside, the optimizer's step.
 */
export function startGradientExtras(
  extras: Extras,
  dimension: number,
  /** λ of each coordinate, where they differ. */
  coupledDecays?: Float64Array,
): GradientExtras {
  const { clipValue, clipNorm, coupledWeightDecay, nesterov } = extras;
  const before = new Float64Array(dimension);
  return {
    before,
    apply(gradient, theta) {
      if (clipValue !== undefined) clipEach(gradient, clipValue);
      if (clipNorm !== undefined) clipToNorm(gradient, clipNorm);
      for (let i = 0; i < dimension; i++) {
        let g = gradient[i]!;
        const decay = coupledDecays ? coupledDecays[i]! : coupledWeightDecay;
        if (decay !== undefined) g = g + decay * theta[i]!;
        gradient[i] = nesterov === undefined ? g : g + nesterov * (g - before[i]!);
        before[i] = g;
      }
    },
  };
}

function clipEach(gradient: Float64Array, limit: number): void {
  for (let i = 0; i < gradient.length; i++) {
    gradient[i] = Math.min(Math.max(gradient[i]!, -limit), limit);
  }
}

function clipToNorm(gradient: Float64Array, limit: number): void {
  const norm = euclideanNorm(gradient);
  if (norm <= limit) return;
  const factor = limit / norm;
  for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * factor;
}
