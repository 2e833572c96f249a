import { expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { neededNodes } from "../../../src/graph/replay";
import { compile } from "../../../src/wasm/compile";
import { sumsApart } from "../../../src/wasm/sumsApart";

interface Shape {
  readonly samples: number;
  readonly features: readonly number[];
  readonly classes: number;
}

/** Numbers without a pattern, of both signs. */
const number = (k: number): number => Math.sin(1 + 12.9898 * k) * 10 ** ((k % 5) - 2);

/**
 * A layer and what its weights' adjoints look like: sᵢ꜀ = Σₖ Xᵢₖ·w꜀ₖ, Gₖ꜀ = Σᵢ Xᵢₖ·tanh(sᵢ꜀), then Σₖ Gₖ꜀² and, summed
 * apart once more, Σᵢ Xᵢₖ·(sᵢ꜀·Σₖ Gₖ꜀); the weights are inputs. Features may form several axes.
 */
function layer({ samples, features, classes }: Shape): Graph {
  const builder = new GraphBuilder({ simplify: true });
  const sample = builder.axes.add(samples);
  const inner = features.map((length) => builder.axes.add(length));
  const set = builder.axes.setOf([sample, ...inner]);
  const innerSet = builder.axes.setOf(inner);
  const count = features.reduce((size, length) => size * length, 1);
  const data = builder.column(
    set,
    Float64Array.from({ length: samples * count }, (_, k) => number(k)),
  );
  const overInner = (node: number): number =>
    inner.reduceRight((sum, axis) => builder.sum(sum, axis), node);
  const outputs: number[] = [];
  for (let c = 0; c < classes; c++) {
    const sources = Int32Array.from({ length: count }, (_, k) => builder.input(c * count + k));
    const places = Int32Array.from({ length: count }, (_, k) => k);
    const weights = builder.gather(builder.indexTable(innerSet, sources, places));
    const scores = overInner(builder.apply("mul", data, weights));
    const slopes = builder.sum(builder.apply("mul", data, builder.apply("tanh", scores)), sample);
    const total = overInner(slopes);
    const scaled = builder.apply("mul", scores, total);
    const again = builder.sum(builder.apply("mul", data, scaled), sample);
    outputs.push(overInner(builder.apply("mul", slopes, slopes)), overInner(again));
  }
  return builder.build(outputs, classes * count);
}

const shapes: [string, Shape][] = [
  ["an even number of samples", { samples: 6, features: [400], classes: 5 }],
  ["an odd number of samples", { samples: 7, features: [401], classes: 4 }],
  ["one sample", { samples: 1, features: [400], classes: 4 }],
  ["sums in tiles of several sizes", { samples: 9, features: [129], classes: 14 }],
  ["two sums", { samples: 11, features: [801], classes: 2 }],
  ["three sums", { samples: 10, features: [530], classes: 3 }],
  ["few features", { samples: 7, features: [16], classes: 5 }],
  ["features over two axes", { samples: 5, features: [20, 21], classes: 4 }],
];

test.each(shapes)("sums apart have the interpreter's bits: %s", (_, shape) => {
  const graph = layer(shape);
  // Else this shows nothing.
  const apart = sumsApart(graph, neededNodes(graph));
  const scores = shape.features.length === 1 ? 2 * shape.classes : 0;
  expect(apart.size).toBe(4 * shape.classes + scores);
  const compiled = compile(graph);
  const theta = compiled.inputs.map((_one, k) => number(3 * k) / 100);
  compiled.inputs.set(theta);
  expect(compiled.run()).toBe(-1);
  expect([...compiled.outputs]).toEqual([...evaluate(graph, theta).outputs]);
});

test("a few short sums stay in the loop that makes their terms", () => {
  const graph = layer({ samples: 6, features: [6], classes: 5 });
  expect(sumsApart(graph, neededNodes(graph)).size).toBe(0);
});
