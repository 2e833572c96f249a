import fc from "fast-check";
import { type OperationName, OPERATIONS } from "../../../../../src/graph/operations";
import { rowMajor, sizeOf } from "../../../../../src/languages/python/lowering/arrayProgram";
import { canBroadcast, ProgramWriter } from "./programWriter";

/** What a random program is made from; every value of it gives a program. */
export interface ProgramRecipe {
  readonly shapes: readonly (readonly number[])[];
  readonly steps: readonly Step[];
}

interface Step {
  readonly kind: (typeof kinds)[number];
  readonly operands: readonly [number, number, number];
  readonly salt: number;
}

const kinds = [
  ...["map", "map", "map", "map", "dims", "take", "view", "view", "pick", "matmul"],
  ...["sum", "sum", "prod", "least", "greatest", "assign", "const"],
] as const;

/** Smooth where they are defined, and bounded, so that central differences can be compared. */
const names: readonly OperationName[] = [
  ...(["add", "sub", "mul", "tanh", "sin", "atan", "erf", "neg", "max", "min", "abs"] as const),
  ...(["select", "stopGradient"] as const),
];

/** Larger arrays only take longer, and a product of them is not written out. */
const MOST_ELEMENTS = 600;

const length = fc.constantFrom(1, 2, 3, 5, 14, 0);

export const programRecipe: fc.Arbitrary<ProgramRecipe> = fc.record({
  shapes: fc.array(
    fc.array(length, { maxLength: 3 }).filter((shape) => sizeOf(shape) <= MOST_ELEMENTS),
    { minLength: 1, maxLength: 3 },
  ),
  steps: fc.array(
    fc.record<Step>({
      kind: fc.constantFrom(...kinds),
      operands: fc.tuple(fc.nat(), fc.nat(), fc.nat()),
      salt: fc.nat(),
    }),
    { minLength: 3, maxLength: 14 },
  ),
});

/** The program of a recipe: its value is a weighted sum over the last arrays. */
export function programOf({ shapes, steps }: ProgramRecipe): {
  writer: ProgramWriter;
  output: number;
} {
  const writer = new ProgramWriter();
  const values = shapes.map((shape) => writer.input(shape));
  for (const step of steps) {
    const made = apply(writer, values, step);
    if (made !== undefined && sizeOf(writer.shapeOf(made)) <= MOST_ELEMENTS) values.push(made);
  }
  const last = values.slice(-3).map((id) => writer.reduce("sum", writer.map("sin", id)));
  return { writer, output: last.reduce((a, b) => writer.map("add", a, b)) };
}

/** Numbers from a salt: the same ones each time, none of them round. */
function numbersOf(salt: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => Math.sin(1 + (salt % 1000) + 1.7 * k));
}

function positionsOf(salt: number, count: number, limit: number): number[] {
  return Array.from(
    { length: count },
    (_, k) => (salt + k * (1 + (salt % 5)) + ((k * k) % 3)) % limit,
  );
}

function apply(
  writer: ProgramWriter,
  values: readonly number[],
  { kind, operands, salt }: Step,
): number | undefined {
  const [a, b, c] = operands.map((at) => values[at % values.length]!) as [number, number, number];
  const shape = writer.shapeOf(a);
  const size = sizeOf(shape);
  switch (kind) {
    case "map":
      return map(writer, names[salt % names.length]!, [a, b, c]);
    case "const": {
      const own = writer.shapeOf(b);
      return writer.constant(own, numbersOf(salt, sizeOf(own)));
    }
    case "dims": {
      const kept = shape.flatMap((one, axis) =>
        one === 1 && (salt >> axis) % 2 === 0 ? [] : [axis],
      );
      const turned = salt % 3 === 0 ? [...kept].reverse() : kept;
      return writer.dims(a, salt % 2 === 0 ? [-1, ...turned] : [...turned, -1]);
    }
    case "take": {
      if (size === 0) return undefined;
      const own = [[], [4], [2, 3], [16]][salt % 4]!;
      return writer.take(a, own, positionsOf(salt, sizeOf(own), size));
    }
    case "view":
      return view(writer, a, salt);
    case "pick": {
      const of = [a, b, c].slice(0, 1 + (salt % 3));
      const total = of.reduce((sum, id) => sum + sizeOf(writer.shapeOf(id)), 0);
      if (total === 0) return undefined;
      const own = [[5], [2, 4], [40], []][(salt >> 2) % 4]!;
      return writer.pick(of, own, positionsOf(salt, sizeOf(own), total));
    }
    case "assign": {
      // a with one element from b: what item assignment is.
      if (size === 0 || sizeOf(writer.shapeOf(b)) === 0) return undefined;
      const positions = Array.from({ length: size }, (_, k) => (k === salt % size ? size : k));
      return writer.pick([a, b], shape, positions);
    }
    case "matmul":
      return bounded(writer, matmul(writer, a, b));
    default: {
      const axes = [...shape.keys()].filter((axis) => (salt >> axis) % 2 === 0);
      if (axes.length === 0) return undefined;
      const isEmpty = axes.some((axis) => shape[axis] === 0);
      if (isEmpty && kind !== "sum" && kind !== "prod") return undefined;
      return bounded(writer, writer.reduce(kind, a, axes));
    }
  }
}

function map(
  writer: ProgramWriter,
  name: OperationName,
  operands: readonly number[],
): number | undefined {
  const of = operands.slice(0, OPERATIONS[name].arity);
  if (!canBroadcast(of.map((id) => writer.shapeOf(id)))) return undefined;
  if (name !== "select") return writer.map(name, ...of);
  const condition = writer.map("gt", of[0]!, writer.constant([], [0.1]));
  return writer.map("select", condition, of[1]!, of[2]!);
}

/** A flip, a diagonal, every other element, a repeated row, all in another order. */
function view(writer: ProgramWriter, a: number, salt: number): number | undefined {
  const shape = writer.shapeOf(a);
  const strides = rowMajor(shape);
  const size = sizeOf(shape);
  switch (salt % 5) {
    case 0:
      return writer.view(
        a,
        shape,
        Math.max(0, size - 1),
        strides.map((stride) => -stride),
      );
    case 1:
      if (shape.length < 2 || size === 0) return undefined;
      return writer.view(a, [Math.min(...shape)], 0, [strides.reduce((sum, one) => sum + one, 0)]);
    case 2:
      return writer.view(
        a,
        shape.map((one) => Math.ceil(one / 2)),
        0,
        strides.map((stride) => 2 * stride),
      );
    case 3:
      return writer.view(a, [3, ...shape], 0, [0, ...strides]);
    default:
      return writer.view(a, [...shape].reverse(), 0, [...strides].reverse());
  }
}

/** What has grown, between −π/2 and π/2: the rounding of a large number would be all that its sine shows. */
function bounded(writer: ProgramWriter, id: number | undefined): number | undefined {
  return id === undefined ? undefined : writer.map("atan", id);
}

function matmul(writer: ProgramWriter, a: number, b: number): number | undefined {
  const matrix = (id: number): number =>
    writer.shapeOf(id).length >= 2
      ? id
      : writer.dims(id, [
          ...writer.shapeOf(id).keys(),
          ...[-1, -1].slice(writer.shapeOf(id).length),
        ]);
  const [x, y] = [matrix(a), matrix(b)];
  const [left, right] = [writer.shapeOf(x), writer.shapeOf(y)];
  const turned = writer.dims(y, [...right.slice(0, -2).keys(), right.length - 1, right.length - 2]);
  const fitting =
    left.at(-1) === right.at(-2) ? y : left.at(-1) === right.at(-1) ? turned : undefined;
  if (fitting === undefined || !canBroadcast([left.slice(0, -2), right.slice(0, -2)]))
    return undefined;
  return writer.matmul(x, fitting);
}
