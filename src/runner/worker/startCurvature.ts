import type { CodeObjective } from "../../objective/createObjective";
import { curvatureAt, exactCurvatureUpTo } from "../../simulation/curvature/curvature";

/** Milliseconds that it may take about: a function is opened meanwhile. */
const patience = 50;

/** H·v that Lanczos' method takes at most where the Hessian is not computed whole. */
const mostProducts = 64;

/** Gradients that one H·v costs, about. */
const gradientsPerProduct = 3;

/**
 * The greatest |λ| of the Hessian at the start, by which rates are fitted. Undefined where the gradient is not exact, where
 * it is 0 or not finite, or where it would take longer than anybody should wait for it.
 */
export function startCurvatureOf(
  objective: CodeObjective,
  start: Float64Array,
): number | undefined {
  if (objective.gradientKind !== "exact") return undefined;
  const began = performance.now();
  objective.valueAndGradient(start, new Float64Array(start.length));
  const gradientTime = performance.now() - began;
  const products = start.length <= exactCurvatureUpTo ? start.length : mostProducts;
  if (gradientTime * gradientsPerProduct * products > patience) return undefined;
  const { largest, smallest } = curvatureAt(objective, start);
  const size = Math.max(Math.abs(largest), Math.abs(smallest));
  return size > 0 && Number.isFinite(size) ? size : undefined;
}
