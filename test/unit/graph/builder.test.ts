import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { PATIENCE, runs } from "./effort";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { replay } from "../../../src/graph/replay";
import { compile } from "../../../src/wasm/compile";
import { awkwardNumber, graphOf, recipe } from "./randomGraphs";

vi.setConfig({ testTimeout: PATIENCE });

const point = fc.array(awkwardNumber, { minLength: 5, maxLength: 5 });

function rebuilt(graph: Graph, options: ConstructorParameters<typeof GraphBuilder>[0]): Graph {
  const builder = new GraphBuilder(options);
  const made = replay(builder, graph);
  return builder.build(
    Array.from(graph.outputs, (output) => made[output]!),
    graph.inputCount,
  );
}

describe("simplifying", () => {
  test("changes no bit of any result", () => {
    fc.assert(
      fc.property(recipe({ axes: false, steps: 25 }), point, (it, at) => {
        const graph = graphOf(it);
        const simpler = rebuilt(graph, { simplify: true });
        expect(evaluate(simpler, at).outputs).toEqual(evaluate(graph, at).outputs);
      }),
      runs(1000),
    );
  });

  test("and expanding our own functions changes no bit either", () => {
    fc.assert(
      fc.property(recipe({ axes: false, steps: 25 }), point, (it, at) => {
        const graph = graphOf(it);
        const expanded = rebuilt(graph, { simplify: true, expand: true });
        expect(evaluate(expanded, at).outputs).toEqual(evaluate(graph, at).outputs);
      }),
      runs(300),
    );
  });

  test("drops x·1, x/1, x − 0 and −−x, but not x + 0, 0·x and x − x", () => {
    const k = new GraphBuilder({ simplify: true });
    const x = k.input(0);
    const [zero, one] = [k.constant(0), k.constant(1)];
    expect(k.apply("mul", x, one)).toBe(x);
    expect(k.apply("div", x, one)).toBe(x);
    expect(k.apply("sub", x, zero)).toBe(x);
    expect(k.apply("add", x, k.constant(-0))).toBe(x);
    expect(k.apply("neg", k.apply("neg", x))).toBe(x);
    expect(k.apply("add", x, zero)).not.toBe(x);
    expect(k.constantValue(k.apply("mul", zero, x))).toBeUndefined();
    expect(k.constantValue(k.apply("sub", x, x))).toBeUndefined();
  });

  test("keeps the shape of terms while tracing", () => {
    const k = new GraphBuilder();
    const x = k.input(0);
    expect(k.apply("mul", x, k.constant(1))).not.toBe(x);
  });
});

describe("a builder", () => {
  test("makes equal nodes once and folds constants", () => {
    const k = new GraphBuilder();
    const [x, y] = [k.input(0), k.input(1)];
    expect(k.apply("mul", x, y)).toBe(k.apply("mul", x, y));
    expect(k.constantValue(k.apply("pow", k.constant(2), k.constant(10)))).toBe(1024);
    expect(k.constant(0)).not.toBe(k.constant(-0));
    expect(k.constant(NaN)).toBe(k.constant(NaN));
  });

  test("refuses the wrong number of operands, unknown nodes and outputs along an axis", () => {
    const k = new GraphBuilder();
    const x = k.input(0);
    expect(() => k.apply("add", x)).toThrow("add takes 2 operands, not 1");
    expect(() => k.build([99], 1)).toThrow("no such node: 99");
    expect(() => k.build([x], 0)).toThrow("input 0 is used, but there are 0");
    const axis = k.axes.add(2);
    const column = k.column(k.axes.setOf([axis]), Float64Array.of(1, 2));
    expect(() => k.build([column], 1)).toThrow("varies along an axis");
  });

  test("records a guard once, and none for a constant that has its truth value", () => {
    const k = new GraphBuilder();
    const positive = k.apply("gt", k.input(0), k.constant(0));
    k.guard(positive, true);
    k.guard(positive, true);
    k.guard(k.constant(1), true);
    const graph = k.build([positive], 1);
    expect(graph.guards).toEqual([{ condition: positive, expected: true }]);
    expect(evaluate(graph, [1]).missedGuard).toBe(-1);
    expect(evaluate(graph, [-1]).missedGuard).toBe(0);
  });

  test("is valid nowhere once a constant has another truth value than its guard expects", () => {
    const k = new GraphBuilder();
    k.guard(k.constant(0), true);
    const graph = k.build([k.input(0)], 1);
    expect(evaluate(graph, [1]).missedGuard).toBe(0);
    const compiled = compile(graph);
    compiled.inputs.set([1]);
    expect(compiled.run()).toBe(0);
  });

  test("gives plain data that crosses threads", () => {
    const graph = graphOf({
      inputs: 2,
      constants: [2],
      axes: [3],
      steps: [
        { operation: 0, operands: [0, 1, 0], salt: 0 },
        { operation: 2, operands: [3, 1, 0], salt: 1 },
      ],
    });
    const copy = structuredClone(graph);
    expect(evaluate(copy, [1, 2])).toEqual(evaluate(graph, [1, 2]));
  });
});
