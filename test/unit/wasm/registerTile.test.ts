import * as fc from "fast-check";
import { expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { evaluate } from "../../../src/graph/interpreter";
import { gradient } from "../../../src/graph/passes/derivative";
import { neededNodes } from "../../../src/graph/replay";
import { compile } from "../../../src/wasm/compile";
import { type Block, arrange } from "../../../src/wasm/loopNest";
import { tilesOf, turnsOfTile } from "../../../src/wasm/registerTile";
import { isTile, turnsAtOnce } from "../../../src/wasm/turnsAtOnce";
import { sumsApart } from "../../../src/wasm/sumsApart";

/** Numbers without a pattern, of both signs. */
const number = (k: number): number => Math.sin(1 + 12.9898 * k) * 10 ** ((k % 5) - 2);

interface Shape {
  readonly rows: number;
  readonly terms: number;
  readonly columns: number;
  /** Whether the weight stands before the datum in the product. */
  readonly isWeightFirst: boolean;
  /** Whether the weights of a term, not those of a column, are neighbours. */
  readonly isByTerm: boolean;
  /** Whether the least, not the sum, of all scores of a row is added up. */
  readonly isOfLeast: boolean;
}

/** Σᵢ f(zᵢ₁, …, zᵢ꜀) with zᵢ꜀ = Σₖ Xᵢₖ·wₖ꜀, where f is Σ꜀ tanh zᵢ꜀ or the least of them; the weights are inputs. */
function scores({ rows, terms, columns, isWeightFirst, isByTerm, isOfLeast }: Shape): Graph {
  const builder = new GraphBuilder({ simplify: true });
  const row = builder.axes.add(rows);
  const term = builder.axes.add(terms);
  const data = builder.column(
    builder.axes.setOf([row, term]),
    Float64Array.from({ length: rows * terms }, (_, k) => number(k)),
  );
  const places = Int32Array.from({ length: terms }, (_, k) => k);
  const made = Array.from({ length: columns }, (_, c) => {
    const sources = places.map((k) => builder.input(isByTerm ? k * columns + c : c * terms + k));
    const weights = builder.gather(builder.indexTable(builder.axes.setOf([term]), sources, places));
    const factors = isWeightFirst ? [weights, data] : [data, weights];
    return builder.apply("tanh", builder.sum(builder.apply("mul", ...factors), term));
  });
  const joined = made.reduce((a, b) => builder.apply(isOfLeast ? "min" : "add", a, b));
  return builder.build([builder.sum(joined, row)], terms * columns);
}

test("products of all shapes have the interpreter's bits, with their gradients", () => {
  const shapes = fc.record({
    rows: fc.integer({ min: 1, max: 11 }),
    terms: fc.integer({ min: 12, max: 90 }),
    columns: fc.integer({ min: 1, max: 13 }),
    isWeightFirst: fc.boolean(),
    isByTerm: fc.boolean(),
    isOfLeast: fc.boolean(),
  });
  fc.assert(
    fc.property(shapes, (shape) => {
      const graph = gradient(scores(shape));
      const compiled = compile(graph);
      const theta = compiled.inputs.map((_one, k) => number(3 * k) / 100);
      compiled.inputs.set(theta);
      expect(compiled.run()).toBe(-1);
      expect([...compiled.outputs]).toEqual([...evaluate(graph, theta).outputs]);
    }),
    { numRuns: 40 },
  );
});

function loopsOf(block: Block): Block[] {
  const inner = block.items.filter((item) => typeof item !== "number");
  return [...inner, ...inner.flatMap(loopsOf)];
}

test("sums that read the same data are written as tiles of registers", () => {
  const graph = scores({
    ...{ rows: 8, terms: 16, columns: 10 },
    ...{ isWeightFirst: false, isByTerm: false, isOfLeast: false },
  });
  const loops = loopsOf(arrange(graph).root);
  const tiles = loops.filter((loop) => isTile(graph, loop));
  expect(tiles.map(({ completes }) => completes.length)).toEqual([3, 3, 4]);
  const [around] = tiles.map(({ parent }) => parent);
  expect(turnsAtOnce(graph, around!, { array: new Map() })).toBe(2);
});

test("a single sum whose accumulators the first-level cache holds stays among what is computed of it", () => {
  const graph = gradient(
    scores({
      ...{ rows: 8, terms: 700, columns: 1 },
      ...{ isWeightFirst: false, isByTerm: false, isOfLeast: false },
    }),
  );
  expect(sumsApart(graph, neededNodes(graph)).size).toBe(0);
});

test.each(Array.from({ length: 40 }, (_, k) => k + 1))("%i sums are all in tiles", (count) => {
  const sums = Array.from({ length: count }, (_, k) => k);
  const tiles = tilesOf(sums);
  expect(tiles.flat()).toEqual(sums);
  for (const { length } of tiles) {
    expect(length).toBeGreaterThan(0);
    // What a turn of the innermost loop reads and adds to is in registers at the same time, of which there are 15.
    expect((length + 1) * (turnsOfTile(length) + 1)).toBeLessThanOrEqual(1 + 15);
  }
});
