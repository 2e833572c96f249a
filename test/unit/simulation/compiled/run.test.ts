import { describe, expect, test } from "vitest";
import type { ElementOptimizer, VectorOptimizer } from "../../../../src/optimizers/optimizer";
import type { Objective } from "../../../../src/objective/objective";
import { createRun } from "../../../../src/simulation/compiled/run";
import { runToEnd } from "../../../runToEnd";
import type { RunPlan } from "../../../../src/simulation/run/runPlan";

/** L = a·x² + b·y². */
function bowl(a: number, b: number): Objective {
  return {
    dimension: 2,
    gradientKind: "exact",
    value: ([x, y]) => a * x! * x! + b * y! * y!,
    valueAndGradient([x, y], gradient) {
      gradient[0] = 2 * a * x!;
      gradient[1] = 2 * b * y!;
      return a * x! * x! + b * y! * y!;
    },
    hessian: () => Float64Array.of(2 * a, 0, 0, 2 * b),
    hessianVectorProduct(_theta, vector, result) {
      result[0] = 2 * a * vector[0]!;
      result[1] = 2 * b * vector[1]!;
    },
  };
}

const described = {
  label: "",
  description: "",
  source: "",
  family: "yours" as const,
  year: 2000,
  learningRate: { default: 1, min: 0, max: 10, help: "" },
  hyperparameters: {},
};

const descent: ElementOptimizer = {
  ...described,
  id: "descent",
  kind: "element",
  state: {},
  update: ({ gradient }) => ({ m: gradient, sigma: 1, state: {} }),
};

const heavyBall: ElementOptimizer<Record<string, never>, { v: number }> = {
  ...described,
  id: "heavyBall",
  kind: "element",
  state: { v: 0 },
  update({ gradient }, { v }) {
    const next = 0.5 * v + gradient;
    return { m: next, sigma: 2, decay: 0.5, state: { v: next } };
  },
};

const rate = (at: (t: number) => number, observe: (loss: number) => void = () => undefined) => {
  return () => ({ rateAt: at, observe });
};

function plan(overrides: Partial<RunPlan> = {}): RunPlan {
  return {
    objective: bowl(1, 10),
    optimizer: descent,
    hyperparameters: {},
    startRate: rate(() => 0.01),
    extras: {},
    start: Float64Array.of(1, 1),
    steps: 3,
    ...overrides,
  };
}

describe("the reference run", () => {
  test("row t holds θ^t, what is true there, and the step that leaves it", () => {
    const trace = runToEnd(plan());
    expect(trace.rows).toBe(4);
    expect(trace.stop).toEqual({ reason: "steps", step: 3 });
    // θ ← θ − 0.01·(2x, 20y): x shrinks by 0.98, y by 0.8.
    expect(trace.theta[0]![1]).toBeCloseTo(0.98, 14);
    expect(trace.theta[1]![2]).toBeCloseTo(0.64, 14);
    expect(trace.loss[1]).toBeCloseTo(0.98 ** 2 + 10 * 0.8 ** 2, 13);
    expect(trace.gradient[1]![1]).toBeCloseTo(16, 13);
    expect(trace.gradientNorm[0]).toBe(Math.sqrt(4 + 400));
    expect(trace.learningRate[2]).toBe(0.01);
    for (const column of [trace.learningRate, trace.sigma[0]!, trace.m[1]!]) {
      expect(column[3]).toBeNaN();
    }
  });

  test("one step is ((1 − η·decay)·θ) − ((η/σ)·m), the state carried", () => {
    const trace = runToEnd(plan({ optimizer: heavyBall as never, steps: 2 }));
    const first = (1 - 0.01 * 0.5) * 1 - (0.01 / 2) * 2;
    const second = (1 - 0.01 * 0.5) * first - (0.01 / 2) * (0.5 * 2 + 2 * first);
    expect([...trace.theta[0]!]).toEqual([1, first, second]);
  });

  test("slices of any size add up to the same run", () => {
    const whole = runToEnd(plan({ steps: 50 }));
    const run = createRun(plan({ steps: 50 }));
    const losses: number[] = [];
    // Loss, ‖g‖ and η; and θ, g, σ and m of the one parameter.
    const columns = 3 + 4 * whole.theta.length;
    for (let size = 1; !run.stop; size++) {
      const slice = run.advance(size);
      expect(slice.from).toBe(losses.length);
      expect(slice.loss.buffer.byteLength).toBe(slice.loss.length * columns * 8);
      losses.push(...slice.loss);
    }
    expect(losses).toEqual([...whole.loss]);
    expect(run.advance(5).loss).toHaveLength(0);
  });

  test("cancelling ends it with a row for where it is", () => {
    const run = createRun(plan({ steps: 50 }));
    run.advance(7);
    const slice = run.cancel();
    expect(slice.loss).toHaveLength(1);
    expect(slice.stop).toEqual({ reason: "cancelled", step: 7 });
    expect(run.trace().rows).toBe(8);
  });

  test("extras: clip each, clip the norm, then coupled decay; decoupled decay beside the step", () => {
    const extras = { clipValue: 8, clipNorm: 5, coupledWeightDecay: 0.5, decoupledWeightDecay: 2 };
    const trace = runToEnd(plan({ extras, steps: 1 }));
    // g = (2, 20) → (2, 8) → ·5/√68 → + 0.5·θ
    const factor = 5 / Math.sqrt(68);
    expect(trace.m[0]![0]).toBeCloseTo(2 * factor + 0.5, 14);
    expect(trace.m[1]![0]).toBeCloseTo(8 * factor + 0.5, 14);
    expect(trace.gradient[1]![0]).toBe(20);
    expect(trace.theta[1]![1]).toBeCloseTo(0.98 - 0.01 * (8 * factor + 0.5), 14);
  });
});

test("the Nesterov extra turns heavy ball into Nesterov's momentum", () => {
  const plain = { ...heavyBall, id: "plain" };
  plain.update = ({ gradient }, { v }) => {
    const next = 0.5 * v + gradient;
    return { m: next, sigma: 1, state: { v: next } };
  };
  const trace = runToEnd(plan({ optimizer: plain as never, extras: { nesterov: 0.5 }, steps: 9 }));
  // PyTorch's form: v ← μ·v + g, θ ← θ − η·(g + μ·v).
  let [x, v] = [1, 0];
  for (let t = 0; t < 9; t++) {
    v = 0.5 * v + 2 * x;
    x -= 0.01 * (2 * x + 0.5 * v);
  }
  expect(trace.theta[0]![9]).toBeCloseTo(x, 13);
});

describe("stop reasons", () => {
  test("diverged, at the step whose loss passes the limit", () => {
    const trace = runToEnd(plan({ startRate: rate(() => 10), steps: 1000 }));
    // y grows by |1 − 10·20| = 199 a step: 10·199^(2t) > 1e60·12 first at t = 14.
    expect(trace.stop).toEqual({ reason: "diverged", step: 14 });
  });

  test("nonFinite at the start and later", () => {
    const start = Float64Array.of(NaN, 1);
    expect(runToEnd(plan({ start })).stop).toEqual({ reason: "nonFinite", step: 0 });
    const startRate = rate((t) => (t === 4 ? Infinity : 0.01));
    const trace = runToEnd(plan({ startRate, steps: 9 }));
    expect(trace.stop).toEqual({ reason: "nonFinite", step: 5 });
    expect(trace.rows).toBe(6);
  });

  test("converged at the tolerance, or when nothing can change", () => {
    const trace = runToEnd(plan({ steps: 10_000, tolerance: 1e-3 }));
    expect(trace.stop.reason).toBe("converged");
    expect(trace.gradientNorm.at(-1)).toBeLessThanOrEqual(1e-3);
    expect(trace.gradientNorm.at(-2)).toBeGreaterThan(1e-3);
    const still = runToEnd(plan({ start: Float64Array.of(0, 0) }));
    expect(still.stop).toEqual({ reason: "converged", step: 0 });
  });

  test("a zero gradient with momentum left is not the end", () => {
    const objective: Objective = {
      ...bowl(1, 1),
      valueAndGradient(theta, gradient) {
        gradient.fill(theta[0]! > 0 ? 1 : 0);
        return 0;
      },
    };
    const start = Float64Array.of(0.001, 0);
    const trace = runToEnd(
      plan({
        objective,
        optimizer: heavyBall as never,
        start,
        steps: 5,
        startRate: rate(() => 1),
      }),
    );
    expect(trace.stop).toEqual({ reason: "steps", step: 5 });
  });
});

describe("methods, rates and gradients of every kind", () => {
  test("a whole-vector method: Newton's step lands on the optimum; its evaluations count", () => {
    const newton: VectorOptimizer = {
      ...described,
      id: "newton",
      kind: "vector",
      coupling: "the Hessian",
      initialState: () => undefined,
      update(step) {
        const h = step.hessian(step.theta);
        step.evaluate(step.theta);
        return { m: step.gradient, sigma: Float64Array.of(h[0]!, h[3]!), state: undefined };
      },
    };
    const trace = runToEnd(plan({ optimizer: newton, startRate: rate(() => 1) }));
    expect([trace.theta[0]![1], trace.theta[1]![1]]).toEqual([0, 0]);
    expect(trace.stop).toEqual({ reason: "converged", step: 1 });
    expect(trace.evaluations).toBe(4);
  });

  test("a rate that watches the loss has seen L up to θ^{t−1} when it gives η^t", () => {
    const seen: number[] = [];
    const startRate = rate(
      () => seen.length / 100,
      (loss) => void seen.push(loss),
    );
    const trace = runToEnd(plan({ startRate, steps: 3 }));
    expect(seen).toEqual([...trace.loss].slice(0, 3));
    expect([...trace.learningRate].slice(0, 3)).toEqual([0, 0.01, 0.02]);
  });

  test("noise: seeded, recorded as the gradient used, the loss exact", () => {
    const noisy = (seed: number) =>
      runToEnd(plan({ objective: bowl(1, 1), sampling: { seed, noise: 0.5 }, steps: 2000 }));
    const first = noisy(1);
    expect([...noisy(1).theta[0]!]).toEqual([...first.theta[0]!]);
    expect([...noisy(2).theta[0]!]).not.toEqual([...first.theta[0]!]);
    const residual = first.gradient[0]!.slice(0, 2000).map((g, t) => g - 2 * first.theta[0]![t]!);
    const variance = residual.reduce((sum, r) => sum + r * r, 0) / residual.length;
    // 2,000 draws give the standard deviation of the variance estimate 0.25·√(2/2000) ≈ 0.008.
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.04);
    expect(first.loss[7]).toBe(first.theta[0]![7]! ** 2 + first.theta[1]![7]! ** 2);
  });

  test("mini-batches visit every sample once an epoch", () => {
    const visited: number[][] = [];
    const objective: Objective = {
      ...bowl(1, 1),
      samples: {
        count: 7,
        batchGradient(_theta, indices, gradient) {
          visited.push([...indices]);
          gradient.fill(0);
        },
      },
    };
    runToEnd(plan({ objective, sampling: { seed: 3, batchSize: 3 }, steps: 5 }));
    // Rows 0 to 5 each record the gradient of a batch.
    expect(visited.map((batch) => batch.length)).toEqual([3, 3, 1, 3, 3, 1]);
    for (const epoch of [visited.slice(0, 3), visited.slice(3)]) {
      expect(epoch.flat().sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });

  test("many parameters: some recorded, the rest as quantiles", () => {
    const n = 101;
    const objective: Objective = {
      dimension: n,
      gradientKind: "exact",
      value: () => 0,
      valueAndGradient(_theta, gradient) {
        gradient.forEach((_, i) => (gradient[i] = i));
        return 0;
      },
      hessian: () => new Float64Array(n * n),
      hessianVectorProduct: (_theta, _vector, result) => void result.fill(0),
    };
    const trace = runToEnd(plan({ objective, start: new Float64Array(n), record: [77] }));
    expect(trace.recorded).toContain(77);
    expect(trace.recorded.length).toBeLessThan(20);
    // The gradient is 0, 1, …, 100 in some order: its quantiles are the levels in per cent.
    expect(trace.quantiles!.gradient.map((column) => column[0])).toEqual([5, 25, 50, 75, 95]);
    expect(trace.gradient[trace.recorded.indexOf(77)]![2]).toBe(77);
  });
});
