import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { effortOf } from "../../../src/graph/effort";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { gradient, hessianVectorProduct } from "../../../src/graph/passes/derivative";
import { replay } from "../../../src/graph/replay";
import { compile } from "../../../src/wasm/compile";
import { compileIteration } from "../../../src/wasm/iterate";
import { asScan, asSteps, network, type Recurrence, wave } from "./scanRecipes";

/** One number, carried twice, with a kink and a power. */
const small: Recurrence = {
  ...{ steps: 5, isReversed: false, carried: 2, shared: 2, data: [wave(5, 1)] },
  step(k, [a, b], [p, q], [x]) {
    const one = k.apply("max", k.apply("mul", a!, p!), k.apply("sub", b!, x!));
    return {
      next: [k.apply("sin", one), k.apply("add", k.apply("mul", q!, b!), a!)],
      stacked: [],
      summed: [k.apply("exp", k.apply("mul", q!, one))],
    };
  },
};

const recurrences: readonly (readonly [string, Recurrence])[] = [
  ["two numbers", small],
  ["one step", network(2, 1)],
  ["a network of 5 units", network(5, 7)],
  ["a network of 16 units", network(16, 12)],
  ["a network of 16 units backwards", network(16, 9, true)],
];

const inputsOf = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => 0.4 * Math.sin(1 + 1.7 * i));

function run(graph: Graph, inputs: Float64Array): Float64Array {
  const compiled = compile(graph);
  compiled.inputs.set(inputs);
  expect(compiled.run()).toBe(-1);
  return compiled.outputs.slice();
}

/** Sums are taken in another order than step after step. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  const size = Math.max(1, ...expected.map(Math.abs));
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `output ${i}`).toBeLessThanOrEqual(1e-12 * size);
  });
}

describe.each(recurrences)("a scan of %s", (_, recurrence) => {
  const scan = asScan(recurrence);
  const steps = asSteps(recurrence);
  const inputs = inputsOf(steps.inputCount);

  it("takes the effort of its steps", () => {
    // A loop also has nodes for its streams and its results, steps written out share constants.
    const ratio = effortOf(scan) / effortOf(steps);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("is evaluated step by step", () => {
    expectClose(evaluate(scan, inputs).outputs, evaluate(steps, inputs).outputs);
  });

  it("has the gradient of its steps", () => {
    const derived = gradient(scan);
    expectClose(evaluate(derived, inputs).outputs, evaluate(gradient(steps), inputs).outputs);
  });

  it("has the second derivatives of its steps", () => {
    const both = Float64Array.from([...inputs, ...inputs.map((x) => Math.cos(9 * x))]);
    const derived = hessianVectorProduct(scan);
    expectClose(
      evaluate(derived, both).outputs,
      evaluate(hessianVectorProduct(steps), both).outputs,
    );
  });

  it("is a step of a compiled run", () => {
    const k = new GraphBuilder({ simplify: true });
    const derived = gradient(scan);
    const made = replay(k, derived);
    const [loss, ...slopes] = Array.from(derived.outputs, (output) => made[output]!);
    const next = slopes.map((slope, i) =>
      k.apply("sub", k.input(i), k.apply("mul", k.constant(0.01), slope)),
    );
    const graph = k.build([...next, loss!], scan.inputCount);
    const run = compileIteration({
      ...{ graph, slotCount: next.length, recordCount: 1, capacity: 3 },
      ...{ constantCount: 0, tableCount: 0, stopCount: 0 },
    });
    run.slots.set(inputs);
    expect(run.run(0, 3).reason).toBe("done");
    let point = inputs;
    for (let row = 0; row < 3; row++) {
      const { outputs } = evaluate(graph, point);
      expect(run.records[row]).toBe(outputs.at(-1));
      point = outputs.slice(0, -1);
    }
    expect(run.slots).toEqual(point);
  });

  it("is compiled to the last bit, with its derivatives", () => {
    const both = Float64Array.from([...inputs, ...inputs.map((x) => Math.cos(9 * x))]);
    for (const graph of [scan, gradient(scan), hessianVectorProduct(scan)]) {
      const given = both.subarray(0, graph.inputCount);
      expect(run(graph, given)).toEqual(evaluate(graph, given).outputs);
    }
  });
});
