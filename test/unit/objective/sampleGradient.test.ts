import { beforeAll, expect, test } from "vitest";
import { argumentsOf } from "../languages/javascript/argumentsOf";
import { gradient as gradientOf } from "../../../src/graph/passes/derivative";
import { evaluate } from "../../../src/graph/interpreter";
import { reroll } from "../../../src/graph/passes/reroll";
import { withSlots } from "../../../src/graph/slots";
import { loadLifted } from "../../../src/languages/javascript/evaluate/load";
import { openCode } from "../../../src/languages/javascript/evaluate/openCode";
import { sampleList } from "../../../src/languages/javascript/evaluate/sampleList";
import { readIntrinsics } from "../../../src/languages/javascript/realm/realm";
import { compileSample } from "../../../src/objective/sampleGradient";
import { traceGraph } from "../../../src/languages/javascript/evaluate/trace";
import { bundler, bundleText, createRealm, objectiveOf } from "../languages/javascript/support";

beforeAll(bundler, 60_000);

const text = `const DATA = [[1, 2], [2, 3], [3, 5], [4, 4]];
  function loss(w: number, b: number, [x, y]: number[]) { return (y - (w * x + b)) ** 2; }`;

test("the loss is the mean over the samples, and a batch uses some of them", async () => {
  const objective = await objectiveOf(text, [0.5, 1], { wanted: { samples: "DATA" } });
  expect(objective.reason).toBeUndefined();
  expect(objective.samples?.count).toBe(4);
  // Residuals y − (x/2 + 1): 0.5, 1, 2.5, 1.
  const theta = Float64Array.of(0.5, 1);
  const gradient = new Float64Array(2);
  expect(objective.valueAndGradient(theta, gradient)).toBe((0.25 + 1 + 6.25 + 1) / 4);
  // −2·mean(r·x) and −2·mean(r)
  expect([...gradient]).toEqual([-2 * ((0.5 + 2 + 7.5 + 4) / 4), -2 * (5 / 4)]);
  objective.samples!.batchGradient(theta, Int32Array.of(2, 0), gradient);
  expect([...gradient]).toEqual([-2 * ((7.5 + 0.5) / 2), -2 * ((2.5 + 0.5) / 2)]);
});

test("many samples make a graph that does not grow with them", async () => {
  const many = (count: number): string =>
    text.replace(
      "[[1, 2], [2, 3], [3, 5], [4, 4]]",
      `Array.from({ length: ${count} }, (_, i) => [Math.sin(i), Math.cos(i)])`,
    );
  const sizes = [];
  for (const count of [100, 1000]) {
    const objective = await objectiveOf(many(count), [0.5, 1], { wanted: { samples: "DATA" } });
    sizes.push(objective.graphAt(Float64Array.of(0.5, 1))!.operation.length);
  }
  expect(sizes[1]).toBe(sizes[0]);
});

test("samples that are no array are a fault", async () => {
  await expect(
    objectiveOf("const DATA = 3; const loss = (x: number, s: number) => x;", [1], {
      wanted: { samples: "DATA" },
    }),
  ).rejects.toThrow("samples must name an array, and this is the number 3");
});

test.each([
  ["numbers", "new Float64Array([1, 2, 4])"],
  ["whole numbers", "new Int16Array([1, 2, 4])"],
])("a typed array of %s holds samples", async (_, data) => {
  const objective = await objectiveOf(
    `const DATA = ${data}; const loss = (x: number, s: number) => (x - s) ** 2;`,
    [3],
    { wanted: { samples: "DATA" } },
  );
  expect(objective.gradientKind).toBe("exact");
  expect(objective.samples?.count).toBe(3);
  const gradient = new Float64Array(1);
  // (4 + 1 + 1)/3 and 2·(2 + 1 − 1)/3
  expect(objective.valueAndGradient(Float64Array.of(3), gradient)).toBe(2);
  expect(gradient[0]).toBeCloseTo(4 / 3, 15);
  objective.samples!.batchGradient(Float64Array.of(3), Int32Array.of(2), gradient);
  expect(gradient[0]).toBe(-2);
});

test("samples that are typed arrays themselves", async () => {
  const objective = await objectiveOf(
    `const DATA = [Float64Array.of(1, 2), new Float32Array([2, 3])];
     const loss = (w: number, s: Float64Array) => (s[1]! - w * s[0]!) ** 2;`,
    [1],
    { wanted: { samples: "DATA" } },
  );
  const gradient = new Float64Array(1);
  // Residuals 1 and 1: −2·(1·1 + 1·2)/2, and of the second alone −2·2.
  expect(objective.valueAndGradient(Float64Array.of(1), gradient)).toBe(1);
  expect([objective.reason, gradient[0]]).toEqual([undefined, -3]);
  objective.samples!.batchGradient(Float64Array.of(1), Int32Array.of(1), gradient);
  expect(gradient[0]).toBe(-4);
});

/** Two ways through the code, texts, constants that happen to be equal, and an inner loop. */
const classifier = `const DATA = Array.from({ length: 40 }, (_, i) => ({
    features: Array.from({ length: 5 }, (_, k) => Math.round(3 * Math.sin(i * 7 + k)) / 2),
    label: i % 3 === 0 ? "yes" : "no", weight: 1 + (i % 2) }));
  function loss(w: number[], b: number, { features, label, weight }: (typeof DATA)[number]) {
    tick();
    const score = features.reduce((s, x, k) => s + x * w[k]!, b);
    const margin = label === "yes" ? score : -score;
    if (margin > 2) { const far = [margin]; while (far.length < 2) far.push(0); return far[1]!; }
    return weight * Math.log1p(Math.exp(-margin));
  }`;

test("batches run compiled, and give the mean of the samples' gradients", async () => {
  let calls = 0;
  const { code, sourceMap } = await bundleText(classifier, {
    wanted: { path: ["loss"], samples: "DATA" },
  });
  const start = [[0.3, -0.2, 0.1, 0.4, -0.5], 0.2];
  const theta = Float64Array.from(start.flat());
  const objective = openCode({
    bundle: { code: code!, sourceMap: sourceMap! },
    realm: createRealm({ tick: () => calls++ }),
    ...argumentsOf(start),
    sampled: true,
  });
  const count = objective.samples!.count;
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const [batch, full, part] = [0, 0, 0].map(() => new Float64Array(theta.length));
  objective.valueAndGradient(theta, full!);
  objective.samples!.batchGradient(theta, all, batch!);
  // Two orders of adding 40 terms.
  for (let i = 0; i < theta.length; i++) expect(batch![i]).toBeCloseTo(full![i]!, 14);
  const [a, b] = [Int32Array.of(3, 17, 3), Int32Array.of(30)];
  for (const some of [a, b]) {
    objective.samples!.batchGradient(theta, some, batch!);
    const expected = new Float64Array(theta.length);
    for (const index of some) {
      objective.samples!.batchGradient(theta, Int32Array.of(index), part!);
      part!.forEach((slope, i) => (expected[i] = expected[i]! + slope));
    }
    expect(batch).toEqual(expected.map((slope) => slope / some.length));
  }
  calls = 0;
  for (let turn = 0; turn < 100; turn++) {
    const at = theta.map((x) => x + 1e-3 * Math.sin(turn));
    objective.samples!.batchGradient(at, all, batch!);
  }
  // The function itself is called for a few checks only: a way that is new, and evaluations 16, 32, 64.
  expect(calls).toBeLessThan(10 * count);
  expect(objective.gradientKind).toBe("exact");
});

test("what is left of large numbers that cancel is compared as such", async () => {
  // At x = 1 nothing remains but what our tanh and V8's differ by, a few units in the last place of 10⁹.
  const objective = await objectiveOf(
    `const DATA = Array.from({ length: 60 }, (_, i) => 1 + i / 7);
     const loss = (x: number, s: number) => 1e9 * Math.tanh(x * s) - 1e9 * Math.tanh(s);`,
    [1],
    { wanted: { samples: "DATA" } },
  );
  const gradient = new Float64Array(1);
  for (let index = 0; index < 60; index++) {
    objective.samples!.batchGradient(Float64Array.of(1), Int32Array.of(index), gradient);
    // 10⁹·s/cosh²s, where 1 − tanh² rounds in the 16th place.
    const s = 1 + index / 7;
    expect(gradient[0]! / 1e9).toBeCloseTo(s / Math.cosh(s) ** 2, 12);
  }
  expect(objective.reason).toBeUndefined();
});

test("a batch whose samples take other ways than before has the sum of their gradients", async () => {
  const objective = await objectiveOf(
    `const DATA = [1, 2, 3, 5, 7]; const loss = (w: number, s: number) => { let z = w * s; while (z > 1) z /= 2; return z; };`,
    [0.4],
    { wanted: { samples: "DATA" } },
  );
  const gradient = new Float64Array(1);
  const slope = (w: number, s: number): number => {
    let factor = s;
    while (w * factor > 1) factor /= 2;
    return factor;
  };
  // Up and down again and again, so that ways are found, missed and found again.
  for (const w of [0.4, 0.4, 1.1, 0.4, 2.3, 2.3, 2.3, 0.7, 1.1, 0.4, 0.4, 0.4, 0.4]) {
    objective.samples!.batchGradient(Float64Array.of(w), Int32Array.of(4, 0, 1, 3), gradient);
    // Whole numbers of eighths.
    expect(gradient[0]).toBe((slope(w, 7) + slope(w, 1) + slope(w, 2) + slope(w, 5)) / 4);
  }
  expect(objective.gradientKind).toBe("exact");
});

test("a batch whose gradient is by differences says why", async () => {
  const objective = await objectiveOf(
    `const DATA = [1, 2]; const table = new Uint8Array(3);
     function loss(x: number, s: number) { if (x > 2 && s > 1) table[s] = x; return x * x + s + table[0]!; }`,
    [1],
    { wanted: { samples: "DATA" } },
  );
  expect(objective.gradientKind).toBe("exact");
  const gradient = new Float64Array(1);
  objective.samples!.batchGradient(Float64Array.of(3), Int32Array.of(1), gradient);
  // Differences of a parabola are as good as their rounding.
  expect(gradient[0]).toBeCloseTo(6, 6);
  expect([objective.gradientKind, objective.reason]).toEqual([
    "numeric",
    "the value is stored in a Uint8Array in loss.ts:2",
  ]);
});

test("a sample's program equals the interpreter to the last bit, whichever trace it came from", async () => {
  const text = classifier.replace("tick();", "");
  const { code, sourceMap } = await bundleText(text, {
    wanted: { path: ["loss"], samples: "DATA" },
  });
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const module = loadLifted(realm, intrinsics, { code: code!, sourceMap: sourceMap! });
  const structure = [[0.3, -0.2, 0.1, 0.4, -0.5], 0.2];
  const theta = Float64Array.from(structure.flat());
  const programs = new Map<string, ReturnType<typeof compileSample>>();
  for (const sample of sampleList(module)) {
    const traced = traceGraph(() => module, { ...argumentsOf(structure), intrinsics }, theta, {
      samples: [sample],
    });
    if (!traced.ok) throw new Error(traced.failure.reason);
    const { graph, slots, key } = withSlots(traced.value.graph);
    const program = programs.get(key) ?? compileSample(graph, theta.length);
    programs.set(key, program);
    const gradient = new Float64Array(theta.length);
    const value = program.run(theta, slots, gradient);
    const derivative = gradientOf(reroll(graph), { parameterCount: theta.length });
    const { outputs } = evaluate(derivative, [...theta, ...slots]);
    expect([value, ...gradient]).toEqual([...outputs]);
  }
  // The label and the sign of the margin decide the shape, not the constants.
  expect(programs.size).toBeLessThanOrEqual(4);
});

test("hinge loss written with an if becomes one loop with selects", async () => {
  const hinge = `const X = Array.from({ length: 200 }, (_, i) => [Math.sin(i), Math.cos(3 * i), i % 2 ? 1 : -1]);
    function loss([w, v]: number[]) { let sum = 0; for (const [a, b, y] of X) { const margin = 1 - y * (w * a + v * b); if (margin > 0) sum += margin; } return sum / X.length; }`;
  const graph = (await objectiveOf(hinge, [[0.3, 0.1]])).graphAt(Float64Array.of(0.3, 0.1))!;
  expect(graph.guards).toEqual([]);
  expect(graph.axes).toEqual([200]);
  expect(graph.operation.length).toBeLessThan(40);
});
