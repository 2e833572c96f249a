import { numericObjective } from "../../../src/objective/numericObjective";
import type { Objective } from "../../../src/objective/objective";

/** A loss with the gradient derived by hand. */
export interface TestFunction {
  readonly start: readonly number[];
  readonly value: (theta: Float64Array) => number;
  readonly gradient: (theta: Float64Array) => number[];
}

/** (1 − x)² + 100·(y − x²)². */
export const rosenbrock: TestFunction = {
  start: [-1.2, 1],
  value: (p) => (1 - p[0]!) ** 2 + 100 * (p[1]! - p[0]! ** 2) ** 2,
  gradient(p) {
    const [x, y] = [p[0]!, p[1]!];
    const valley = y - x * x;
    return [-2 * (1 - x) - 400 * x * valley, 200 * valley];
  },
};

/** (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)². */
export const beale: TestFunction = {
  start: [0.5, -0.4],
  value(p) {
    const [x, y] = [p[0]!, p[1]!];
    return [1.5, 2.25, 2.625].reduce((sum, c, k) => sum + (c - x + x * y ** (k + 1)) ** 2, 0);
  },
  gradient(p) {
    const [x, y] = [p[0]!, p[1]!];
    let [dx, dy] = [0, 0];
    [1.5, 2.25, 2.625].forEach((c, k) => {
      const residual = c - x + x * y ** (k + 1);
      dx += 2 * residual * (y ** (k + 1) - 1);
      dy += 2 * residual * x * (k + 1) * y ** k;
    });
    return [dx, dy];
  },
};

const stiffness = [1, 5, 30, 200, 1000];

/** ½ Σ cᵢ(pᵢ − pᵢ₊₁/2)², condition number about 1000. */
export const quadratic: TestFunction = {
  start: [1, -0.8, 0.6, 1.5, -1.1],
  value: (p) =>
    stiffness.reduce((sum, c, i) => sum + 0.5 * c * (p[i]! - 0.5 * (p[i + 1] ?? 0)) ** 2, 0),
  gradient(p) {
    const result = [0, 0, 0, 0, 0];
    stiffness.forEach((c, i) => {
      const residual = c * (p[i]! - 0.5 * (p[i + 1] ?? 0));
      result[i]! += residual;
      if (i < 4) result[i + 1]! -= 0.5 * residual;
    });
    return result;
  },
};

const samples = [
  [0.5, 1.2, 1],
  [-1, 0.3, 0],
  [2, -0.7, 1],
  [-0.4, -1.5, 0],
  [1.1, 0.8, 0],
  [-2.2, 0.9, 0],
  [0.3, 2.1, 1],
  [-0.6, 0.4, 1],
] as const;

/** Mean logistic loss of w₁x₁ + w₂x₂ + b. */
export const logistic: TestFunction = {
  start: [0.2, -0.3, 0.1],
  value(p) {
    const losses = samples.map(([a, b, y]) => {
      const z = p[0]! * a + p[1]! * b + p[2]!;
      return Math.log(1 + Math.exp(z)) - y * z;
    });
    return losses.reduce((sum, loss) => sum + loss, 0) / samples.length;
  },
  gradient(p) {
    const result = [0, 0, 0];
    for (const [a, b, y] of samples) {
      const z = p[0]! * a + p[1]! * b + p[2]!;
      const residual = (1 / (1 + Math.exp(-z)) - y) / samples.length;
      result[0]! += residual * a;
      result[1]! += residual * b;
      result[2]! += residual;
    }
    return result;
  },
};

/** (x² + y − 11)² + (x + y² − 7)²: four minima of 0. */
export const himmelblau: TestFunction = {
  start: [0, 0],
  value: (p) => (p[0]! ** 2 + p[1]! - 11) ** 2 + (p[0]! + p[1]! ** 2 - 7) ** 2,
  gradient(p) {
    const [x, y] = [p[0]!, p[1]!];
    const [a, b] = [x * x + y - 11, x + y * y - 7];
    return [4 * a * x + 2 * b, 2 * a + 4 * b * y];
  },
};

/** ½·(x² + 2y² + 3z²). */
export const bowl: TestFunction = {
  start: [1, -0.8, 0.6],
  value: (p) => 0.5 * p.reduce((sum, x, i) => sum + (i + 1) * x * x, 0),
  gradient: (p) => Array.from(p, (x, i) => (i + 1) * x),
};

/** A test function as the run takes it; its Hessian is numeric. */
export function objectiveOf({ value, gradient, start }: TestFunction): Objective {
  return {
    ...numericObjective(value, start.length),
    gradientKind: "exact",
    valueAndGradient(theta, result) {
      result.set(gradient(theta));
      return value(theta);
    },
  };
}
