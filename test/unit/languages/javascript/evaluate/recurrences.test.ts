import { beforeAll, describe, expect, test } from "vitest";
import { argumentsOf } from "../argumentsOf";
import type { Graph } from "../../../../../src/graph/graph";
import { evaluate } from "../../../../../src/graph/interpreter";
import { gradient } from "../../../../../src/graph/passes/derivative";
import { withSlotsOfLoops } from "../../../../../src/graph/loopSlots";
import { reroll } from "../../../../../src/graph/passes/reroll";
import { loadLifted } from "../../../../../src/languages/javascript/evaluate/load";
import { traceGraph } from "../../../../../src/languages/javascript/evaluate/trace";
import { readIntrinsics } from "../../../../../src/languages/javascript/realm/realm";
import { compile } from "../../../../../src/wasm/compile";
import { bundler, bundleText, createRealm, objectiveOf } from "../support";

// Steps of time that carry values on are one scan, against the same code operation by operation.

beforeAll(bundler, 60_000);

const data = `const T = 60;
  const X = Array.from({ length: T }, (_, t) => [0, 1, 2].map((k) => Math.sin(1 + 7 * t + k)));
  const H = 6;
  const sigmoid = (z) => 1 / (1 + Math.exp(-z));
  const layer = (w, from, h, x) => h.map((_, j) => {
    let z = w[from + j] + x[j % 3];
    for (let i = 0; i < h.length; i++) z += w[from + (j * 7 + i * 3) % 40] * h[i];
    return z;
  });
  const zeros = () => new Array(H).fill(0);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const logSumExp = (values) => {
    const most = Math.max(...values);
    return most + Math.log(values.reduce((total, value) => total + Math.exp(value - most), 0));
  };`;

const theta = Float64Array.from({ length: 50 }, (_, i) => 0.4 * Math.sin(1 + 1.7 * i));

async function traced(loss: string, looks?: readonly number[]): Promise<Graph> {
  const { code, sourceMap } = await bundleText(`${data}\nexport ${loss}`, {
    path: "/project/loss.js",
  });
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const load = () => loadLifted(realm, intrinsics, { code: code!, sourceMap: sourceMap! });
  const shape = { ...argumentsOf([Array.from(theta)]), intrinsics };
  const choice = { samples: undefined, ...(looks && { looks }) };
  const result = traceGraph(load, shape, theta, choice);
  if (!result.ok) throw new Error(result.failure.reason);
  return result.value.graph;
}

/** Outputs and gradient, interpreted and compiled, of the scan and of the operations one by one. */
async function compared(loss: string, looks?: readonly number[]): Promise<Graph> {
  const plain = gradient(reroll(await traced(loss, [])));
  const rolled = await traced(loss, looks);
  const derived = gradient(reroll(rolled));
  const compiled = compile(derived);
  for (const shift of [0, 0.01, -0.2]) {
    const point = theta.map((x, i) => x + shift * Math.cos(i));
    const expected = evaluate(plain, point);
    const found = evaluate(derived, point);
    expect(found.missedGuard < 0).toBe(expected.missedGuard < 0);
    compiled.inputs.set(point);
    expect(compiled.run() < 0).toBe(found.missedGuard < 0);
    if (found.missedGuard >= 0) continue;
    expect(compiled.outputs).toEqual(found.outputs);
    const size = Math.max(...expected.outputs.map(Math.abs));
    // Sums over sixty steps, taken in another order.
    for (const [index, value] of expected.outputs.entries()) {
      expect(Math.abs(found.outputs[index]! - value)).toBeLessThanOrEqual(1e-12 * size);
    }
  }
  return rolled;
}

const rnn = (more: string, after: string): string => `function loss(w) {
  let h = zeros();
  let total = 0;
  for (let t = 0; t < T; t++) {
    h = layer(w, 0, h, X[t]).map(Math.tanh);
    ${more}
  }
  ${after}
}`;

describe("steps of time that carry values on become a scan", () => {
  test.each([
    [
      "a network's state, with a loss of each step",
      rnn("total += (sum(h) - X[t][0]) ** 2;", "return total / T;"),
    ],
    ["a state that is read at the end", rnn("", "return sum(h.map((value, j) => w[j] * value));")],
    [
      "two states, with gates",
      `function loss(w) {
        let h = zeros();
        let c = zeros();
        for (const x of X) {
          const open = layer(w, 0, h, x).map(sigmoid);
          const candidate = layer(w, 5, h, x).map(Math.tanh);
          c = c.map((value, j) => open[j] * value + (1 - open[j]) * candidate[j]);
          h = c.map((value, j) => open[j] * Math.tanh(value));
        }
        return sum(h) ** 2;
      }`,
    ],
    [
      "a forward algorithm in logarithms",
      `function loss(w) {
        const emission = (j, x) => -0.5 * ((x - w[j]) / Math.exp(w[4 + j])) ** 2 - w[4 + j];
        let alpha = [0, 1, 2, 3].map((j) => emission(j, X[0][0]));
        for (let t = 1; t < T; t++) {
          alpha = alpha.map((_, j) => logSumExp(alpha.map((a, i) => a + w[8 + 4 * i + j])) + emission(j, X[t][0]));
        }
        return -logSumExp(alpha) / T;
      }`,
    ],
    [
      "branches that are merged, by what is carried",
      rnn("h = h.map((value) => (value > 0 ? value : 0.1 * value));", "return sum(h) + total;"),
    ],
    [
      "branches that are decided, by what is carried",
      rnn('if (h[0] + h[2] > 1.95) throw new Error("far"); total += h[1] ** 2;', "return total;"),
    ],
    ["a parameter of each step", rnn("total += (h[0] - w[t % 50]) ** 2;", "return total + w[3];")],
    [
      "one of its own values, chosen by data",
      rnn("total += h[(t * t) % H] ** 2;", "return total;"),
    ],
    [
      "a loop that ends in the middle of a step",
      `function loss(w) {
        let h = zeros();
        for (let t = 0; ; t++) {
          const z = layer(w, 0, h, X[t]);
          if (t === T - 1) return sum(z);
          h = z.map(Math.tanh);
        }
      }`,
    ],
  ])("%s", async (_, loss) => {
    const graph = await compared(loss);
    expect(graph.scans).toHaveLength(1);
    // A step or two at its ends, which are like no other.
    expect(graph.operation.length).toBeLessThan(800);
  });
});

test("sequences of steps are a scan of scans, but for the first, whose sum begins at 0", async () => {
  const { scans } = await compared(`function loss(w) {
        let total = 0;
        for (let s = 0; s < 5; s++) {
          let h = zeros();
          for (const x of X) {
            h = layer(w, 0, h, x.map((value, k) => value * Math.cos(s + k))).map(Math.tanh);
            if (h[0] + h[2] > 1.95) throw new Error("far");
          }
          total += sum(h) ** 2;
        }
        return total;
      }`);
  expect(scans.map(({ body }) => body.scans.length).sort()).toEqual([0, 1]);
});

test("two recurrences, the second of which begins with what the first has left", async () => {
  const loss = rnn(
    "",
    `let g = h;
    for (let t = T - 1; t >= 0; t--) { g = layer(w, 3, g, X[t]).map(Math.sin); total += g[1] ** 2; }
    return total;`,
  );
  expect((await compared(loss)).scans).toHaveLength(2);
});

test("steps are followed once they are known", async () => {
  const loss = rnn("total += (sum(h) - X[t][0]) ** 2;", "return total / T + h[2] ** 2;");
  expect((await compared(loss, [1500])).scans).toHaveLength(1);
});

describe("what a scan would not make smaller is recorded as it is", () => {
  test.each([
    [
      "states in the middle that are used later",
      `function loss(w) {
        let h = zeros();
        const all = X.map((x) => (h = layer(w, 0, h, x).map(Math.tanh)));
        return all.reduceRight((back, state) => Math.sin(back + state[0]), 0);
      }`,
    ],
    [
      "steps that differ by their data",
      `function loss(w) {
        let h = zeros();
        X.forEach((x, t) => { h = layer(w, 0, h, x).map([Math.tanh, Math.sin, Math.atan][(t * t + (t >> 2)) % 3]); });
        return sum(h);
      }`,
    ],
    [
      "few operations",
      `function loss(w) { let h = w[5]; for (const x of X) h = Math.tanh(w[0] * h + w[1] * x[0]); return h * h; }`,
    ],
  ])("%s", async (_, loss) => {
    expect((await compared(loss)).scans).toHaveLength(0);
  });
});

test("the objective of a recurrence has exact first and second derivatives", async () => {
  const text = `${data}\nexport ${rnn("total += sum(h) ** 2;", "return total;")}`;
  const objective = await objectiveOf(text, [Array.from(theta)], { path: "/project/loss.js" });
  const plain = gradient(reroll(await traced(rnn("total += sum(h) ** 2;", "return total;"), [])));
  const slopes = new Float64Array(theta.length);
  const value = objective.valueAndGradient(theta, slopes);
  const expected = evaluate(plain, theta).outputs;
  expect(objective.gradientKind).toBe("exact");
  const size = Math.max(...expected.map(Math.abs));
  // As above.
  expect(Math.abs(value - expected[0]!)).toBeLessThanOrEqual(1e-12 * size);
  slopes.forEach((slope, i) => {
    expect(Math.abs(slope - expected[i + 1]!)).toBeLessThanOrEqual(1e-12 * size);
  });
  const direction = theta.map((_, i) => Math.cos(3 * i));
  const product = new Float64Array(theta.length);
  objective.hessianVectorProduct(theta, direction, product);
  const h = 1e-5;
  const sides = [h, -h].map(
    (step) =>
      evaluate(
        plain,
        theta.map((x, i) => x + step * direction[i]!),
      ).outputs,
  );
  product.forEach((curvature, i) => {
    const measured = (sides[0]![i + 1]! - sides[1]![i + 1]!) / (2 * h);
    // Central differences of gradients lose h² and ε/h.
    expect(Math.abs(curvature - measured)).toBeLessThanOrEqual(1e-6 * size);
  });
});

describe("sequences as samples, one by one and together", () => {
  /** Sequences of two lengths, with a number of their own, zeros, and data that are alike in some of them. */
  const sequences = `const SEQUENCES = [0, 1, 2, 3].map((n) => ({
    x: Array.from({ length: n % 3 === 2 ? 40 : 60 }, (_, t) =>
      n === 1 ? [0, 1, 0] : [0, 1, 2].map((k) => Math.sin(n + 7 * t + k))),
    scale: 1 + n / 4,
  }));`;
  const start = Array.from(theta);

  test.each([
    [
      "a network's state",
      "h = layer(w, 0, h, x).map(Math.tanh); total += (sum(h) - x[0]) ** 2;",
      "total / sample.x.length",
    ],
    [
      "a number of the sequence in each step",
      "h = layer(w, 0, h, x).map((z) => Math.tanh(sample.scale * z)); total += h[1] * x[2];",
      "total + w[3]",
    ],
    [
      "branches that are merged, and one that is decided",
      "h = layer(w, 0, h, x).map((z) => (z > 0 ? Math.tanh(z) : 0.1 * z)); if (h[0] > 1.95) throw new Error('far');",
      "sum(h) ** 2 * sample.scale",
    ],
  ])("%s", async (_, step, result) => {
    const loss = (parameters: string, sample: string) => `function loss(${parameters}) {
      ${sample}
      let h = zeros();
      let total = 0;
      for (const x of sample.x) { ${step} }
      return ${result};
    }`;
    const wanted = { path: ["loss"], isDefault: false, samples: "SEQUENCES" };
    const text = `${data}\n${sequences}\nexport ${loss("w, sample", "")}`;
    const objective = await objectiveOf(text, [start], { path: "/project/loss.js", wanted });
    const slopes = new Float64Array(theta.length);
    const each: Float64Array[] = [];
    for (const n of Array(4).keys()) {
      const alone = loss("w", `${sequences} const sample = SEQUENCES[${n}];`);
      const plain = gradient(reroll(await traced(alone, [])));
      each.push(evaluate(plain, theta).outputs.subarray(1));
    }
    for (const indices of [[0], [1], [2], [0, 3, 1], [2, 3], [0, 1, 2, 3]]) {
      objective.samples!.batchGradient(theta, Int32Array.from(indices), slopes);
      slopes.forEach((slope, i) => {
        const sum = indices.reduce((total, n) => total + each[n]![i]!, 0);
        // Sums over some hundred steps, taken in another order.
        expect(Math.abs(slope - sum / indices.length)).toBeLessThanOrEqual(1e-11);
      });
    }
    expect(objective.gradientKind).toBe("exact");
  });
});

test("recordings of sequences that differ in their data are one graph with slots", async () => {
  const loss = (begin: number) =>
    rnn(`total += (sum(h) - X[t][0] * ${begin}) ** 2;`, "return total / T;").replaceAll(
      "X[t]",
      `[Math.sin(${begin} + t), Math.cos(${begin} * t), ${begin}]`,
    );
  const [first, second] = [await traced(loss(1.5)), await traced(loss(2.5))];
  const [one, other] = [withSlotsOfLoops(first), withSlotsOfLoops(second)];
  expect(one.graph.scans).toHaveLength(1);
  expect(one.key).toBe(other.key);
  for (const [graph, slots] of [
    [first, one.slots],
    [second, other.slots],
  ] as const) {
    const expected = evaluate(graph, theta).outputs;
    expect(evaluate(one.graph, [...theta, ...slots]).outputs).toEqual(expected);
  }
});
