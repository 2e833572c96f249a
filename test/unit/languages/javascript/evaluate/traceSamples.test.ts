import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { argumentsOf } from "../argumentsOf";
import { evaluate } from "../../../../../src/graph/interpreter";
import { gradient } from "../../../../../src/graph/passes/derivative";
import { loadLifted } from "../../../../../src/languages/javascript/evaluate/load";
import { sampleList } from "../../../../../src/languages/javascript/evaluate/sampleList";
import { traceGraph } from "../../../../../src/languages/javascript/evaluate/trace";
import { SampleTracer } from "../../../../../src/languages/javascript/evaluate/traceSamples";
import { readIntrinsics } from "../../../../../src/languages/javascript/realm/realm";
import { EXPOSE } from "../../../../../src/languages/javascript/bundle/script";
import { randomProgram } from "../randomProgram";
import { bundler, bundleText, createRealm } from "../support";

// Samples that are followed along one that was recorded, against the same samples recorded by themselves.

beforeAll(bundler, 60_000);

const theta = Float64Array.of(0.3, -0.5, 0.9, 0.4);

const products = `function loss(w, s) { let z = w[3]; for (let i = 0; i < s.x.length; i++) z += w[i] * s.x[i]; return (Math.tanh(z) - s.y) ** 2; }`;
const rows = `Array.from({ length: 12 }, (_, k) => ({ x: [Math.sin(k), Math.cos(3 * k), k], y: k % 3, n: 2 }))`;

test.each([
  ["numbers alone", products, rows, 1],
  [
    "a label that chooses one of three values, late and early",
    `function loss(w, s) { const l = [0, 1, 2].map((k) => w[k] * s.x[k]); return Math.log(Math.exp(l[0]) + Math.exp(l[1]) + Math.exp(l[2])) - l[s.y] + w[s.y] * w[3]; }`,
    rows,
    3,
  ],
  [
    "a label that chooses a logit, and one that chooses whether it is squared",
    `function loss(w, s) { const l = [0, 1, 2].map((k) => w[k] * s.x[k]); const z = [l[s.y], l[s.y] ** 2, 3 * s.x[2]]; return Math.log(Math.exp(l[0]) + Math.exp(l[1]) + Math.exp(l[2])) - z[s.x[2] % 2] + w[3]; }`,
    rows,
    4,
  ],
  [
    "constants that are equal in the first sample and not in others, and the other way round",
    `function loss(w, s) { return w[0] * s.x[0] + Math.sin(w[0] * s.x[1]) * (w[0] * s.x[0]) + w[1] * s.x[2]; }`,
    `[[1, 1, 2], [1, 2, 2], [3, 4, 3], [5, 5, 1], [7, 1, 7]].map((x) => ({ x }))`,
    2,
  ],
  [
    "constants that the graph is made by: exponents, a zero of either sign",
    `function loss(w, s) { return (2 + w[0]) ** s.n + w[1] * s.z + (3 + w[2] + s.z) ** s.n; }`,
    `[[2, 0], [2, -0], [3, 0], [2, 1], [0.5, 2], [1.5, 3], [2, 4]].map(([n, z]) => ({ n, z }))`,
    4,
  ],
  [
    "branches that are decided by values and constants, merged ones, and early ends",
    `function loss(w, s) {
      let sum = 0;
      for (const x of s.x) { const z = w[0] * x + w[1]; if (z > 1) sum += z * s.y; sum += z < 0 ? w[2] : z * w[3]; if (Math.round(z) === 2) return sum; }
      while (sum > s.y + 1) sum /= 2;
      return sum;
    }`,
    rows,
    8,
  ],
  [
    "sums that are updated in both arms, with constants",
    `function loss(w, s) { let a = s.y, b = w[0]; if (w[1] * s.x[0] > 0) { a += w[2] * s.x[1]; b -= s.y; } else { a += s.y * w[3]; b -= s.x[2]; } return a * b + s.y; }`,
    // Merges are made of them, so that each sample is its own.
    rows,
    12,
  ],
  [
    "errors that the code itself catches",
    `function loss(w, s) { let t = w[0]; try { t *= s.x[1]; if (s.y > 1) null.x; t += w[1]; } catch { t -= s.y * w[2]; } return t * t; }`,
    rows,
    2,
  ],
])("%s", async (_, loss, samples, graphs) => {
  const { code, sourceMap } = await bundleText(`const DATA = ${samples};\nexport ${loss}`, {
    path: "/project/loss.js",
    wanted: { samples: "DATA" },
  });
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const module = loadLifted(realm, intrinsics, { code: code!, sourceMap: sourceMap! });
  const shape = { ...argumentsOf([Array.from(theta)]), intrinsics };
  const all = sampleList(module);
  const tracer = new SampleTracer(() => module, shape, all);
  const found = new Set<unknown>();
  for (const [round, shift] of [0, 0.4, -0.7].entries()) {
    const point = theta.map((x, i) => x + shift * (i - 1));
    for (const [index, sample] of all.entries()) {
      const traced = tracer.trace(point, index);
      const own = traceGraph(() => module, shape, point, { samples: [sample], looks: [] });
      if (!traced.ok || !own.ok) throw new Error("not traced");
      if (round === 0) found.add(traced.value.graph);
      const inputs = [...point, ...traced.value.slots];
      expect(evaluate(traced.value.graph, inputs)).toEqual(evaluate(own.value.graph, point));
      expect(traced.value.magnitude).toBe(own.value.magnitude);
      const slopes = evaluate(gradient(traced.value.graph, { parameterCount: 4 }), inputs).outputs;
      const expected = evaluate(gradient(own.value.graph), point).outputs;
      // The same products, in another order of sums.
      for (const [k, slope] of expected.entries()) expect(slopes[k]).toBeCloseTo(slope, 12);
    }
  }
  expect(found.size).toBeLessThanOrEqual(graphs);
});

const emptyMap = JSON.stringify({ version: 3, sources: [], names: [], mappings: "" });
/** 200 programs in the normal run, 20,000 with DEEP=1. */
const programs = process.env["DEEP"] === "1" ? 20_000 : 200;

test(
  `the constants of ${programs} random programs, drawn anew for each sample`,
  { timeout: 3_600_000 },
  () => {
    const realm = createRealm();
    const intrinsics = readIntrinsics(realm);
    let followed = 0;
    for (let seed = 1; seed <= programs; seed++) {
      const program = randomProgram(seed);
      let count = 0;
      const text = program.text.replace(/(?<![\w.])\d+\.\d+/g, () => `s[${count++}]`);
      // Few numbers, so that some are equal in some samples, and zeros of either sign.
      const numbers = [0.5, 1, -1, 2, 0, -0, 0.731, -1.3];
      const samples = Array.from({ length: 5 }, (_, k) =>
        Array.from({ length: count }, (_, i) => numbers[(seed + 3 * k * i + i * i + k) % 8]!),
      );
      const code = `let s; ${text}\n;${EXPOSE}({ target: () => (w, sample) => { s = sample; return loss(w); } });`;
      const module = loadLifted(realm, intrinsics, { code, sourceMap: emptyMap });
      const point = Float64Array.from({ length: program.dimension }, (_, i) => Math.sin(seed + i));
      const shape = { ...argumentsOf([Array.from(point)]), intrinsics };
      const tracer = new SampleTracer(() => module, shape, samples);
      const graphs = new Set<unknown>();
      for (const [index, sample] of samples.entries()) {
        const traced = tracer.trace(point, index);
        const own = traceGraph(() => module, shape, point, { samples: [sample], looks: [] });
        const context = `seed ${seed}, sample ${index}\n${text}`;
        expect(traced.ok, context).toBe(own.ok);
        if (!traced.ok || !own.ok) continue;
        if (graphs.has(traced.value.graph)) followed++;
        graphs.add(traced.value.graph);
        for (const shift of [0, 0.3, -0.9]) {
          const at = point.map((x) => x + shift);
          const found = evaluate(traced.value.graph, [...at, ...traced.value.slots]);
          const expected = evaluate(own.value.graph, at);
          expect(found.missedGuard < 0, context).toBe(expected.missedGuard < 0);
          expect(found.outputs, context).toEqual(expected.outputs);
        }
      }
    }
    // At least one sample in ten does the same as one before.
    expect(followed).toBeGreaterThan(programs / 2);
  },
);

test("what samples choose among is found out beforehand, and is one graph", () => {
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const indices = fc.nat({ max: 7 });
  const choices = fc.array(fc.tuple(indices, indices, indices), { minLength: 3, maxLength: 12 });
  const operations = fc.array(
    fc.tuple(fc.constantFrom("+", "-", "*"), fc.nat({ max: 7 }), fc.nat({ max: 7 })),
    { minLength: 8, maxLength: 8 },
  );
  fc.assert(
    fc.property(
      operations,
      choices,
      fc.double({ min: 2, max: 3, noNaN: true }),
      (made, samples, scale) => {
        const lines = made.map(
          ([sign, a, b], k) =>
            `const t${k} = Math.sin(w[${a % 4}] + ${k}) ${sign} w[${b % 4}] * c;`,
        );
        const list = made.map((_, k) => `t${k}`).join();
        const code = `function loss(w, { i: [i, j, k], c }) { ${lines.join(" ")} const t = [${list}]; return t[i] * Math.cos(t[j]) + (t[k] > 0 ? t[k] : 1 - t[k]); }
        ;${EXPOSE}({ target: () => loss });`;
        const module = loadLifted(realm, intrinsics, { code, sourceMap: emptyMap });
        const shape = { ...argumentsOf([Array.from(theta)]), intrinsics };
        const rows = samples.map((i, row) => ({ i, c: scale + row / 7 }));
        const tracer = new SampleTracer(() => module, shape, rows);
        const wanted = Int32Array.from(rows.keys());
        const graphs = new Set<unknown>();
        for (const [index, sample] of rows.entries()) {
          const traced = tracer.trace(theta, index, wanted);
          const own = traceGraph(() => module, shape, theta, { samples: [sample], looks: [] });
          if (!traced.ok || !own.ok) throw new Error("not traced");
          graphs.add(traced.value.graph);
          const found = gradient(traced.value.graph, { parameterCount: 4 });
          for (const shift of [0, 0.3, -0.9]) {
            const at = theta.map((x) => x + shift);
            const { outputs } = evaluate(found, [...at, ...traced.value.slots]);
            const expected = evaluate(gradient(own.value.graph), at).outputs;
            expect(outputs[0]).toBe(expected[0]);
            // The same products, in another order of sums.
            for (const [k, slope] of expected.entries()) expect(outputs[k]).toBeCloseTo(slope, 10);
          }
        }
        expect(graphs.size).toBe(1);
      },
    ),
    { numRuns: 60 },
  );
});
