import { describe, expect, test } from "vitest";
import { compile } from "../../../../../src/wasm/compile";
import { gradient } from "../../../../../src/graph/passes/derivative";
import { lowerProgram } from "../../../../../src/languages/python/lowering/lowerProgram";
import { ProgramWriter } from "./programWriter";

/** Value and gradient of a program at θ by the compiled graph. */
function run(writer: ProgramWriter, output: number, theta: readonly number[]): number[] {
  const compiled = compile(gradient(lowerProgram(writer.program(output))));
  compiled.inputs.set(theta);
  compiled.run();
  return [...compiled.outputs];
}

const range = (length: number): number[] => Array.from({ length }, (_, k) => k);

describe("programs", () => {
  test("a number", () => {
    const p = new ProgramWriter();
    const x = p.input([]);
    expect(run(p, p.map("mul", x, x), [3])).toEqual([9, 6]);
  });

  test("a sum of squares over a long axis", () => {
    const p = new ProgramWriter();
    const w = p.input([40]);
    const theta = range(40);
    // Σ k² for k < 40 = 39·40·79/6.
    expect(run(p, p.reduce("sum", p.map("mul", w, w)), theta)).toEqual([
      20540,
      ...theta.map((k) => 2 * k),
    ]);
  });

  test("a matrix times a vector, by hand", () => {
    const p = new ProgramWriter();
    const w = p.input([2]);
    const matrix = p.constant([3, 2], [1, 2, 3, 4, 5, 6]);
    const product = p.matmul(matrix, p.dims(w, [0, -1]));
    // (w₀ + 2w₁)² + (3w₀ + 4w₁)² + (5w₀ + 6w₁)² at (1, 1): 9 + 49 + 121; slopes 2·(3 + 21 + 55), 2·(6 + 28 + 66).
    expect(run(p, p.reduce("sum", p.map("mul", product, product)), [1, 1])).toEqual([
      179, 158, 200,
    ]);
  });

  test("a product at a table of few places is chosen among those at each", () => {
    const p = new ProgramWriter();
    const [samples, features, classes] = [30, 20, 3];
    const data = range(samples * features).map((k) => (k * 7) % 11);
    const w = p.input([features, classes]);
    const scores = p.matmul(p.constant([samples, features], data), w);
    const own = p.take(
      scores,
      [samples],
      range(samples).map((i) => i * classes + (i % classes)),
    );
    const graph = lowerProgram(p.program(p.reduce("sum", own)));
    // No factor is gathered for every sample by itself.
    const gathered = graph.indexTables.map(({ axisSet }) => graph.axisSets[axisSet]!.length);
    expect(Math.max(...gathered)).toBe(1);
    // Σᵢ Σₖ Xᵢₖ·Wₖ꜀ with c = i mod 3, at W = 1; the slope by Wₖ꜀ is the sum of Xᵢₖ over the samples of class c.
    const slopes = range(features * classes).map((at) => {
      const [k, c] = [Math.floor(at / classes), at % classes];
      const rows = range(samples).filter((i) => i % classes === c);
      return rows.reduce((sum, i) => sum + data[i * features + k]!, 0);
    });
    const value = data.reduce((sum, x) => sum + x, 0);
    const ones = range(features * classes).map(() => 1);
    expect(run(p, p.reduce("sum", own), ones)).toEqual([value, ...slopes]);
  });

  test.each([20, 3])("a concatenation of arrays of %i", (length) => {
    const p = new ProgramWriter();
    const w = p.input([length]);
    const b = p.input([length]);
    const both = p.pick([p.map("neg", w), p.map("mul", b, b)], [2 * length], range(2 * length));
    const weights = p.constant([2 * length], range(2 * length));
    const output = p.reduce("sum", p.map("mul", both, weights));
    const theta = range(2 * length).map((k) => k + 1);
    const value = theta.reduce((sum, x, k) => sum + k * (k < length ? -x : x * x), 0);
    const slopes = theta.map((x, k) => (k < length ? -k : 2 * k * x));
    // −0 and 0 are one here.
    const found = run(p, output, theta).map((one) => one + 0);
    expect(found).toEqual([value, ...slopes].map((one) => one + 0));
  });

  test("an array that is computed and then permuted is computed once", () => {
    const p = new ProgramWriter();
    const w = p.input([30]);
    const computed = p.map("exp", w);
    const order = range(30).map((k) => (k * 7) % 30);
    const permuted = p.take(computed, [30], order);
    const output = p.reduce("sum", p.map("mul", permuted, computed));
    const theta = range(30).map((k) => k / 30);
    const value = theta.reduce((sum, x, k) => sum + Math.exp(x + theta[order[k]!]!), 0);
    expect(run(p, output, theta)[0]).toBeCloseTo(value, 11);
    const graph = lowerProgram(p.program(output));
    expect(graph.indexTables.length).toBeLessThanOrEqual(3);
  });

  test("a loop over single elements is found again", () => {
    const p = new ProgramWriter();
    const x = p.input([2]);
    const [a, b] = [p.view(x, [], 0, []), p.view(x, [], 1, [])];
    let sum = p.constant([], [0]);
    for (const t of range(500)) {
      const error = p.map(
        "sub",
        p.map("add", a, p.map("mul", b, p.constant([], [t]))),
        p.constant([], [t * t]),
      );
      sum = p.map("add", sum, p.map("mul", error, error));
    }
    const graph = lowerProgram(p.program(sum));
    expect(graph.axes).toEqual([500]);
    expect(graph.operation.length).toBeLessThan(20);
  });

  test("a long chain of arrays needs no deep recursion", () => {
    const p = new ProgramWriter();
    const x = p.input([20]);
    let y = x;
    for (let k = 0; k < 20_000; k++) y = p.map("mul", y, p.constant([], [1 + 1 / (k + 1e6)]));
    const graph = lowerProgram(p.program(p.reduce("sum", y)));
    expect(graph.operation.length).toBeLessThan(50_000);
  });

  test("a recurrence that reads itself in two ways does not double with each step", () => {
    const p = new ProgramWriter();
    const matrix = p.constant(
      [20, 20],
      range(400).map((k) => Math.sin(k) / 20),
    );
    let h = p.dims(p.input([20]), [0, -1]);
    for (let step = 0; step < 40; step++) {
      h = p.map("add", h, p.map("tanh", p.matmul(matrix, h)));
    }
    const graph = lowerProgram(p.program(p.reduce("sum", h)));
    expect(graph.operation.length).toBeLessThan(1000);
  });

  test("reductions of nothing", () => {
    const p = new ProgramWriter();
    const empty = p.view(p.input([3]), [0, 3], 0, [3, 1]);
    const sum = p.reduce("sum", p.reduce("sum", empty, [0]));
    const product = p.reduce("prod", p.reduce("prod", empty, [0]));
    expect(run(p, p.map("add", sum, product), [1, 2, 3])).toEqual([1, 0, 0, 0]);
    const least = p.reduce("least", empty);
    expect(() => lowerProgram(p.program(least))).toThrow("it takes an extremum of no numbers");
  });

  test("a product has exact slopes where factors are 0", () => {
    const p = new ProgramWriter();
    expect(run(p, p.reduce("prod", p.input([3])), [2, 0, 5])).toEqual([0, 0, 10, 0]);
  });
});

describe("guards", () => {
  test.each([
    [3, 1],
    [30, 1],
    [3, 0],
    [30, 0],
  ])("of %i elements that must be %i", (length, expected) => {
    const p = new ProgramWriter();
    const x = p.input([length]);
    const condition = p.map("gt", x, p.constant([], [0]));
    const output = p.reduce("sum", x);
    const compiled = compile(lowerProgram(p.program(output, [[condition, expected]])));
    const held = range(length).map(() => (expected === 1 ? 1 : -1));
    compiled.inputs.set(held);
    expect(compiled.run()).toBe(-1);
    compiled.inputs[length - 1] = -held[0]!;
    expect(compiled.run()).toBeGreaterThanOrEqual(0);
  });

  test("of no elements always hold", () => {
    const p = new ProgramWriter();
    const x = p.input([2]);
    const none = p.view(x, [0], 0, [1]);
    expect(lowerProgram(p.program(p.reduce("sum", x), [[none, 1]])).guards).toEqual([]);
  });
});

test("what only the interpreter computes is not lowered, and why is said", () => {
  const p = new ProgramWriter();
  const factor = p.kernel("cholesky", [p.input([40, 40])], [40, 40]);
  expect(() => lowerProgram(p.program(p.reduce("sum", factor)))).toThrow(
    "it factors a matrix of 40 rows",
  );
});

test("what is no program is said", () => {
  const p = new ProgramWriter();
  const x = p.input([2]);
  const taken = p.take(x, [], [2]);
  expect(() => p.program(taken)).toThrow("node 1 (take): positions outside");
  expect(() => new ProgramWriter().program(0)).toThrow("the output is not one number");
});
