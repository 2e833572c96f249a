import * as fc from "fast-check";
import { GraphBuilder } from "../../../src/graph/builder";
import type { Graph } from "../../../src/graph/graph";
import { type OperationName, OPERATIONS } from "../../../src/graph/operations";
import { dataSource } from "./dataGraphs";

/** A recipe of a function with loops over data, as a tracer sees it: unrolled. */
export interface LoopRecipe {
  readonly lengths: readonly number[];
  readonly parameters: number;
  readonly seed: number;
  /** What is done in each loop, outermost first: operations on what is at hand. */
  readonly bodies: readonly (readonly Step[])[];
  readonly fold: "add" | "sub" | "min" | "max";
}

interface Step {
  readonly operation: number;
  readonly operands: readonly [number, number, number];
}

/** Smooth enough that a different order of summation changes a result by rounding only. */
const NAMES: readonly OperationName[] = [
  "add",
  "sub",
  "mul",
  "tanh",
  "sin",
  "exp",
  "max",
  "abs",
  "neg",
  "atan",
];

const step = fc.record<Step>({
  operation: fc.nat(),
  operands: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
});

export const loopRecipe = fc.record<LoopRecipe>({
  lengths: fc.tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 12 })),
  parameters: fc.integer({ min: 1, max: 30 }),
  seed: fc.integer(),
  bodies: fc.tuple(
    fc.array(step, { minLength: 1, maxLength: 6 }),
    fc.array(step, { minLength: 2, maxLength: 8 }),
  ),
  fold: fc.constantFrom("add", "sub", "min", "max"),
});

/** The unrolled graph. Each turn reads its own datum, and a parameter chosen by its counters. */
export function unrolled({ lengths, parameters, seed, bodies, fold }: LoopRecipe): Graph {
  const k = new GraphBuilder();
  const next = dataSource(seed);
  const [outer, inner] = lengths as [number, number];
  const [outerBody, innerBody] = bodies as [readonly Step[], readonly Step[]];
  const run = (body: readonly Step[], values: number[]): number => {
    for (const { operation, operands } of body) {
      const name = NAMES[operation % NAMES.length]!;
      const chosen = operands.map((at) => values[at % values.length]!);
      values.push(k.apply(name, ...chosen.slice(0, OPERATIONS[name].arity)));
    }
    return k.apply("tanh", values.at(-1)!);
  };
  const shared = k.apply("sin", k.input(0));
  let total = k.constant(0);
  for (let i = 0; i < outer; i++) {
    const datum = k.constant(next());
    let part = k.input(i % parameters);
    for (let j = 0; j < inner; j++) {
      const values = [k.constant(next()), k.input(j % parameters), datum, shared];
      part = k.apply("add", part, run(innerBody, values));
    }
    const term = run(outerBody, [datum, part, k.input((i * 3) % parameters), shared]);
    total = k.apply(fold, total, term);
  }
  return k.build([k.apply("mul", total, k.constant(1 / outer)), total], parameters);
}
