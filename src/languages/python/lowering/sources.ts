import { type ArrayProgram, rowMajor } from "./arrayProgram";

/** One element of an array of the program. */
export interface Source {
  readonly id: number;
  readonly position: number;
}

/** The element that an element of a view or a selection is: followed through `take`, `pick` and `dims`. */
export function sourceOf(program: ArrayProgram, startId: number, startPosition: number): Source {
  let id = startId;
  let position = startPosition;
  for (;;) {
    const node = program.nodes[id]!;
    switch (node.op) {
      case "pick": {
        position = node.positions[position]!;
        let operand = 0;
        while (position >= program.nodes[node.of[operand]!]!.size) {
          position -= program.nodes[node.of[operand]!]!.size;
          operand++;
        }
        id = node.of[operand]!;
        break;
      }
      case "take": {
        const { positions } = node;
        position =
          positions instanceof Int32Array
            ? positions[position]!
            : positions.start + steps(node.shape, position, positions.strides);
        [id] = node.of;
        break;
      }
      case "dims": {
        const strides = rowMajor(program.nodes[node.of[0]]!.shape);
        const own = node.axes.map((axis) => (axis < 0 ? 0 : strides[axis]!));
        position = steps(node.shape, position, own);
        [id] = node.of;
        break;
      }
      default:
        return { id, position };
    }
  }
}

/** Σ index·stride for the index of a flat position. */
function steps(shape: readonly number[], position: number, strides: readonly number[]): number {
  let rest = position;
  let sum = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    sum += (rest % shape[axis]!) * strides[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return sum;
}

/** How many different elements are read of each array. */
export function groupSources(sources: readonly Source[]): Map<number, number> {
  const seen = new Set<string>();
  const groups = new Map<number, number>();
  for (const { id, position } of sources) {
    const key = `${id}:${position}`;
    if (seen.has(key)) continue;
    seen.add(key);
    groups.set(id, (groups.get(id) ?? 0) + 1);
  }
  return groups;
}
