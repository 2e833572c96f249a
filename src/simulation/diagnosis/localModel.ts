import { exactCurvatureUpTo } from "../curvature";
import type { Objective } from "../objective";
import { euclideanNorm, hasNonFinite } from "../stopRule";
import { symmetricEigen } from "../symmetricEigen";

/** The loss around a point: slope, curvature, and what Newton's model makes of them. */
export interface LocalModel {
  readonly loss: number;
  readonly gradientNorm: number;
  /** Ascending eigenvalues of H; absent above 50 parameters. */
  readonly eigenvalues?: Float64Array;
  readonly minimumRatio?: number;
  /**
   * How far the loss could still fall by the model: ½·gᵀ|H|⁻¹g, or above 50 parameters
   * (gᵀg)²/(2·gᵀHg), which a step along g would gain. Infinity without curvature along g.
   */
  readonly gap: number;
  /** ‖|H|⁻¹g‖, how far away the model's optimum is. */
  readonly distance: number;
}

/** The exact model at θ; undefined where slope or curvature is not finite. */
export function localModel(objective: Objective, theta: Float64Array): LocalModel | undefined {
  const n = objective.dimension;
  const gradient = new Float64Array(n);
  const loss = objective.valueAndGradient(theta, gradient);
  if (!Number.isFinite(loss) || hasNonFinite(gradient)) return undefined;
  const gradientNorm = euclideanNorm(gradient);
  if (n > exactCurvatureUpTo) return alongGradient(objective, theta, loss, gradient, gradientNorm);
  const hessian = objective.hessian(theta);
  if (hasNonFinite(hessian)) return undefined;
  const { values, vectors } = symmetricEigen(hessian, n);
  let gap = 0;
  let square = 0;
  vectors.forEach((vector, k) => {
    const slope = vector.reduce((sum, entry, i) => sum + entry * gradient[i]!, 0);
    if (slope === 0) return;
    const step = slope / Math.abs(values[k]!);
    gap += (slope * step) / 2;
    square += step * step;
  });
  const minimumRatio = values.filter((value) => value > 0).length / n;
  return {
    loss,
    gradientNorm,
    eigenvalues: values,
    minimumRatio,
    gap,
    distance: Math.sqrt(square),
  };
}

function alongGradient(
  objective: Objective,
  theta: Float64Array,
  loss: number,
  gradient: Float64Array,
  gradientNorm: number,
): LocalModel {
  const image = new Float64Array(gradient.length);
  objective.hessianVectorProduct(theta, gradient, image);
  const square = gradientNorm * gradientNorm;
  const bend = Math.abs(gradient.reduce((sum, g, i) => sum + g * image[i]!, 0));
  const gap = square === 0 ? 0 : (square * square) / (2 * bend);
  return { loss, gradientNorm, gap, distance: square === 0 ? 0 : (square * gradientNorm) / bend };
}
