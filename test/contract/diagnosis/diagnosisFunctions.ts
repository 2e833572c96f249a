import { numericObjective } from "../../../src/objective/numericObjective";
import type { Objective } from "../../../src/objective/objective";

interface ByHand {
  readonly dimension: number;
  value(theta: Float64Array): number;
  gradient(theta: Float64Array): readonly number[];
  hessian(theta: Float64Array): readonly number[];
}

/** An objective from derivatives written by hand. */
function byHand(hand: ByHand): Objective {
  const n = hand.dimension;
  return {
    dimension: n,
    gradientKind: "exact",
    value: (theta) => hand.value(theta),
    valueAndGradient(theta, result) {
      result.set(hand.gradient(theta));
      return hand.value(theta);
    },
    hessian: (theta) => Float64Array.from(hand.hessian(theta)),
    hessianVectorProduct(theta, vector, result) {
      const h = hand.hessian(theta);
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += h[i * n + j]! * vector[j]!;
        result[i] = sum;
      }
    },
  };
}

const { exp, tanh } = Math;

/** L = ½ Σ λᵢ·θᵢ². */
export function bowl(...lambda: number[]): Objective {
  const n = lambda.length;
  return byHand({
    dimension: n,
    value: (theta) => lambda.reduce((sum, l, i) => sum + (l * theta[i]! ** 2) / 2, 0),
    gradient: (theta) => lambda.map((l, i) => l * theta[i]!),
    hessian: () =>
      Array.from({ length: n * n }, (_, k) => (k % (n + 1) ? 0 : lambda[k / (n + 1)]!)),
  });
}

/** A function of one parameter with its two derivatives. */
function oneDimensional(
  value: (x: number) => number,
  slope: (x: number) => number,
  bend: (x: number) => number,
): Objective {
  return byHand({
    dimension: 1,
    value: ([x]) => value(x!),
    gradient: ([x]) => [slope(x!)],
    hessian: ([x]) => [bend(x!)],
  });
}

/** Minimum 0 at (1, 1), along a crescent. */
export const rosenbrock = byHand({
  dimension: 2,
  value: ([x, y]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x!) - 400 * x! * (y! - x! ** 2), 200 * (y! - x! ** 2)],
  hessian: ([x, y]) => [2 - 400 * y! + 1200 * x! ** 2, -400 * x!, -400 * x!, 200],
});

/** Four minima, all of value 0. */
export const himmelblau = byHand({
  dimension: 2,
  value: ([x, y]) => (x! ** 2 + y! - 11) ** 2 + (x! + y! ** 2 - 7) ** 2,
  gradient: ([x, y]) => [
    4 * x! * (x! ** 2 + y! - 11) + 2 * (x! + y! ** 2 - 7),
    2 * (x! ** 2 + y! - 11) + 4 * y! * (x! + y! ** 2 - 7),
  ],
  hessian: ([x, y]) => [
    12 * x! ** 2 + 4 * y! - 42,
    4 * x! + 4 * y!,
    4 * x! + 4 * y!,
    12 * y! ** 2 + 4 * x! - 26,
  ],
});

/** (x² − 1)² + 0.3·x: minima near −1 (loss −0.31) and near +1 (loss +0.29). */
export const tiltedWell = oneDimensional(
  (x) => (x * x - 1) ** 2 + 0.3 * x,
  (x) => 4 * x * (x * x - 1) + 0.3,
  (x) => 12 * x * x - 4,
);

/** ¼(x² − 1)²: minima ±1 with curvature 2, both of value 0. */
export const doubleWell = oneDimensional(
  (x) => (x * x - 1) ** 2 / 4,
  (x) => x * (x * x - 1),
  (x) => 3 * x * x - 1,
);

export const quartic = oneDimensional(
  (x) => x ** 4,
  (x) => 4 * x ** 3,
  (x) => 12 * x * x,
);

export const kink = oneDimensional(Math.abs, Math.sign, () => 0);

/** x − ln x, defined for x > 0 only; minimum at 1. */
export const barrier = oneDimensional(
  (x) => x - Math.log(x),
  (x) => 1 - 1 / x,
  (x) => 1 / (x * x),
);

/** −e^(−x²): a well in a flat plain. */
export const gaussianWell = oneDimensional(
  (x) => -exp(-x * x),
  (x) => 2 * x * exp(-x * x),
  (x) => (2 - 4 * x * x) * exp(-x * x),
);

export const gaussianWell2 = byHand({
  dimension: 2,
  value: ([x, y]) => -exp(-(x! * x!) - y! * y!),
  gradient: ([x, y]) => {
    const e = exp(-(x! * x!) - y! * y!);
    return [2 * x! * e, 2 * y! * e];
  },
  hessian: ([x, y]) => {
    const e = exp(-(x! * x!) - y! * y!);
    return [(2 - 4 * x! * x!) * e, -4 * x! * y! * e, -4 * x! * y! * e, (2 - 4 * y! * y!) * e];
  },
});

const logistic = (x: number) => 1 / (1 + exp(-x));

/** A neuron's output: flat on both sides. */
export const sigmoid = oneDimensional(
  logistic,
  (x) => logistic(x) * logistic(-x),
  (x) => logistic(x) * logistic(-x) * (1 - 2 * logistic(x)),
);

/** tanh²: minimum 0 at 0, saturated far out. */
export const saturated = oneDimensional(
  (x) => tanh(x) ** 2,
  (x) => 2 * tanh(x) * (1 - tanh(x) ** 2),
  (x) => 2 * (1 - tanh(x) ** 2) * (1 - 3 * tanh(x) ** 2),
);

/** Steps: the gradient is zero wherever it exists. */
export const staircase = oneDimensional(
  (x) => Math.floor(x) ** 2,
  () => 0,
  () => 0,
);

/** x² − y². */
export const hyperbolic = byHand({
  dimension: 2,
  value: ([x, y]) => x! ** 2 - y! ** 2,
  gradient: ([x, y]) => [2 * x!, -2 * y!],
  hessian: () => [2, 0, 0, -2],
});

/** x² + ¼y⁴ − ½y²: a saddle at 0 between minima at (0, ±1). */
export const pass = byHand({
  dimension: 2,
  value: ([x, y]) => x! ** 2 + y! ** 4 / 4 - y! ** 2 / 2,
  gradient: ([x, y]) => [2 * x!, y! ** 3 - y!],
  hessian: ([, y]) => [2, 0, 0, 3 * y! ** 2 - 1],
});

/** ½ Σ (x⁴ − 16x² + 5x): in each coordinate minima at −2.9035 (−39.2) and 2.7468 (−25.0). */
export const styblinskiTang = byHand({
  dimension: 2,
  value: (theta) => theta.reduce((sum, x) => sum + (x ** 4 - 16 * x * x + 5 * x) / 2, 0),
  gradient: (theta) => [...theta].map((x) => 2 * x ** 3 - 16 * x + 2.5),
  hessian: ([x, y]) => [6 * x! * x! - 16, 0, 0, 6 * y! * y! - 16],
});

const turn = 2 * Math.PI;

/** Many minima near the integers; the lowest at 0. */
export const rastrigin = byHand({
  dimension: 2,
  value: (theta) => theta.reduce((sum, x) => sum + x * x + 10 - 10 * Math.cos(turn * x), 0),
  gradient: (theta) => [...theta].map((x) => 2 * x + 10 * turn * Math.sin(turn * x)),
  hessian: ([x, y]) => [
    2 + 10 * turn ** 2 * Math.cos(turn * x!),
    0,
    0,
    2 + 10 * turn ** 2 * Math.cos(turn * y!),
  ],
});

const featureTable = [
  [0.5, 1.2, 1],
  [-1.3, 0.4, 0],
  [2.1, -0.7, 1],
  [-0.2, -1.5, 0],
  [1.1, 0.9, 1],
  [-0.8, 0.3, 1],
  [0.4, -1.1, 0],
  [-1.9, -0.6, 0],
] as const;

/** Logistic regression on eight points with a little weight decay, so that it has a minimum. */
export const logisticRegression = numericObjective(([w, v, b]) => {
  const loss = featureTable.reduce((sum, [x, y, label]) => {
    const z = w! * x + v! * y + b!;
    return sum + Math.log1p(exp(-Math.abs(z))) + Math.max(z, 0) - label * z;
  }, 0);
  return loss / featureTable.length + 0.01 * (w! * w! + v! * v! + b! * b!);
}, 3);

const targets = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];

/** Mean of ½(θ − target)² over ten targets: batches disagree about where the minimum is. */
export const meanOfTargets: Objective = {
  ...byHand({
    dimension: 1,
    value: ([x]) => targets.reduce((sum, y) => sum + (x! - y) ** 2 / 2, 0) / targets.length,
    gradient: ([x]) => [x! - 3.9],
    hessian: () => [1],
  }),
  samples: {
    count: targets.length,
    batchGradient([x], indices, gradient) {
      gradient[0] = indices.reduce((sum, k) => sum + x! - targets[k]!, 0) / indices.length;
    },
  },
};
