import { beforeAll, describe, expect, test } from "vitest";
import { argumentsOf } from "../argumentsOf";
import type { Graph } from "../../../../../src/graph/graph";
import { evaluate } from "../../../../../src/graph/interpreter";
import { gradient } from "../../../../../src/graph/passes/derivative";
import { reroll } from "../../../../../src/graph/passes/reroll";
import { loadLifted } from "../../../../../src/languages/javascript/evaluate/load";
import { traceGraph } from "../../../../../src/languages/javascript/evaluate/trace";
import { readIntrinsics } from "../../../../../src/languages/javascript/realm/realm";
import { bundler, bundleText, createRealm } from "../support";

// Loops that are followed instead of recorded, against the same code recorded operation by operation.

beforeAll(bundler, 60_000);

const data = `const N = 60;
  const X = Array.from({ length: N }, (_, s) => [0, 1, 2, 3].map((k) => Math.sin(1 + 7 * s + k)));
  const Y = X.map((_, s) => (s * s + s) % 3);
  const dot = (w, x) => x.reduce((z, value, i) => z + w[i] * value, w[4]);`;

async function traced(loss: string, looks: readonly number[]): Promise<Graph> {
  const { code, sourceMap } = await bundleText(`${data}\nexport ${loss}`, {
    path: "/project/loss.js",
  });
  const realm = createRealm();
  const intrinsics = readIntrinsics(realm);
  const load = () => loadLifted(realm, intrinsics, { code: code!, sourceMap: sourceMap! });
  const shape = { ...argumentsOf([Array.from(theta)]), intrinsics };
  const result = traceGraph(load, shape, theta, { samples: undefined, looks });
  if (!result.ok) throw new Error(result.failure.reason);
  return result.value.graph;
}

const theta = Float64Array.of(0.3, -0.5, 0.9, 0.4, -0.2, 0.7);

/** Outputs and gradient of the loop over an axis and of the operations one by one, both as they are compiled. */
async function compared(loss: string) {
  const plain = await traced(loss, []);
  const rolled = await traced(loss, [100]);
  for (const shift of [0, 0.01, -0.013]) {
    const point = theta.map((x, i) => x + shift * (i - 2));
    const [expected, found] = [plain, rolled].map((graph) =>
      evaluate(gradient(reroll(graph)), point),
    );
    expect(found!.missedGuard < 0).toBe(expected!.missedGuard < 0);
    const size = Math.max(...expected!.outputs.map(Math.abs));
    // Sixty terms, added in another order.
    for (const [index, value] of expected!.outputs.entries()) {
      expect(Math.abs(found!.outputs[index]! - value)).toBeLessThanOrEqual(1e-13 * size);
    }
  }
  return { plain, rolled };
}

describe("a loop whose turns are alike becomes an axis", () => {
  test.each([
    [
      "sums with inner sums",
      `function loss(w) { let sum = 0; for (const x of X) sum += (dot(w, x) - 1) ** 2; return sum / N; }`,
    ],
    [
      "what a turn reads by its data: one of its own values, one of the parameters",
      `function loss(w) {
        let total = 0;
        for (let s = 0; s < N; s++) {
          const logits = [0, 1, 2].map((k) => w[k] * X[s][k] + w[3] * X[s][3]);
          const most = Math.max(...logits);
          total += Math.log(logits.reduce((sum, z) => sum + Math.exp(z - most), 0)) + most - logits[Y[s]] + w[Y[s] + 2] ** 2;
        }
        return total / N;
      }`,
    ],
    [
      "products that are read at once, of constants too, and with parameters that data choose",
      `function loss(w) {
        let total = 0;
        for (let s = 0; s < N; s++) {
          const x = X[s], k = Y[s], hidden = new Float64Array(3);
          for (let j = 0; j < 3; j++) {
            let z = j === 1 ? w[5] : 0;
            for (let i = 0; i < x.length; i++) z += w[j + i] * x[i];
            hidden[j] = Math.tanh(z);
          }
          let y = w[5];
          for (let j = 0; j < hidden.length; j++) y += hidden[j] * w[j + k];
          for (let i = 0; i < 4; i++) { y += x[i] * x[i]; }
          for (let j = 2; j >= 0; j--) total += hidden[j] * y;
          total += (y - Y[s]) ** 2;
        }
        return total / N;
      }`,
    ],
    [
      "products of lists that are compared where they lie: typed, mixed, written anew in place, chosen by data",
      `const F = X.map((x) => Float32Array.from(x));
      function loss(w) {
        const scratch = [w[0], 2, w[1], w[2], -0];
        let total = 0;
        for (let s = 0; s < N; s++) {
          let z = 0;
          for (let i = 0; i < 4; i++) z += w[i + 1] * F[s][i];
          scratch[1] = X[s][1];
          scratch[3] = w[s % 2 === 0 ? 3 : 4];
          for (let i = 1; i < scratch.length; ++i) z += scratch[i] * w[i];
          for (let i = 0; i < 3; i++) z += X[s][i] * w[2 - 1 + i];
          total += Math.tanh(z);
        }
        return total / N;
      }`,
    ],
    [
      "products of a list that throws as it is read",
      `const lists = X.map((x, s) => new Proxy(x, { get: (of, key) => { if (key === (s === 50 ? "1" : "3")) throw new Error("no more"); return of[key]; } }));
      function loss(w) {
        let total = 0;
        for (const x of lists) {
          let z = 0;
          try { for (let i = 0; i < 4; i++) z += w[i] * x[i]; } catch { z += w[5]; }
          total += z * z;
        }
        return total / N;
      }`,
    ],
    [
      "callbacks, several sums, one of which is subtracted from",
      `function loss(w) {
        const totals = { a: w[0], b: 1 };
        X.forEach((x, s) => { totals.a += Math.tanh(dot(w, x)); totals.a += x[0] * w[5]; totals.b -= Math.exp(w[1] * x[1]); });
        return totals.a * totals.b;
      }`,
    ],
    [
      "branches that are merged, also into the sum",
      `function loss(w) {
        let total = w[5];
        for (const x of X) { const z = dot(w, x); if (z > 0.3) total += z * z; total += z > 0 ? z : 0.1 * z; }
        return total;
      }`,
    ],
    [
      "branches that are decided",
      `function loss(w) {
        let total = 0;
        for (const x of X) { const z = dot(w, x); if (z > 50) throw new Error("far"); total += z * z; }
        return total;
      }`,
    ],
    [
      "least and greatest values",
      `function loss(w) {
        let [low, high] = [Infinity, w[5]];
        for (const x of X) { low = Math.min(low, dot(w, x)); high = Math.max(dot(w, x), high); }
        return high - low + w[0] ** 2;
      }`,
    ],
    [
      "what each turn computes anew without its data",
      `function loss(w) {
        let total = Math.exp(w[1]);
        for (const x of X) total += Math.exp(w[1]) * x[0] + Math.sin(w[2]) * w[0] * x[1];
        return total;
      }`,
    ],
    [
      "two loops, the second of which uses what the first has come to",
      `function loss(w) {
        let mean = 0;
        for (const x of X) mean += dot(w, x) / N;
        let variance = 0;
        for (const x of X) variance += (dot(w, x) - mean) ** 2;
        return Math.sqrt(variance / N) + mean;
      }`,
    ],
    [
      "a loop that ends in the middle of a turn",
      `function loss(w) {
        let total = 0;
        for (let s = 0; ; s++) { const z = w[0] * X[s][0]; if (s === N - 2) return total * z; total += z * z * w[1] + w[2] * Math.cos(z); }
      }`,
    ],
  ])("%s", async (_, loss) => {
    const { plain, rolled } = await compared(loss);
    expect(rolled.axes.length).toBeGreaterThan(0);
    expect(rolled.operation.length).toBeLessThan(plain.operation.length);
  });
});

describe("what is no such loop is recorded as it is", () => {
  test.each([
    [
      "values of single turns that are used later",
      `function loss(w) {
        let sum = 0;
        const all = X.map((x) => { const z = dot(w, x); sum += z; return z * w[0]; });
        return all.reduce((total, z) => total + z * z, sum);
      }`,
    ],
    [
      "a recurrence",
      `function loss(w) { let h = w[5]; for (const x of X) h = Math.tanh(w[0] * h + w[1] * x[0]); return h * h; }`,
    ],
    [
      "a sum that a branch looks at",
      `function loss(w) { let total = 0; for (const x of X) { total += dot(w, x) ** 2; if (total > 1e6) break; } return total; }`,
    ],
    [
      "turns of different lengths",
      `function loss(w) { let total = 0; for (let s = 0; s < N; s++) for (let k = 0; k <= (s * s) % 7; k++) total += (w[k % 5] * X[s][0]) ** 2; return total; }`,
    ],
    [
      "data that happen to be equal in some turns",
      `function loss(w) {
        let total = 0;
        for (let s = 0; s < N; s++) { const [a, b] = [s % 4, (s * s) % 4]; total += Math.exp(w[0] * a) * Math.sin(w[0] * b) + w[1] * w[1] * a; }
        return total;
      }`,
    ],
    [
      "a loop that turns into another one",
      `function loss(w) {
        let total = 0;
        for (let s = 0; s < N; s++) total += s < 40 ? (w[0] * X[s][0] - 1) ** 2 : Math.exp(w[1] * X[s][1]) * w[2];
        return total;
      }`,
    ],
  ])("%s", async (_, loss) => {
    await compared(loss);
  });
});
