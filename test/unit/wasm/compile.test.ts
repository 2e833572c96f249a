import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { PATIENCE, runs } from "../graph/effort";
import { GraphBuilder } from "../../../src/graph/builder";
import { compile } from "../../../src/wasm/compile";
import { gradient } from "../../../src/graph/passes/derivative";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { OPERATIONS } from "../../../src/graph/operations";
import { dataSource } from "../graph/dataGraphs";
import { awkwardNumber, graphOf, recipe } from "../graph/randomGraphs";

vi.setConfig({ testTimeout: PATIENCE });

const points = fc.array(fc.array(awkwardNumber, { minLength: 10, maxLength: 10 }), {
  minLength: 3,
  maxLength: 3,
});

/** The outputs and the missed guard of compiled code and interpreter; all NaNs are alike. */
function expectSameBits(graph: Graph, at: readonly (readonly number[])[]): void {
  const compiled = compile(graph);
  for (const point of at) {
    compiled.inputs.set(point.slice(0, graph.inputCount));
    const missed = compiled.run();
    const reference = evaluate(graph, point);
    expect(missed).toBe(reference.missedGuard);
    if (missed >= 0) continue;
    reference.outputs.forEach((value, index) => {
      if (!Object.is(compiled.outputs[index], value)) {
        throw new Error(`output ${index}: ${compiled.outputs[index]!}, interpreter ${value}`);
      }
    });
  }
}

describe("compiled code has the interpreter's bits", () => {
  test("on graphs of numbers", () => {
    fc.assert(
      fc.property(recipe({ axes: false, steps: 30 }), points, (it, at) => {
        expectSameBits(graphOf(it), at);
      }),
      runs(400),
    );
  });

  test("on graphs over axes", () => {
    fc.assert(
      fc.property(recipe({ axes: true, steps: 30 }), points, (it, at) => {
        expectSameBits(graphOf(it), at);
      }),
      runs(400),
    );
  });

  test("on gradients of graphs over axes", () => {
    fc.assert(
      fc.property(recipe({ axes: true, steps: 15 }), points, (it, at) => {
        expectSameBits(gradient(graphOf(it)), at);
      }),
      runs(300),
    );
  });

  test("on graphs too large for one function", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.array(awkwardNumber, { minLength: 4, maxLength: 4 }),
        (seed, at) => {
          const graph = irregular(4000, seed);
          expectSameBits(graph, [at]);
          expectSameBits(gradient(graph, { output: 1 }), [at]);
        },
      ),
      runs(3),
    );
  });

  test("on graphs with guards", () => {
    fc.assert(
      fc.property(recipe({ axes: false, steps: 15 }), points, fc.nat(), (it, at, salt) => {
        const graph = graphOf(it);
        const nodes = graph.operation.length;
        const guards = [0, 1, 2].map((index) => ({
          condition: (salt + index * 5) % nodes,
          expected: (salt >> index) % 2 === 0,
        }));
        expectSameBits({ ...graph, guards }, at);
      }),
      runs(200),
    );
  });
});

test.each([1, 15, 16, 40])("outputs with %i bins of a scatter in a row, in any order", (count) => {
  const builder = new GraphBuilder({ simplify: true });
  const axis = builder.axes.add(count);
  const set = builder.axes.setOf([axis]);
  const places = Int32Array.from({ length: count }, (_, k) => k);
  const inputs = places.map((k) => builder.input(k));
  const values = builder.gather(builder.indexTable(set, inputs, places));
  const bins = builder.scatter(
    builder.apply("exp", values),
    builder.indexTable(set, inputs, places),
  );
  // Every second bin, then those between, from the last on.
  const order = [...places].sort((a, b) => (a % 2) - (b % 2) || (a % 2 === 0 ? a - b : b - a));
  const picks = order.map((bin) => builder.pick(bins, bin));
  const square = builder.apply("mul", inputs[0]!, inputs[0]!);
  const graph = builder.build([square, ...picks, square, inputs[0]!], count);
  expectSameBits(graph, [Array.from(places, (k) => Math.sin(k))]);
});

/** A graph without any regularity: each node combines two of those just before it. */
function irregular(size: number, seed: number): Graph {
  const next = dataSource(seed);
  const k = new GraphBuilder();
  const nodes = [0, 1, 2, 3].map((input) => k.input(input));
  const names = ["add", "mul", "sub", "max", "tanh", "sin", "lt", "select"] as const;
  while (nodes.length < size) {
    const pick = (): number => nodes[nodes.length - 1 - Math.floor((next() + 1) * 20)] ?? nodes[0]!;
    const name = names[Math.floor(((next() + 1) / 2) * names.length)]!;
    const operands = [pick(), pick(), pick()].slice(0, OPERATIONS[name].arity);
    const node = k.apply(name, ...operands);
    // Kept in range, so that not everything ends as NaN.
    nodes.push(nodes.length % 7 === 0 ? k.apply("tanh", k.apply("add", node, pick())) : node);
  }
  return k.build(nodes.slice(-5), 4);
}
