import { OPERATIONS } from "../../../../../src/graph/operations";
import {
  type ArrayNode,
  type ArrayProgram,
  rowMajor,
} from "../../../../../src/languages/python/lowering/arrayProgram";
import { everyIndex } from "./programWriter";

/** The value of a program at θ, and whether its guards hold, node by node as their definitions read. */
export function evaluateProgram(
  program: ArrayProgram,
  theta: readonly number[],
): { value: number; holds: boolean } {
  const arrays: number[][] = [];
  for (const node of program.nodes) arrays.push(evaluateNode(program, node, arrays, theta));
  return {
    value: arrays[program.output]![0]!,
    holds: program.guards.every(([id, expected]) =>
      arrays[id]!.every((value) => (value > 0 || value < 0) === expected),
    ),
  };
}

function evaluateNode(
  program: ArrayProgram,
  node: ArrayNode,
  arrays: readonly number[][],
  theta: readonly number[],
): number[] {
  const shapeOf = (id: number): readonly number[] => program.nodes[id]!.shape;
  /** An operand at an index of something it is broadcast to. */
  const at = (id: number, index: readonly number[]): number => {
    const shape = shapeOf(id);
    const strides = rowMajor(shape);
    const own = index.slice(index.length - shape.length);
    return arrays[id]![own.reduce((sum, k, d) => sum + (shape[d] === 1 ? 0 : k) * strides[d]!, 0)]!;
  };
  const indices = [...everyIndex(node.shape)];
  switch (node.op) {
    case "const":
      return [...node.values];
    case "input":
      return theta.slice(node.first, node.first + node.size);
    case "map":
      return indices.map((index) => {
        const [a = 0, b = 0, c = 0] = node.of.map((id) => at(id, index));
        return OPERATIONS[node.name].evaluate(a, b, c);
      });
    case "dims":
      return indices.map((index) => {
        const inner = shapeOf(node.of[0]).map(() => 0);
        node.axes.forEach((axis, d) => {
          if (axis >= 0) inner[axis] = index[d]!;
        });
        return at(node.of[0], inner);
      });
    case "take": {
      const { positions } = node;
      return indices.map((index, k) => {
        const position =
          positions instanceof Int32Array
            ? positions[k]!
            : index.reduce((sum, i, d) => sum + i * positions.strides[d]!, positions.start);
        return arrays[node.of[0]]![position]!;
      });
    }
    case "pick": {
      const all = node.of.flatMap((id) => arrays[id]!);
      return Array.from(node.positions, (position) => all[position]!);
    }
    case "matmul": {
      const [a, b] = node.of;
      const inner = shapeOf(a).at(-1)!;
      return indices.map((index) => {
        const batch = index.slice(0, -2);
        const [row, column] = index.slice(-2) as [number, number];
        let sum = 0;
        for (let k = 0; k < inner; k++)
          sum += at(a, [...batch, row, k]) * at(b, [...batch, k, column]);
        return sum;
      });
    }
    case "kernel":
      throw new Error("the interpreter's alone");
    default: {
      const shape = shapeOf(node.of[0]);
      const reduced = [...everyIndex(node.axes.map((axis) => shape[axis]!))];
      return indices.map((index) => {
        const values = reduced.map((inner) => {
          let next = 0;
          const whole = shape.map((_, axis) => {
            const position = node.axes.indexOf(axis);
            return position >= 0 ? inner[position]! : index[next++]!;
          });
          return at(node.of[0], whole);
        });
        return combine[node.op](values);
      });
    }
  }
}

const combine = {
  sum: (values: readonly number[]) => values.reduce((a, b) => a + b, 0),
  prod: (values: readonly number[]) => values.reduce((a, b) => a * b, 1),
  least: (values: readonly number[]) => Math.min(...values),
  greatest: (values: readonly number[]) => Math.max(...values),
};
