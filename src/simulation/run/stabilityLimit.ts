import { initialElementState } from "../../optimizers/initialState";
import type { HyperparameterValue, Optimizer } from "../../optimizers/optimizer";
import type { Extras } from "../../options/runOptions";

/** Steps of the probe at most, for a memory that fades as slowly as 0.9999^t. */
const probeSteps = 200_000;
const probeCheck = 500;
const settledTo = 1e-7;

/**
 * The largest stable η·λmax(σ⁻¹H) of a method, or undefined where there is no such number.
 *
 * Along the steepest direction a step is θ ← θ − s·Σ_k w_k·θ^{t−k}, with s = η·λ/σ and w the
 * weights of past gradients in m. It first fails by swinging from side to side, z = −1, so the limit
 * is s = 2/W with W = Σ_k w_k·(−1)^k: the answer m/g to a gradient that alternates in sign. That
 * answer is measured on the method itself, at constant |g| (σ then settles and g² hides nothing):
 *
 *     m = g                  W = 1                     limit 2
 *     m ← β·m + g            W = 1/(1 + β)             limit 2(1 + β)
 *     m ← β·m + (1 − β)·g    W = (1 − β)/(1 + β)       limit 2(1 + β)/(1 − β)
 *     Nesterov, g + β·m      W = (1 + 2β)/(1 + β)      limit 2(1 + β)/(1 + 2β)
 *
 * Undefined for methods that couple parameters, for those whose m is not proportional to g (sign
 * methods), and where the answer does not settle.
 *
 * The first three: Polyak 1964 and Cohen et al., "Adaptive gradient methods at the edge of
 * stability", arXiv:2207.14484, appendix.
 */
export function stabilityLimit(
  optimizer: Optimizer,
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
  lr: number,
  extras: Extras = {},
): number | undefined {
  if (optimizer.kind !== "element") return undefined;
  const single = alternatingAnswer(optimizer, hyperparameters, lr, 1);
  const double = alternatingAnswer(optimizer, hyperparameters, lr, 2);
  if (single === undefined || double === undefined || !(single > 0)) return undefined;
  if (Math.abs(double - single) > 1e-4 * single) return undefined;
  const lookAhead = 1 + 2 * (extras.nesterov ?? 0);
  return 2 / (single * lookAhead);
}

/** m/g after a long alternation of ±amplitude; undefined if it does not settle. */
function alternatingAnswer(
  optimizer: Extract<Optimizer, { kind: "element" }>,
  hyperparameters: Readonly<Record<string, HyperparameterValue>>,
  learningRate: number,
  amplitude: number,
): number | undefined {
  const theta = 0;
  let state = initialElementState(optimizer, { theta, learningRate }, hyperparameters);
  let scalars: Record<string, number> | undefined;
  let before = NaN;
  for (let t = 0; t < probeSteps; t++) {
    const gradient = t % 2 === 0 ? amplitude : -amplitude;
    scalars = optimizer.perStep?.({ t, learningRate }, hyperparameters, scalars) ?? {};
    const step = { t, gradient, theta, learningRate };
    const result = optimizer.update(step, state, hyperparameters, scalars);
    state = result.state;
    if (t % probeCheck !== 0) continue;
    const answer = result.m / gradient;
    if (Math.abs(answer - before) <= settledTo * Math.abs(answer)) return answer;
    before = answer;
  }
  return undefined;
}
