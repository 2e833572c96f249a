import { describe, expect, test } from "vitest";
import { compile } from "../../../src/graph/compile";
import { gradient, hessianVectorProduct } from "../../../src/graph/derivative";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { reroll } from "../../../src/graph/reroll";
import type { DataGraph } from "./dataGraphs";
import { dataSource, hinge, logistic, longRosenbrock, network, softmax } from "./dataGraphs";

const cases: readonly [name: string, make: () => DataGraph, nodeBound: number][] = [
  ["logistic regression, an even number of samples", () => logistic(40, 5), 40],
  ["logistic regression, an odd number of samples", () => logistic(41, 3), 40],
  ["logistic regression, many features", () => logistic(30, 50), 20],
  ["a network with one hidden layer", () => network(23, 3, 8), 60],
  ["softmax", () => softmax(31, 4, 5), 120],
  ["Rosenbrock in 50 dimensions", () => longRosenbrock(50), 80],
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
