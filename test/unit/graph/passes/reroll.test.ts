import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { PATIENCE, runs } from "../effort";
import { GraphBuilder } from "../../../../src/graph/builder";
import { compile } from "../../../../src/wasm/compile";
import { gradient, hessianVectorProduct } from "../../../../src/graph/passes/derivative";
import type { Graph } from "../../../../src/graph/graph";
import { evaluate } from "../../../../src/graph/interpreter";
import { reroll } from "../../../../src/graph/passes/reroll";
import {
  type DataGraph,
  dataSource,
  hinge,
  logistic,
  longRosenbrock,
  network,
  softmax,
  spread,
} from "../dataGraphs";
import { loopRecipe, unrolled } from "../randomLoops";

vi.setConfig({ testTimeout: PATIENCE });

const cases: readonly [name: string, make: () => DataGraph, nodeBound: number][] = [
  ["logistic regression, an even number of samples", () => logistic(40, 5), 40],
  ["logistic regression, an odd number of samples", () => logistic(41, 3), 40],
  ["logistic regression, many features", () => logistic(30, 50), 20],
  ["a network with one hidden layer", () => network(23, 3, 8), 60],
  ["softmax", () => softmax(31, 4, 5), 120],
  ["Rosenbrock in 50 dimensions", () => longRosenbrock(50), 80],
  ["loops that read what other loops made", () => spread(21, 18), 180],
  ["a hinge loss with a penalty", () => hinge(37, 4), 60],
];

function pointFor(graph: Graph, seed: number): number[] {
  const next = dataSource(seed);
  return Array.from({ length: graph.inputCount }, next);
}

/** Agreement to rounding: sums of some hundred terms, each off by at most an ulp or so. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  const size = Math.max(1, ...Array.from(expected, Math.abs));
  for (let index = 0; index < expected.length; index++) {
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThan(1e-12 * size);
  }
}

describe.each(cases)("%s", (_, make, nodeBound) => {
  const { graph, plain } = make();
  const rolled = reroll(graph);

  test("becomes loops", () => {
    expect(rolled.axes.length).toBeGreaterThan(0);
    // Inputs read one by one are nodes too: they do not count.
    expect(rolled.operation.length - graph.inputCount).toBeLessThan(nodeBound);
  });

  test("keeps its value and its gradient", () => {
    for (const seed of [11, 12, 13]) {
      const point = pointFor(graph, seed);
      const { outputs } = evaluate(gradient(rolled), point);
      expectClose(outputs.subarray(0, 1), [plain(point)]);
      expectClose(outputs, evaluate(gradient(graph), point).outputs);
    }
  });

  test("keeps its Hessian", () => {
    const point = [...pointFor(graph, 14), ...pointFor(graph, 15)];
    expectClose(
      evaluate(hessianVectorProduct(rolled), point).outputs,
      evaluate(hessianVectorProduct(graph), point).outputs,
    );
  });

  test("compiles to the interpreter's bits, gradient and Hessian too", () => {
    for (const each of [rolled, gradient(rolled), hessianVectorProduct(rolled)]) {
      const compiled = compile(each);
      const point = pointFor(each, 16);
      compiled.inputs.set(point);
      expect(compiled.run()).toBe(-1);
      expect(compiled.outputs).toEqual(evaluate(each, point).outputs);
    }
  });
});

describe("random nested loops over data", () => {
  test("keep value and gradient, in the same bits compiled and interpreted", () => {
    let rolledGraphs = 0;
    fc.assert(
      fc.property(loopRecipe, fc.integer(), (recipe, seed) => {
        const graph = unrolled(recipe);
        const rolled = gradient(reroll(graph));
        if (rolled.axes.length > 0) rolledGraphs++;
        const point = pointFor(graph, seed);
        const { outputs } = evaluate(rolled, point);
        // Random programs may leave the range of doubles, where closeness means nothing.
        const expected = evaluate(gradient(graph), point).outputs;
        if (expected.every((value) => Math.abs(value) < 1e100)) expectClose(outputs, expected);
        const compiled = compile(rolled);
        compiled.inputs.set(point);
        expect(compiled.run()).toBe(-1);
        expect(compiled.outputs).toEqual(outputs);
      }),
      runs(120),
    );
    // About 70 of 120 have loops to roll, give or take 5: far fewer would mean that nothing is tried.
    expect(rolledGraphs).toBeGreaterThan(30);
  });
});

describe("guards", () => {
  test("of the same shape become one, which misses when any of them does", () => {
    const k = new GraphBuilder();
    const x = k.input(0);
    for (let i = 0; i < 20; i++) k.guard(k.apply("lt", x, k.constant(10 + i)), true);
    for (let i = 0; i < 20; i++) k.guard(k.apply("lt", x, k.constant(-i)), false);
    k.guard(k.apply("ne", x, k.constant(7)), true);
    const rolled = reroll(k.build([x], 1));
    expect(rolled.guards.length).toBe(3);
    const compiled = compile(rolled);
    const misses = (at: number): boolean => {
      compiled.inputs[0] = at;
      const missed = compiled.run();
      expect(missed).toBe(evaluate(rolled, [at]).missedGuard);
      return missed >= 0;
    };
    expect(misses(3)).toBe(false);
    expect(misses(10)).toBe(true);
    expect(misses(-0.5)).toBe(true);
    expect(misses(7)).toBe(true);
  });
});
