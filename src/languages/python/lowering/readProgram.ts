import { OPERATIONS } from "../../../graph/operations";
import { type ArrayNode, type ArrayProgram, sizeOf } from "./arrayProgram";

/** Why a message is no program; a fault of ours and not of the person's. */
class ProgramError extends Error {}

/** A node as it is sent. */
interface SentNode {
  readonly op: string;
  readonly shape: readonly number[];
  readonly of?: readonly number[];
  readonly name?: string;
  readonly first?: number;
  readonly at?: number;
  readonly axes?: readonly number[];
  readonly start?: number;
  readonly strides?: readonly number[];
}

/** The head of a program's message; its tables are in the blob, at byte offsets. */
export interface SentProgram {
  readonly dimension: number;
  readonly nodes: readonly SentNode[];
  readonly output: number;
  readonly guards: readonly (readonly [number, number])[];
  readonly places?: Readonly<Record<string, readonly [string, number]>>;
}

/**
 * The program of a message: numbers are little-endian float64s, positions int32s, at offsets of the blob that are
 * multiples of 8. Throws a ProgramError for what is none.
 */
export function readProgram(head: SentProgram, blob: ArrayBuffer): ArrayProgram {
  const nodes: ArrayNode[] = [];
  for (const [id, sent] of head.nodes.entries()) {
    try {
      nodes.push(readNode(sent, id, nodes, blob, head.dimension));
    } catch (error) {
      if (error instanceof RangeError || error instanceof ProgramError) {
        throw new ProgramError(`node ${id} (${sent.op}): ${error.message}`);
      }
      throw error;
    }
  }
  check(nodes[head.output]?.size === 1, "the output is not one number");
  check(
    head.guards.every(([id]) => id in nodes),
    "a guard names no node",
  );
  return {
    dimension: head.dimension,
    nodes,
    output: head.output,
    guards: head.guards.map(([id, expected]) => [id, expected !== 0] as const),
    places: new Map(
      Object.entries(head.places ?? {}).map(([id, place]) => [Number(id), place] as const),
    ),
  };
}

function readNode(
  sent: SentNode,
  id: number,
  nodes: readonly ArrayNode[],
  blob: ArrayBuffer,
  dimension: number,
): ArrayNode {
  const { shape } = sent;
  const size = sizeOf(shape);
  check(Number.isSafeInteger(size) && size >= 0, "impossible shape");
  const of = sent.of ?? [];
  check(
    of.every((operand) => Number.isInteger(operand) && operand >= 0 && operand < id),
    "operands come first",
  );
  const [a = 0, b = 0] = of;
  const operand = nodes[a];
  switch (sent.op) {
    case "const":
      return { op: "const", shape, size, values: new Float64Array(blob, sent.at, size) };
    case "input": {
      const first = sent.first ?? 0;
      check(first >= 0 && first + size <= dimension, "no such parameters");
      return { op: "input", shape, size, first };
    }
    case "map": {
      const { name = "" } = sent;
      check(isOperation(name) && OPERATIONS[name].arity === of.length, `no operation ${name}`);
      return { op: "map", shape, size, of, name: name as keyof typeof OPERATIONS };
    }
    case "dims":
      return { op: "dims", shape, size, of: [a], axes: sent.axes ?? [] };
    case "take":
    case "pick": {
      const limit = of.reduce((total, one) => total + nodes[one]!.size, 0);
      if (sent.at === undefined) {
        const { start = 0, strides = [] } = sent;
        check(sent.op === "take" && strides.length === shape.length, "no positions");
        const ends = strides.map((stride, axis) => stride * (shape[axis]! - 1));
        const least = ends.reduce((sum, end) => sum + Math.min(0, end), start);
        const most = ends.reduce((sum, end) => sum + Math.max(0, end), start);
        check(size === 0 || (least >= 0 && most < limit), "positions outside");
        return { op: "take", shape, size, of: [a], positions: { start, strides } };
      }
      const positions = new Int32Array(blob, sent.at, size);
      check(
        positions.every((position) => position >= 0 && position < limit),
        "positions outside",
      );
      return sent.op === "take"
        ? { op: "take", shape, size, of: [a], positions }
        : { op: "pick", shape, size, of, positions };
    }
    case "matmul":
      check(operand?.shape.at(-1) === nodes[b]?.shape.at(-2), "matrices that do not fit");
      return { op: "matmul", shape, size, of: [a, b] };
    case "kernel":
      return { op: "kernel", shape, size, of, name: sent.name ?? "" };
    case "sum":
    case "prod":
    case "least":
    case "greatest": {
      const axes = sent.axes ?? [];
      check(operand?.shape.length === shape.length + axes.length, "axes that do not fit");
      return { op: sent.op, shape, size, of: [a], axes };
    }
    default:
      throw new ProgramError("no such node");
  }
}

function isOperation(name: string): name is keyof typeof OPERATIONS {
  return Object.hasOwn(OPERATIONS, name);
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new ProgramError(message);
}
