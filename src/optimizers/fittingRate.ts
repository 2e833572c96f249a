import { defaultValues } from "./hyperparameter";
import { initialElementState } from "./initialState";
import type { Optimizer } from "./optimizer";

/** What is known of a function before a method is run on it. */
export interface FunctionScale {
  /**
   * The rate of gradient descent that fits the start: 1/|λ|max of the Hessian there, as downward curvature throws a step as
   * far as upward curvature does, or less where that has been tried; undefined where it is not known.
   */
  readonly descentRate?: number;
  /** How far there is to go: the width of the window on the surface. */
  readonly distance?: number;
  readonly steps: number;
}

/** A learning rate, and why it was chosen where it is not the method's own default. */
export interface FittingRate {
  readonly rate: number;
  readonly because: "default" | "curvature" | "distance";
}

/** Steps that are tried out; what comes after follows the power law of the second half. */
const probeSteps = 1000;

/** A default works if the way it could go is between one distance and so many. */
const farEnough = 1000;

/**
 * A learning rate for a method with its default hyperparameters. How far it goes at an η on a slope that stays the
 * same is measured on its own update, for slopes of 1 and 1,000:
 *
 *     steps in proportion to the slope                that of gradient descent, where it is known
 *     steps of a size of their own, Σ|Δθ|/η = S       2·distance/S, where the default's way η·S is shorter than the
 *                                                     distance or a thousand times as long
 *
 * and its default for all others: methods that couple parameters, and those that choose their steps.
 */
export function fittingRate(optimizer: Optimizer, scale: FunctionScale): FittingRate {
  const usual: FittingRate = { rate: optimizer.learningRate.default, because: "default" };
  if (optimizer.kind !== "element") return usual;
  const gentle = wayOf(optimizer, { slope: 1, learningRate: 1 }, scale.steps);
  const steep = wayOf(optimizer, { slope: 1000, learningRate: 1 }, scale.steps);
  const slow = wayOf(optimizer, { slope: 1, learningRate: 1e-3 }, scale.steps);
  // A method whose steps are not in proportion to η chooses them itself.
  if (!isClose(slow, gentle)) return usual;
  const { descentRate = 0, distance = 0 } = scale;
  if (isClose(steep, 1000 * gentle)) {
    return descentRate > 0 ? allowed(optimizer, descentRate, "curvature") : usual;
  }
  const way = usual.rate * gentle;
  const works = way >= distance && way <= farEnough * distance;
  return isClose(steep, gentle) && distance > 0 && !works
    ? allowed(optimizer, (2 * distance) / gentle, "distance")
    : usual;
}

/** Σ|Δθ|/η of a parameter with a constant gradient, over `steps` steps. */
function wayOf(
  optimizer: Extract<Optimizer, { kind: "element" }>,
  { slope, learningRate }: { readonly slope: number; readonly learningRate: number },
  steps: number,
): number {
  const hyperparameters = defaultValues(optimizer.hyperparameters);
  const theta = 0;
  let state = initialElementState(optimizer, { theta, learningRate }, hyperparameters);
  let scalars: Record<string, number> | undefined;
  let way = 0;
  let half = 0;
  const last = Math.min(steps, probeSteps);
  for (let t = 0; t < last; t++) {
    scalars = optimizer.perStep?.({ t, learningRate }, hyperparameters, scalars) ?? {};
    const step = { t, gradient: slope, theta, learningRate };
    const { m, sigma, state: next } = optimizer.update(step, state, hyperparameters, scalars);
    state = next;
    way += Math.abs(m / sigma);
    if (t === Math.floor(last / 2) - 1) half = way;
  }
  const power = steps > last ? Math.log2(way / half) : 0;
  return way * (steps / Math.max(1, last)) ** power;
}

/** Equal but for what ε and a slow beginning leave. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a / b - 1) < 0.05;
}

/** In two digits, within what the method allows. */
function allowed(
  { learningRate: { min, max } }: Optimizer,
  rate: number,
  because: FittingRate["because"],
): FittingRate {
  return { rate: Math.max(min, Math.min(max, Number(rate.toPrecision(2)))), because };
}
