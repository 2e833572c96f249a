import { beforeAll, expect, test } from "vitest";
import { bundler, objectiveOf } from "./support";

// An infinite slope in an arm that is not taken is never multiplied by its zero: 0 · ∞ is no number. Each loss is one of
// x and y; the gradient by x is that of what is taken, by hand, and that by y is 2y of the rest.

beforeAll(bundler, 60_000);

const data = `const D = Array.from({ length: 70 }, (_, i) => i % 7);
  const mix = (h) => h.map((_, j) => h.reduce((z, v, i) => z + v * (0.1 + 0.01 * i * j), 0));`;

/** At x = 0 unless said, all arms with an infinite slope there are not taken. */
const losses: Readonly<Record<string, readonly [body: string, slope: number, x?: number]>> = {
  "a root": ["(x > 0 ? Math.sqrt(x) : 3 * x)", 3],
  "a root of a negative number": ["(x > 0 ? Math.sqrt(x) : 3 * x)", 3, -1],
  "a logarithm": ["(x > 0 ? x * Math.log(x) : 3 * x)", 3],
  "a power": ["(x <= 0 ? 3 * x : Math.pow(x, 0.3))", 3],
  "an arccosine": ["(x < 0 ? Math.acos(1 + x) : 3 * x)", 3],
  "a quotient": ["(x !== 0 ? Math.sin(x) / x : 1)", 0],
  "an exponential beyond all numbers": ["(x > 30 ? x : Math.log1p(Math.exp(x)))", 1, 800],
  "the length of a vector": ["(x * x > 0 ? Math.sqrt(x * x) : 0)", 0],
  // Σ 3·d over 70 numbers of 0 … 6 is 3 · 210.
  "a loop over data": [
    "D.reduce((s, d) => s + (x * d > 0 ? Math.sqrt(x * d) : 3 * x * d), 0)",
    630,
  ],
  "a loop over data, some of which decide": [
    "D.reduce((s, d) => s + (d > 3 ? Math.log((d - 3) * (x + 1)) : 0), 0)",
    30,
  ],
  "a sum that is not taken": ["(x > 0 ? D.reduce((s, d) => s + Math.sqrt(x * d), 0) : 3 * x)", 3],
  "a matrix that is not taken": [
    `(() => { const M = D.map((d, i) => D.reduce((s, e) => s + Math.sqrt(x * d * e) * i, 0));
      return M.reduce((s, m) => s + (x > 0 ? m : x), 0); })()`,
    70,
  ],
  // Its first step has the slope 3 · Σ j of what it begins with, which the others leave.
  "steps that carry what is taken in each": [
    `(() => { let h = [1, 2, 3, 4, 5, 6, 7, 8].map((j) => 3 * j * x); let s = 0;
      for (const d of D) { h = mix(h).map((z, j) => (z > 0 ? Math.sqrt(z) : 3 * j * x)); s += h[1]; }
      return s; })()`,
    210,
  ],
  "steps none of which is taken": [
    `(() => { let h = [1, 2, 3, 4, 5, 6, 7, 8].map((j) => j * x);
      for (const d of D) h = mix(h).map(Math.sqrt);
      return x > 0 ? h[0] + h[1] : 3 * x; })()`,
    3,
  ],
  "a sum of steps that is not taken": [
    `(() => { let h = [1, 2, 3, 4, 5, 6, 7, 8].map((j) => j * x); let s = 0;
      for (const d of D) { h = mix(h).map(Math.tanh); s += Math.sqrt(h[1]); }
      return (x > 0 ? s : 3 * x) + (x > 1 ? h[0] : x); })()`,
    4,
  ],
};

test.each(Object.entries(losses))("%s", async (_, [body, slope, x = 0]) => {
  const text = `${data}\nexport function loss(x, y) { return ${body} + y * y; }`;
  const theta = [x, 0.5];
  const objective = await objectiveOf(text, theta, { path: "/project/loss.js" });
  const gradient = new Float64Array(2);
  objective.valueAndGradient(Float64Array.from(theta), gradient);
  expect(objective.gradientKind).toBe("exact");
  expect(gradient[0]).toBeCloseTo(slope, 9);
  expect(gradient[1]).toBe(1);
});

test("samples that share a program, one by one and together", async () => {
  const text = `${data}\nexport function loss(x, y, d) {
    return (d > 3 ? Math.log((d - 3) * (x + 1)) : 3 * x) + (x * d > 0 ? Math.sqrt(x * d) : d * x) + y * y; }`;
  const wanted = { path: ["loss"], isDefault: false, samples: "D" };
  const objective = await objectiveOf(text, [0, 0.5], { path: "/project/loss.js", wanted });
  const theta = Float64Array.of(0, 0.5);
  const gradient = new Float64Array(2);
  objective.valueAndGradient(theta, gradient);
  // Of each seven, three have the slope 1 and four the slope 3, and the mean of 0 … 6 is 3.
  expect(gradient[0]).toBeCloseTo(15 / 7 + 3, 12);
  for (const [indices, slope] of [
    [[0], 3],
    [[5], 6],
    [[0, 5, 6, 1], (3 + 6 + 7 + 4) / 4],
  ] as const) {
    objective.samples!.batchGradient(theta, Int32Array.from(indices), gradient);
    expect(gradient[0]).toBeCloseTo(slope, 12);
    expect(gradient[1]).toBe(1);
  }
  expect(objective.gradientKind).toBe("exact");
});
