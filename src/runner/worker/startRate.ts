import type { CompiledVariant } from "../../objective/compiledVariant";
import type { CodeObjective } from "../../objective/createObjective";
import { curvatureAt, exactCurvatureUpTo } from "../../simulation/curvature/curvature";
import { triedRate } from "../../simulation/sweep/triedRate";

/** H·v that Lanczos' method takes at most where the Hessian is not computed whole. */
const mostProducts = 64;

/** Gradients that one H·v costs, about, and losses that one gradient costs. */
const gradientsPerProduct = 3;
const lossesPerGradient = 3;

/** Numbers that the curvature may take: some tens of milliseconds, while a function is opened. */
const mostCurvatureEffort = 3e7;

/** Numbers that a trial of a rate may compute, and its steps: those that tell something, and those that tell enough. */
const mostTrialEffort = 2e6;
const fewestSteps = 10;
const mostSteps = 300;

/**
 * The rate that gradient descent takes from the start, η = 1/|λ|max of the Hessian there or less, as tried on what has been
 * compiled: no code of the user's is called. What it takes is counted, not timed, so that the answer does not depend on how
 * busy the machine is. Untried where the function is too large for that. Undefined where the gradient is not exact or not
 * compiled, where the curvature is 0, not finite or would take longer than anybody should wait for it, and where no rate
 * holds.
 */
export function startRateOf(objective: CodeObjective, start: Float64Array): number | undefined {
  const variant = objective.gradientKind === "exact" ? objective.compiledAt(start) : undefined;
  const curvature = variant && startCurvatureOf(objective, variant, start);
  if (!variant || curvature === undefined) return undefined;
  const steps = affordableSteps(variant);
  if (steps < fewestSteps) return 1 / curvature;
  const known = variant.valueAndGradient.bind(variant);
  return triedRate(known, start, { rate: 1 / curvature, steps });
}

function affordableSteps({ effort }: CompiledVariant): number {
  return Math.min(mostSteps, Math.floor(mostTrialEffort / (lossesPerGradient * effort)));
}

/** The greatest |λ| of the Hessian at the start. */
function startCurvatureOf(
  objective: CodeObjective,
  { effort }: CompiledVariant,
  start: Float64Array,
): number | undefined {
  const products = start.length <= exactCurvatureUpTo ? start.length : mostProducts;
  if (products * gradientsPerProduct * lossesPerGradient * effort > mostCurvatureEffort) {
    return undefined;
  }
  const { largest, smallest } = curvatureAt(objective, start);
  const size = Math.max(Math.abs(largest), Math.abs(smallest));
  return size > 0 && Number.isFinite(size) ? size : undefined;
}
