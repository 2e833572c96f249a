import { beforeAll, expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import type { TracedFunction } from "../../../src/objective/tracedFunction";
import { createVariants } from "../../../src/objective/variants";
import { bundler, objectiveOf } from "../languages/javascript/support";

beforeAll(bundler, 60_000);

/** x is halved until it is at most 1, n times: L = (x/2ⁿ)² + 0.1·n·y; another n is another way. */
const halving = `function loss([x, y]: number[]) {
  let n = 0;
  const steps: number[] = [];
  while (x > 1) { x /= 2; n++; steps.push(y); }
  return x * x + 0.1 * steps.reduce((a, b) => a + b, 0);
}`;

test("each way through the code becomes a variant, and a return to an old way finds it", async () => {
  const objective = await objectiveOf(halving, [[0.5, 1]]);
  const gradient = new Float64Array(2);
  for (const x of [0.5, 3, 0.7, 100, 3.5]) {
    const n = Math.max(0, Math.ceil(Math.log2(x)));
    objective.valueAndGradient(Float64Array.of(x, 1), gradient);
    expect(gradient[0]).toBeCloseTo((2 * x) / 4 ** n, 14);
    expect(gradient[1]).toBeCloseTo(0.1 * n, 14);
    expect(objective.graphAt(Float64Array.of(x, 1))?.guards.length).toBeGreaterThan(0);
  }
  expect(objective.gradientKind).toBe("exact");
});

test("code with too many ways is recorded anew at every point, still exactly", async () => {
  const objective = await objectiveOf(halving, [[0.5, 1]]);
  const gradient = new Float64Array(2);
  for (let n = 0; n < 40; n++) {
    const x = 0.75 * 2 ** n;
    const value = objective.valueAndGradient(Float64Array.of(x, 1), gradient);
    expect(value).toBeCloseTo(0.75 ** 2 + 0.1 * n, 12);
    expect(gradient[0]).toBeCloseTo((2 * x) / 4 ** n, 14);
    expect(gradient[1]).toBeCloseTo(0.1 * n, 14);
  }
  const theta = Float64Array.of(0.75 * 2 ** 30, 1);
  expect(objective.graphAt(theta)).toBeUndefined();
  expect(objective.gradientKind).toBe("exact");
  expect(objective.reason).toMatch("more than 16 ways");
  // ∂²L/∂x² = 2/4ⁿ, the rest is linear.
  expect([...objective.hessian(theta)]).toEqual([2 / 4 ** 30, 0, 0, 0]);
});

test("the Hessian of a merged branch is exact", async () => {
  const objective = await objectiveOf(
    `const huber = (r: number) => (Math.abs(r) < 1 ? 0.5 * r * r : Math.abs(r) - 0.5);
     function loss(x: number, y: number) { return huber(x) + huber(y) + x * x * y; }`,
    [0.5, 3],
  );
  // ∂²/∂x² = 1 + 2y inside the bowl, ∂²/∂x∂y = 2x, and the linear arm has no curvature.
  expect([...objective.hessian(Float64Array.of(0.5, 3))]).toEqual([7, 1, 1, 0]);
  const product = new Float64Array(2);
  objective.hessianVectorProduct(Float64Array.of(0.5, 3), Float64Array.of(1, -1), product);
  expect([...product]).toEqual([6, 1]);
});

/** L = Σ (θᵢ − k)²/2 over samples k = 0, 1, 2, recorded by hand; its trace is too long to hold. */
function unheld(sampleCount: number | undefined): TracedFunction {
  const ofSample = (theta: Float64Array, sample: number): number =>
    theta.reduce((sum, x) => sum + (x - sample) ** 2 / 2, 0);
  const meanOver = (theta: Float64Array, indices: Iterable<number>): number => {
    const values = Array.from(indices, (sample) => ofSample(theta, sample));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    plain: { sampleCount, meanOver, value: (theta) => meanOver(theta, [0, 1, 2]) },
    trace: () => ({ ok: false, failure: { reason: "too long", isTooLong: true } }),
    record(theta, gradient, sample) {
      expect(sample === undefined).toBe(sampleCount === undefined);
      const samples = sample === undefined ? [0, 1, 2] : [sample];
      const middle = samples.reduce((sum, each) => sum + each, 0) / samples.length;
      theta.forEach((x, i) => (gradient[i] = x - middle));
      return { ok: true, value: meanOver(theta, samples) };
    },
    firstDifference: () => undefined,
  };
}

test.each([undefined, 3])(
  "what is too long to be held is recorded at every point (%s samples)",
  (sampleCount) => {
    const variants = createVariants(unheld(sampleCount));
    const gradient = new Float64Array(2);
    const theta = Float64Array.of(4, -1);
    expect(variants.at(theta)).toBeUndefined();
    // Σ (4 − k)²/2 + (−1 − k)²/2 = 8 + ½ + 4.5 + 2 + 2 + 4.5
    expect(variants.valueAndGradient(theta, gradient)).toBeCloseTo(21.5 / 3, 14);
    expect([...gradient]).toEqual([3, -2]);
    const product = new Float64Array(2);
    expect(variants.hessianVectorProduct(theta, Float64Array.of(2, -3), product)).toBe(true);
    // H is the identity; the difference of two gradients of size 5 over 2h rounds by about 1e-11.
    expect(product[0]).toBeCloseTo(2, 8);
    expect(product[1]).toBeCloseTo(-3, 8);
    expect(variants.failure).toBeUndefined();
  },
);

test("of very many samples only those are traced that are asked for", () => {
  // L = mean of (x − s)² over samples s = 0, 1, …: of some of them (x − mean)² + …, with slope 2(x − mean).
  const traces: (number | undefined)[] = [];
  const sampleCount = 20_000_000;
  const plain = {
    sampleCount,
    value: ([x]: Float64Array) => x! ** 2,
    meanOver([x]: Float64Array, indices: Iterable<number>) {
      const values = Array.from(indices, (sample) => (x! - sample) ** 2);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    },
  };
  const variants = createVariants({
    plain,
    trace(_, { sample } = {}) {
      traces.push(sample);
      const k = new GraphBuilder();
      const rest = k.apply("sub", k.input(0), k.constant(sample!));
      const graph = k.build([k.apply("mul", rest, rest)], 1);
      return { ok: true, value: { graph, magnitude: 1e4, precision: Number.EPSILON } };
    },
    record: () => ({ ok: false, failure: { reason: "not needed" } }),
    firstDifference: () => undefined,
  });
  const theta = Float64Array.of(1.5);
  const gradient = new Float64Array(1);
  expect(variants.at(theta)).toBeUndefined();
  expect(variants.batchGradient(theta, Int32Array.of(0, 3, 30), gradient)).toBeCloseTo(
    (1.5 ** 2 + 1.5 ** 2 + 28.5 ** 2) / 3,
    12,
  );
  expect(gradient[0]).toBeCloseTo(2 * (1.5 - 11), 13);
  expect(variants.failure).toBeUndefined();
  expect([...new Set(traces)]).toEqual([0, 3, 30]);
});
