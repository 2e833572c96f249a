import { describe, expect, test } from "vitest";
import { adagrad, adam, gd, momentum, rmsprop } from "../../../../src/optimizers/index";
import { defaultValues } from "../../../../src/optimizers/hyperparameter";
import type { HyperparameterValue, Optimizer } from "../../../../src/optimizers/optimizer";
import { curvatureAt } from "../../../../src/simulation/curvature/curvature";
import { curvaturePath } from "../../../../src/simulation/curvature/curvaturePath";
import { firstUnstableStep } from "../../../firstUnstableStep";
import type { Objective } from "../../../../src/objective/objective";
import { runToEnd } from "../../../runToEnd";
import { stabilityLimit } from "../../../../src/simulation/run/stabilityLimit";

/** L = ½ Σ aᵢ·θᵢ². */
function diagonalBowl(a: readonly number[]): Objective {
  const n = a.length;
  return {
    dimension: n,
    gradientKind: "exact",
    value: (theta) => a.reduce((sum, ai, i) => sum + (ai * theta[i]! ** 2) / 2, 0),
    valueAndGradient(theta, gradient) {
      a.forEach((ai, i) => (gradient[i] = ai * theta[i]!));
      return this.value(theta);
    },
    hessian: () =>
      Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) ? 0 : a[k / (n + 1)]!)),
    hessianVectorProduct: (_theta, vector, result) =>
      a.forEach((ai, i) => (result[i] = ai * vector[i]!)),
  };
}

describe("curvature at a point", () => {
  test("eigenvalues, condition number, minimum ratio, scaled by σ", () => {
    const curvature = curvatureAt(
      diagonalBowl([4, -1, 10]),
      new Float64Array(3),
      Float64Array.of(1, 1, 100),
    );
    expect(curvature.largest).toBe(10);
    expect(curvature.smallest).toBe(-1);
    expect(curvature.condition).toBe(10);
    expect(curvature.minimumRatio).toBe(2 / 3);
    expect(curvature.scaledLargest).toBeCloseTo(4, 12);
  });

  test("above 50 parameters: the ends by Lanczos", () => {
    const a = Array.from({ length: 300 }, (_, i) => -3 + (i * 50) / 299);
    const sigma = Float64Array.from(a, (_, i) => 1 + (i === 299 ? 9 : 0));
    const curvature = curvatureAt(diagonalBowl(a), new Float64Array(300), sigma);
    // An evenly spread spectrum is Lanczos' hard case; 64 steps give its ends to 1e-4.
    expect(Math.abs(curvature.largest - 47)).toBeLessThan(0.01);
    expect(Math.abs(curvature.smallest + 3)).toBeLessThan(0.01);
    expect(Math.abs(curvature.scaledLargest! - a[298]!)).toBeLessThan(0.02);
    expect(curvature.minimumRatio).toBeUndefined();
  });
});

describe("the stability limit of a method, measured on it", () => {
  const limit = (
    optimizer: unknown,
    changes: Record<string, HyperparameterValue> = {},
    extras = {},
  ) => {
    const method = optimizer as Optimizer;
    const values = { ...defaultValues(method.hyperparameters), ...changes };
    return stabilityLimit(method, values, 0.1, extras);
  };

  test.each([
    ["gradient descent", limit(gd), 2],
    ["Adagrad", limit(adagrad), 2],
    ["RMSProp", limit(rmsprop), 2],
    ["heavy ball 2(1+β)", limit(momentum, { momentum: 0.9 }), 3.8],
    ["Nesterov 2(1+β)/(1+2β)", limit(momentum, { momentum: 0.9 }, { nesterov: 0.9 }), 3.8 / 2.8],
    ["Adam 2(1+β)/(1−β)", limit(adam, { beta1: 0.9 }), 38],
    ["RMSProp with momentum", limit(rmsprop, { momentum: 0.5 }), 3],
  ])("%s", (_name, measured, expected) => {
    // The measurement stops when it moves by less than 1e-7 in 500 steps.
    expect(Math.abs(measured! / expected - 1)).toBeLessThan(1e-4);
  });

  test("is where runs on a bowl turn from shrinking to growing", () => {
    const grows = (beta: number, rate: number, nesterov?: number) => {
      const trace = runToEnd({
        objective: diagonalBowl([1]),
        optimizer: momentum,
        hyperparameters: { momentum: beta, convention: "pytorch" },
        startRate: () => ({ rateAt: () => rate }),
        extras: nesterov === undefined ? {} : { nesterov },
        start: Float64Array.of(1),
        steps: 4000,
      });
      return trace.loss.at(-1)! > 1;
    };
    for (const [beta, nesterov] of [[0], [0.5], [0.9], [0.8, 0.8]] as const) {
      const edge = limit(momentum, { momentum: beta }, nesterov === undefined ? {} : { nesterov })!;
      expect(grows(beta, edge * 1.01, nesterov)).toBe(true);
      expect(grows(beta, edge * 0.99, nesterov)).toBe(false);
    }
  });

  test("none for a method whose m is a sign", () => {
    const sign = {
      ...(gd as unknown as Extract<Optimizer, { kind: "element" }>),
      update: ({ gradient }: { gradient: number }) => ({
        m: Math.sign(gradient),
        sigma: 1,
        state: {},
      }),
    };
    expect(limit(sign)).toBeUndefined();
  });
});

describe("along a run", () => {
  /** η grows by 1 % a step on L = ½θ²: the stability number is η^t itself. */
  const trace = runToEnd({
    objective: diagonalBowl([1, 0.1]),
    optimizer: gd,
    hyperparameters: {},
    startRate: () => ({ rateAt: (t: number) => 0.01 * 1.001 ** t }),
    extras: {},
    start: Float64Array.of(1, 1),
    steps: 5400,
  });

  test("the first step above the limit", () => {
    // 0.01·1.001^t > 2 first at t = ⌈ln 200 / ln 1.001⌉ = 5301.
    expect(firstUnstableStep(diagonalBowl([1, 0.1]), trace, 2)).toBe(5301);
    expect(firstUnstableStep(diagonalBowl([1, 0.1]), trace, 3)).toBeUndefined();
  });

  test("few rows, closer where the number changes", () => {
    const path = curvaturePath(diagonalBowl([1, 0.1]), trace);
    expect(path.rows.length).toBeLessThanOrEqual(400);
    path.rows.forEach((row, k) => {
      if (row < 5400) expect(path.stability[k]).toBeCloseTo(0.01 * 1.001 ** row, 10);
      expect(path.condition[k]).toBeCloseTo(10, 10);
    });
    const ratios = path.stability.slice(1, -1).map((value, k) => value / path.stability[k]!);
    expect(Math.max(...ratios)).toBeLessThan(1.16);
  });
});
