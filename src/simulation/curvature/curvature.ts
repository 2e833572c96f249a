// simulation/curvature: how the loss bends where a run went.
// What enters: an objective, points, and σ there. What leaves: eigenvalues of H and of σ⁻¹H, all of them for few
// parameters, the ends by Lanczos for many.
// Who may call: the runner and the diagnosis.

import { extremeEigenvalues } from "./lanczos";
import type { Objective } from "../../objective/objective";
import { symmetricEigen } from "./symmetricEigen";

/** Up to this many parameters the Hessian is formed and all its eigenvalues are computed. */
export const exactCurvatureUpTo = 50;

/** The lecture's threshold: a gradient norm below this counts as zero. */
export const criticalGradientNorm = 1e-3;

/** The Hessian H at one point, and σ⁻¹H, each of its rows divided by the σ of its parameter. */
export interface Curvature {
  readonly largest: number;
  readonly smallest: number;
  /** Largest |λ| over smallest |λ|; Infinity for a singular H. */
  readonly condition: number;
  /** Largest eigenvalue of σ⁻¹H: what η is up against. Absent without a σ. */
  readonly scaledLargest?: number;
  /** The *minimum ratio*: the share of positive eigenvalues; absent where only the ends are known. */
  readonly minimumRatio?: number;
  /** Ascending; absent where only the ends are known. */
  readonly eigenvalues?: Float64Array;
}

/**
 * Curvature at θ. σ⁻¹H is similar to the symmetric σ^(−1/2)·H·σ^(−1/2), so its eigenvalues are
 * real. Exact to 50 parameters; above, the ends by Lanczos on H·v, and `condition` is then
 * largest/smallest magnitude of the two ends (a lower bound).
 */
export function curvatureAt(
  objective: Objective,
  theta: Float64Array,
  sigma?: Float64Array,
): Curvature {
  return objective.dimension <= exactCurvatureUpTo
    ? exactCurvature(objective.hessian(theta), objective.dimension, sigma)
    : curvatureEnds(objective, theta, sigma);
}

function exactCurvature(hessian: Float64Array, n: number, sigma?: Float64Array): Curvature {
  const { values } = symmetricEigen(hessian, n);
  const sizes = values.map(Math.abs).sort();
  return {
    largest: values[n - 1]!,
    smallest: values[0]!,
    condition: sizes[n - 1]! / sizes[0]!,
    minimumRatio: values.filter((value) => value > 0).length / n,
    eigenvalues: values,
    ...(sigma && { scaledLargest: largestScaled(hessian, n, sigma) }),
  };
}

/** λmax(σ⁻¹H) of a Hessian given row-major. */
function largestScaled(hessian: Float64Array, n: number, sigma: Float64Array): number {
  const root = sigma.map((value) => 1 / Math.sqrt(value));
  const scaled = hessian.map((entry, k) => entry * root[Math.floor(k / n)]! * root[k % n]!);
  return symmetricEigen(scaled, n).values[n - 1]!;
}

function curvatureEnds(objective: Objective, theta: Float64Array, sigma?: Float64Array): Curvature {
  const product = (vector: Float64Array, result: Float64Array): void =>
    objective.hessianVectorProduct(theta, vector, result);
  const ends = extremeEigenvalues(product, objective.dimension);
  const sizes = [Math.abs(ends.smallest), Math.abs(ends.largest)];
  const condition = Math.max(...sizes) / Math.min(...sizes);
  if (!sigma) return { ...ends, condition };
  const [same] = sigma;
  if (sigma.every((value) => value === same)) {
    return { ...ends, condition, scaledLargest: ends.largest / same! };
  }
  const root = sigma.map((value) => 1 / Math.sqrt(value));
  const scaled = extremeEigenvalues((vector, result) => {
    product(
      vector.map((entry, i) => entry * root[i]!),
      result,
    );
    for (let i = 0; i < result.length; i++) result[i] = result[i]! * root[i]!;
  }, objective.dimension);
  return { ...ends, condition, scaledLargest: scaled.largest };
}
