import * as fc from "fast-check";
import { GraphBuilder } from "../../../src/graph/builder";
import { type Graph, Structural } from "../../../src/graph/graph";
import { type OperationName, OPERATIONS } from "../../../src/graph/operations";

/** A recipe for a graph: shrinkable data, made into a graph by `graphOf`. */
export interface Recipe {
  readonly inputs: number;
  readonly constants: readonly number[];
  readonly axes: readonly number[];
  readonly steps: readonly Step[];
}

interface Step {
  readonly operation: number;
  readonly operands: readonly [number, number, number];
  readonly salt: number;
}

const INTERNAL = [
  ...["nearest", "copysign", "powerOfTwo", "exponentOf", "significandOf"],
  // Only derivatives hold it, with orders that are constants.
  "polygamma",
];
/** The operations a person's code can be traced to. */
export const NAMES = (Object.keys(OPERATIONS) as OperationName[]).filter(
  (name) => !INTERNAL.includes(name),
);

/** Numbers that are special in IEEE arithmetic, and ordinary ones. */
export const awkwardNumber = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -4, max: 4, noNaN: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      0,
      -0,
      1,
      -1,
      0.5,
      2,
      Infinity,
      -Infinity,
      NaN,
      5e-324,
      1e308,
      1e-310,
    ),
  },
);

/** Numbers of ordinary size: simple ones, so that ties and kinks are met, and any others. */
export const ordinaryNumber = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.5, 2, 3, 0.25),
  fc.double({ min: 1e-3, max: 3, noNaN: true }),
  fc.double({ min: -3, max: -1e-3, noNaN: true }),
);

const step = fc.record<Step>({
  operation: fc.nat(),
  operands: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
  salt: fc.nat(),
});

/** Recipes of graphs over numbers only, or over axes too. */
export function recipe(options: {
  axes: boolean;
  steps: number;
  numbers?: fc.Arbitrary<number>;
}): fc.Arbitrary<Recipe> {
  return fc.record<Recipe>({
    inputs: fc.integer({ min: 1, max: 5 }),
    constants: fc.array(options.numbers ?? awkwardNumber, { minLength: 1, maxLength: 4 }),
    axes: options.axes
      ? fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 })
      : fc.constant([]),
    steps: fc.array(step, { minLength: 1, maxLength: options.steps }),
  });
}

/** The graph of a recipe; its outputs are the last nodes, summed over the axes they have. */
export function graphOf({ inputs, constants, axes, steps }: Recipe): Graph {
  const k = new GraphBuilder();
  axes.forEach((length) => k.axes.add(length));
  const nodes: number[] = [];
  for (let index = 0; index < inputs; index++) nodes.push(k.input(index));
  for (const value of constants) nodes.push(k.constant(value));
  for (const { operation, operands, salt } of steps) {
    const [a, b, c] = operands.map((operand) => nodes[operand % nodes.length]!) as [
      number,
      number,
      number,
    ];
    const structural = axes.length > 0 && salt % 3 === 0;
    nodes.push(
      structural
        ? structuralNode(k, axes, operation, a, salt, nodes)
        : elementwiseNode(k, operation, a, b, c),
    );
  }
  const outputs = nodes.slice(-3).map((node) => {
    const members = k.axes.members(k.axisSetOf(node));
    return members.reduceRight((sum, axis) => k.sum(sum, axis), node);
  });
  return k.build(outputs, inputs);
}

function elementwiseNode(k: GraphBuilder, operation: number, a: number, b: number, c: number) {
  const name = NAMES[operation % NAMES.length]!;
  return k.apply(name, ...[a, b, c].slice(0, OPERATIONS[name].arity));
}

function structuralNode(
  k: GraphBuilder,
  axes: readonly number[],
  operation: number,
  operand: number,
  salt: number,
  nodes: readonly number[],
): number {
  const chosen = axes.map((_, axis) => axis).filter((axis) => (salt >> (3 + axis)) % 2 === 0);
  const set = k.axes.setOf(chosen.length > 0 ? chosen : [salt % axes.length]);
  const size = k.axes.size(set);
  const operandAxes = k.axes.members(k.axisSetOf(operand));
  const axis = operandAxes[salt % Math.max(1, operandAxes.length)];
  switch (operation % 6) {
    case 0:
      return k.column(
        set,
        Float64Array.from({ length: size }, (_, i) => ((i * 7 + salt) % 11) / 4),
      );
    case 1:
    case 2: {
      const scalars = nodes.filter((node) => k.axisSetOf(node) === 0);
      const count = 1 + (salt % Math.min(4, scalars.length));
      const sources = Int32Array.from(
        { length: count },
        (_, i) => scalars[(salt + i * 5) % scalars.length]!,
      );
      const regular = salt % 2 === 0;
      const data = Int32Array.from({ length: size }, (_, i) =>
        regular && count >= size ? i : (i * 5 + salt) % count,
      );
      return k.gather(k.indexTable(set, sources, data));
    }
    case 3:
      return axis === undefined ? operand : k.sum(operand, axis);
    case 4:
      return axis === undefined
        ? operand
        : k.extremum(salt % 2 === 0 ? Structural.least : Structural.greatest, operand, axis);
    default: {
      const table = k.axisSetOf(operand);
      if (table === 0) return operand;
      const count = 1 + (salt % 4);
      const bins = Int32Array.from(
        { length: k.axes.size(table) },
        (_, i) => (i * 3 + salt) % count,
      );
      const sources = new Int32Array(count).fill(nodes[0]!);
      return k.pick(k.scatter(operand, k.indexTable(table, sources, bins)), salt % count);
    }
  }
}
