import { exactCurvatureUpTo } from "../curvature/curvature";
import { extremeEigenvalues, lanczos, type Apply } from "../curvature/lanczos";
import type { Objective } from "../../objective/objective";
import { euclideanNorm, hasNonFinite } from "../run/stopRule";
import { symmetricEigen } from "../curvature/symmetricEigen";
import { tridiagonalMatrix } from "../curvature/tridiagonal";

/** The loss around a point: slope, curvature, and what Newton's model makes of them. */
export interface LocalModel {
  readonly loss: number;
  readonly gradientNorm: number;
  /** Smallest and largest eigenvalue of H. */
  readonly smallest: number;
  readonly largest: number;
  /** Share of positive eigenvalues; absent above 50 parameters. */
  readonly minimumRatio?: number;
  /** |slope| along the direction of smallest curvature, in the Krylov space of g above 50 parameters. */
  readonly slopeDown: number;
  /** How far the loss could still fall by the model: ½·gᵀ|H|⁻¹g. Infinity without curvature along g. */
  readonly gap: number;
  /** −|H|⁻¹g, the way to the model's optimum. */
  readonly step: Float64Array;
}

/**
 * The model at θ; undefined where slope or curvature is not finite. Exact to 50 parameters; above,
 * |H|⁻¹g in the Krylov space of g (64 products at most), whose gap approaches the true one from below.
 */
export function localModel(objective: Objective, theta: Float64Array): LocalModel | undefined {
  const n = objective.dimension;
  const gradient = new Float64Array(n);
  const loss = objective.valueAndGradient(theta, gradient);
  if (!Number.isFinite(loss) || hasNonFinite(gradient)) return undefined;
  const point = { loss, gradientNorm: euclideanNorm(gradient) };
  if (n > exactCurvatureUpTo) {
    const model = krylovModel(gradient, point.gradientNorm, (vector, result) => {
      objective.hessianVectorProduct(theta, vector, result);
    });
    return model && { ...point, ...model };
  }
  const hessian = objective.hessian(theta);
  if (hasNonFinite(hessian)) return undefined;
  const { values, vectors } = symmetricEigen(hessian, n);
  const slopes = vectors.map((vector) =>
    vector.reduce((sum, entry, i) => sum + entry * gradient[i]!, 0),
  );
  return {
    ...point,
    smallest: values[0]!,
    largest: values[n - 1]!,
    minimumRatio: values.filter((value) => value > 0).length / n,
    ...newtonStep(values, slopes, vectors),
  };
}

/** Gap and step from slopes along directions in which the curvature is known. */
function newtonStep(
  curvatures: Float64Array,
  slopes: readonly number[],
  directions: readonly Float64Array[],
): Pick<LocalModel, "gap" | "step" | "slopeDown"> {
  const step = new Float64Array(directions[0]?.length ?? 0);
  let gap = 0;
  directions.forEach((direction, k) => {
    const slope = slopes[k]!;
    if (slope === 0) return;
    const length = slope / Math.abs(curvatures[k]!);
    gap += (slope * length) / 2;
    direction.forEach((entry, i) => (step[i] = step[i]! - length * entry));
  });
  return { gap, step, slopeDown: Math.abs(slopes[0] ?? 0) };
}

function krylovModel(
  gradient: Float64Array,
  gradientNorm: number,
  apply: Apply,
): Pick<LocalModel, "smallest" | "largest" | "slopeDown" | "gap" | "step"> | undefined {
  const n = gradient.length;
  const ends = extremeEigenvalues(apply, n);
  if (!Number.isFinite(ends.largest)) return undefined;
  if (gradientNorm === 0) return { ...ends, slopeDown: 0, gap: 0, step: new Float64Array(n) };
  const krylov = lanczos(apply, gradient);
  if (!krylov) return undefined;
  const { basis } = krylov;
  const { values, vectors } = symmetricEigen(tridiagonalMatrix(krylov), basis.length);
  const directions = vectors.map((vector) => {
    const direction = new Float64Array(n);
    basis.forEach((q, k) => {
      for (let i = 0; i < n; i++) direction[i] = direction[i]! + vector[k]! * q[i]!;
    });
    return direction;
  });
  const slopes = vectors.map((vector) => gradientNorm * vector[0]!);
  const model = newtonStep(values, slopes, directions);
  // The way down is out of sight of g where its Krylov space does not reach the smallest curvature.
  const inSight = Math.abs(values[0]! - ends.smallest) <= 0.1 * Math.abs(ends.smallest);
  return { ...ends, ...model, slopeDown: inSight ? model.slopeDown : 0 };
}
