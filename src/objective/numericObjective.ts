import type { Objective } from "./objective";

const epsilon = 2 ** -52;

/** Balances truncation (h²) against rounding (ε/h) for a central first difference. */
const firstStep = Math.cbrt(epsilon);

/** The same for a second difference: rounding is ε/h². */
const secondStep = epsilon ** 0.25;

/**
 * Central differences on a plain function.
 *
 *     ∂L/∂θᵢ ≈ (L(θ + hᵢeᵢ) − L(θ − hᵢeᵢ)) / 2hᵢ        hᵢ = ∛ε · max(1, |θᵢ|)
 *
 * The Hessian uses (L(θ+h) − 2L(θ) + L(θ−h))/h² and, off the diagonal, the four corners, with
 * h = ε^¼ · max(1, |θᵢ|); H·v differentiates the gradient along v. hᵢ is rounded to the difference
 * that θᵢ + hᵢ really makes. Evaluates L 2n + 1 times per gradient, 2n² + 1 per Hessian, 4n per H·v.
 */
export function numericObjective(
  value: (theta: Float64Array) => number,
  dimension: number,
  reason?: string,
): Objective {
  const point = new Float64Array(dimension);

  /** L with θᵢ moved by `by` (and θⱼ by `byJ`). */
  function moved(theta: Float64Array, i: number, by: number, j = -1, byJ = 0): number {
    point.set(theta);
    point[i] = point[i]! + by;
    if (j >= 0) point[j] = point[j]! + byJ;
    return value(point);
  }

  function gradient(theta: Float64Array, result: Float64Array): void {
    for (let i = 0; i < dimension; i++) {
      const h = exactStep(theta[i]!, firstStep);
      result[i] = (moved(theta, i, h) - moved(theta, i, -h)) / (2 * h);
    }
  }

  return {
    dimension,
    gradientKind: "numeric",
    ...(reason !== undefined && { reason }),
    value,
    valueAndGradient(theta, result) {
      gradient(theta, result);
      return value(theta);
    },
    hessian(theta) {
      const n = dimension;
      const result = new Float64Array(n * n);
      const here = value(theta);
      const steps = theta.map((x) => exactStep(x, secondStep));
      for (let i = 0; i < n; i++) {
        const h = steps[i]!;
        const along = moved(theta, i, h) - 2 * here + moved(theta, i, -h);
        result[i * n + i] = along / (h * h);
        for (let j = 0; j < i; j++) {
          const k = steps[j]!;
          const same = moved(theta, i, h, j, k) + moved(theta, i, -h, j, -k);
          const opposite = moved(theta, i, h, j, -k) + moved(theta, i, -h, j, k);
          result[i * n + j] = result[j * n + i] = (same - opposite) / (4 * h * k);
        }
      }
      return result;
    },
    hessianVectorProduct(theta, vector, result) {
      const length = Math.hypot(...vector);
      if (length === 0) {
        result.fill(0);
        return;
      }
      const h = (secondStep * Math.max(1, Math.hypot(...theta))) / length;
      const ahead = theta.map((x, i) => x + h * vector[i]!);
      const behind = theta.map((x, i) => x - h * vector[i]!);
      const gradientBehind = new Float64Array(dimension);
      gradient(ahead, result);
      gradient(behind, gradientBehind);
      for (let i = 0; i < dimension; i++) {
        result[i] = (result[i]! - gradientBehind[i]!) / (2 * h);
      }
    },
  };
}

/** scale · max(1, |x|), rounded so that x + h is exact. */
function exactStep(x: number, scale: number): number {
  const h = scale * Math.max(1, Math.abs(x));
  const exact = x + h - x;
  return Number.isFinite(exact) && exact > 0 ? exact : h;
}
