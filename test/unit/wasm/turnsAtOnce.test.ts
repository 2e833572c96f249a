import { expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { gradient } from "../../../src/graph/passes/derivative";
import { compile } from "../../../src/wasm/compile";
import { type Block, arrange } from "../../../src/wasm/loopNest";
import { turnsAtOnce } from "../../../src/wasm/turnsAtOnce";

/** Numbers without a pattern, of both signs. */
const number = (k: number): number => Math.sin(1 + 12.9898 * k) * 10 ** ((k % 5) - 2);

/** Σᵢ (Σⱼ vⱼ·tanh(Σₖ wⱼₖ·xᵢₖ))²: a layer of units, then their weighted sum for each sample; w and v are inputs. */
function network(samples: number, units: number, features: number): Graph {
  const builder = new GraphBuilder({ simplify: true });
  const [i, j, k] = [samples, units, features].map((length) => builder.axes.add(length)) as [
    number,
    number,
    number,
  ];
  const inputs = (first: number, count: number, axes: readonly number[]): number => {
    const sources = Int32Array.from({ length: count }, (_, at) => builder.input(first + at));
    const places = sources.map((_, at) => at);
    return builder.gather(builder.indexTable(builder.axes.setOf(axes), sources, places));
  };
  const x = builder.column(
    builder.axes.setOf([i, k]),
    Float64Array.from({ length: samples * features }, (_, at) => number(at)),
  );
  const w = inputs(0, units * features, [j, k]);
  const v = inputs(units * features, units, [j]);
  const hidden = builder.apply("tanh", builder.sum(builder.apply("mul", w, x), k));
  const out = builder.sum(builder.apply("mul", v, hidden), j);
  const loss = builder.sum(builder.apply("mul", out, out), i);
  return builder.build([loss], units * features + units);
}

function loopsOf(block: Block): Block[] {
  const inner = block.items.filter((item) => typeof item !== "number");
  return [...inner, ...inner.flatMap(loopsOf)];
}

test.each([
  ["rests of each kind", 7, 9, 5],
  ["fewer turns than are taken at once", 6, 3, 4],
  ["sums by the weights apart", 5, 41, 40],
] as const)("value and gradient have the interpreter's bits: %s", (_, samples, units, features) => {
  const graph = gradient(network(samples, units, features));
  const compiled = compile(graph);
  const theta = compiled.inputs.map((_one, at) => number(3 * at) / 10);
  compiled.inputs.set(theta);
  expect(compiled.run()).toBe(-1);
  expect([...compiled.outputs]).toEqual([...evaluate(graph, theta).outputs]);
});

test("turns are taken at once where an inner loop has one sum", () => {
  const graph = network(7, 9, 5);
  const counts = loopsOf(arrange(graph).root).map((loop) =>
    turnsAtOnce(graph, loop, { array: new Map() }),
  );
  // The loop over samples holds a loop over units, which alone has a plain loop inside.
  expect(counts).toEqual([1, 4, 1]);
});
