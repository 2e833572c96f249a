import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile } from "../../../src/graph/compile";
import { gradient } from "../../../src/graph/derivative";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { awkwardNumber, graphOf, recipe } from "./randomGraphs";

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
      { numRuns: 400 },
    );
  });

  test("on graphs over axes", () => {
    fc.assert(
      fc.property(recipe({ axes: true, steps: 30 }), points, (it, at) => {
        expectSameBits(graphOf(it), at);
      }),
      { numRuns: 400 },
    );
  });

  test("on gradients of graphs over axes", () => {
    fc.assert(
      fc.property(recipe({ axes: true, steps: 15 }), points, (it, at) => {
        expectSameBits(gradient(graphOf(it)), at);
      }),
      { numRuns: 300 },
    );
  });
});
