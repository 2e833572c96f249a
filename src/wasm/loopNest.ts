import { type Graph, Structural } from "../graph/graph";
import { forEachOperand, neededNodes } from "../graph/replay";
import { tilesOf } from "./registerTile";
import { sumsApart } from "./sumsApart";

/** A loop over an axis (the root: no axis), and what it does in order. */
export interface Block {
  /** −1 for the root. */
  readonly axis: number;
  readonly parent: Block | undefined;
  /** Of the loops that its items are in, from the outside in: its own is the last. */
  readonly axes: readonly number[];
  /** Nodes, computed (or accumulated) once per turn, and inner loops. */
  readonly items: (number | Block)[];
  /** Sums, extrema and scatters that are complete when the loop ends. */
  readonly completes: number[];
  /** The lanes are neighbours along the axis of the innermost loop in this one, which holds nothing else. */
  readonly lanesInside: boolean;
}

/** Which loops compute a graph, and in which of them each node is computed. */
export interface LoopNest {
  readonly root: Block;
  readonly needed: Uint8Array;
  /** The block of each node that is an item; undefined for leaves and nodes not needed. */
  readonly blockOf: readonly (Block | undefined)[];
}

/** Constants, inputs, columns, gathers and what scans have stacked are read where they are used. */
export function isLeaf(graph: Graph, node: number): boolean {
  const code = graph.operation[node]!;
  return code <= Structural.gather || code === Structural.stacked;
}

/** True for a sum, least or greatest value along an axis. */
export function isReduction(graph: Graph, node: number): boolean {
  const code = graph.operation[node]!;
  return code >= Structural.sum && code <= Structural.greatest;
}

/** Kinds of loops at the root for sums apart. */
const LANES_INSIDE = 1;
const LANES_OUTSIDE = 2;

/**
 * Arranges a graph in nested loops, fusing all that can share a loop. A node is computed inside
 * loops over its axes, the lowest-numbered outermost; a sum where its operand is. What depends on a
 * loop's result comes in a later stage; loops over the same axis in the same stage are one loop. Sums that are better
 * computed apart have loops of their own, see `sumsApart`.
 */
export function arrange(graph: Graph): LoopNest {
  const needed = neededNodes(graph);
  const size = graph.operation.length;
  const blockOf = new Array<Block | undefined>(size).fill(undefined);
  const home = new Int32Array(size).fill(-1);
  const stage = new Int32Array(size);
  const scope = new Array<Block | undefined>(size).fill(undefined);
  const apart = sumsApart(graph, needed);
  /** The axes of the loops around each node, from the outside in. */
  const around = new Array<readonly number[]>(size);
  const { length: axisCount } = graph.axes;
  const root = blockIn(undefined, -1, [], false);
  const nodes: number[] = [];
  for (let node = 0; node < size; node++) {
    if (!needed[node] || isLeaf(graph, node)) continue;
    nodes.push(node);
    around[node] = apart.get(node)?.axes ?? workAxes(graph, node);
  }
  fill(root, nodes);
  return { root, needed, blockOf };

  function fill(block: Block, members: readonly number[]): void {
    for (const node of members) scope[node] = block;
    let last = 0;
    for (const node of members) {
      home[node] = homeOf(node, block);
      stage[node] = earliestStage(block, node);
      last = Math.max(last, stage[node]);
    }
    const plain: number[][] = Array.from({ length: last + 1 }, () => []);
    const loops: Map<number, number[]>[] = plain.map(() => new Map<number, number[]>());
    for (const node of members) {
      const at = stage[node]!;
      if (home[node]! < 0) plain[at]!.push(node);
      else {
        const members = loops[at]!.get(home[node]!);
        if (members === undefined) loops[at]!.set(home[node]!, [node]);
        else members.push(node);
      }
    }
    const children: { child: Block; members: readonly number[] }[] = [];
    plain.forEach((statements, at) => {
      for (const node of statements) {
        block.items.push(node);
        blockOf[node] = block;
      }
      for (const key of [...loops[at]!.keys()].sort((a, b) => a - b)) {
        const axis = key % axisCount;
        const isInside =
          block === root ? key - axis === LANES_INSIDE * axisCount : block.lanesInside;
        for (const members of inTiles(block, loops[at]!.get(key)!, axis)) {
          const completes = members.filter((node) => completesWith(block, node, axis));
          const child = blockIn(block, axis, completes, isInside && completes.length === 0);
          block.items.push(child);
          children.push({ child, members });
        }
      }
    });
    for (const { child, members } of children) fill(child, members);
  }

  /** The nodes of an inner loop: in several loops where they are sums apart that are completed by it. */
  function inTiles(
    block: Block,
    members: readonly number[],
    axis: number,
  ): readonly (readonly number[])[] {
    const sums = members.filter((node) => apart.has(node) && completesWith(block, node, axis));
    if (block === root || sums.length * 2 !== members.length) return [members];
    return tilesOf(sums).map((tile) => tile.flatMap((sum) => [graph.first[sum]!, sum]));
  }

  /** The axis of the next loop around a node; of one at the root, so many axes more by its kind. −1 for none. */
  function homeOf(node: number, block: Block): number {
    const axis = around[node]![block.axes.length];
    if (axis === undefined) return -1;
    const own = block === root ? apart.get(node) : undefined;
    if (own === undefined) return axis;
    return axis + axisCount * (own.lanesInside ? LANES_INSIDE : LANES_OUTSIDE);
  }

  function completesWith(block: Block, node: number, axis: number): boolean {
    if (graph.operation[node] === Structural.scatter) return block === root;
    return isReduction(graph, node) && graph.second[node] === axis;
  }

  /** Stages count the loops that must have ended before a node can be computed. */
  function earliestStage(block: Block, node: number): number {
    let earliest = 0;
    const after = (operand: number): void => {
      if (scope[operand] !== block) {
        // Leaves are in no block: what they read may be.
        const code = graph.operation[operand];
        if (code === Structural.gather) {
          graph.indexTables[graph.first[operand]!]!.sources.forEach(after);
        } else if (code === Structural.stacked) after(graph.first[operand]!);
        return;
      }
      const at = stage[operand]!;
      const sameLoop =
        home[operand]! < 0 ||
        (home[operand] === home[node] &&
          !(home[operand]! >= axisCount && isReduction(graph, operand)) &&
          graph.axisSets[graph.axisSet[operand]!]!.includes(home[operand]! % axisCount));
      earliest = Math.max(earliest, sameLoop ? at : at + 1);
    };
    forEachOperand(graph, node, after);
    return earliest;
  }
}

/** An empty loop over an axis in another block; the root without one. */
function blockIn(
  parent: Block | undefined,
  axis: number,
  completes: number[],
  lanesInside: boolean,
): Block {
  const axes = parent === undefined ? [] : [...parent.axes, axis];
  return { axis, parent, axes, items: [], completes, lanesInside };
}

/** The axes a node's work runs over: its own, or those of what it reduces. */
function workAxes(graph: Graph, node: number): readonly number[] {
  if (isReduction(graph, node)) return graph.axisSets[graph.axisSet[graph.first[node]!]!]!;
  if (graph.operation[node] === Structural.scatter) {
    return graph.axisSets[graph.indexTables[graph.second[node]!]!.axisSet]!;
  }
  return graph.axisSets[graph.axisSet[node]!]!;
}
