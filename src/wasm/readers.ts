import type { Graph } from "../graph/graph";
import { forEachOperand } from "../graph/replay";
import type { Block, LoopNest } from "./loopNest";

/** Instead of an axis: at the root or in several loops; nowhere. */
const elsewhere = -1;
const unread = -2;

/** Where the nodes of a graph are read. */
export interface Readers {
  /** How often a node is read; twice more for each time it is wanted as a result. */
  readonly uses: Int32Array;
  /** The last node that reads it; −1 for none. */
  readonly user: Int32Array;
  /** The axis of the root's loops in which it is read, if that is one; negative otherwise. */
  readonly axis: Int32Array;
  /** Whether it is read in loops with the lanes inside, which do not count for `axis`. */
  readonly inside: Uint8Array;
}

/** Who reads what: statements of the nest, results and guards. */
export function findReaders(graph: Graph, { root }: LoopNest): Readers {
  const size = graph.operation.length;
  const uses = new Int32Array(size);
  const user = new Int32Array(size).fill(-1);
  const axis = new Int32Array(size).fill(unread);
  const inside = new Uint8Array(size);
  // What is wanted as a result is never computed only within an expression.
  for (const output of graph.outputs) {
    uses[output]! += 2;
    axis[output] = elsewhere;
  }
  for (const { condition } of graph.guards) uses[condition]! += 2;
  for (const item of root.items) {
    if (typeof item === "number") readBy(item, elsewhere, false);
    else readIn(item, item);
  }
  return { uses, user, axis, inside };

  function readIn({ items }: Block, loop: Block): void {
    for (const item of items) {
      if (typeof item === "number") readBy(item, loop.axis, loop.lanesInside);
      else readIn(item, loop);
    }
  }

  function readBy(node: number, loop: number, lanesInside: boolean): void {
    forEachOperand(graph, node, (operand) => {
      uses[operand]!++;
      user[operand] = node;
      if (lanesInside) inside[operand] = 1;
      else if (axis[operand] !== loop) axis[operand] = axis[operand] === unread ? loop : elsewhere;
    });
  }
}
