import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { OPERATION_LIST } from "../graph/operations";
import { forEachOperand } from "../graph/replay";

/** Bytes of accumulators that stay in a first-level cache beside what is read. */
const CACHED = 24 * 1024;
/** Bytes of accumulators of several sums that are better registers in turn, even of a second copy of what is read. */
const TILED = 1024;
/** Sums of so many terms are worth keeping their results in memory for. */
const LONG = 16;

/** Loops of its own that a sum is computed in. */
export interface OwnLoops {
  /** Their axes, from the outside in. */
  readonly axes: readonly number[];
  /** Whether the lanes are neighbours along the innermost one instead of the outermost. */
  readonly lanesInside: boolean;
}

/**
 * Sums of products that are better computed in loops of their own, in which several of them are registers at a time (see
 * `registerTile.ts`); the operand of each has the same loops. They are
 *
 * - sums over the outermost axis with an accumulator for each index of the inner axes: in a loop over that axis every turn
 *   would read and write them all, which costs most where they do not stay in the first-level cache. That axis comes to be innermost, so that what
 *   a sum adds, in the same order, is read from memory. As the adjoint of a matrix of weights,
 *   ∂L/∂W[k, c] = Σᵢ X[i, k]·D[i, c].
 * - several long sums over the second of two axes, as the scores of all classes, Z[i, c] = Σₖ X[i, k]·W[k, c], which stand
 *   among much else in a loop over the first.
 */
export function sumsApart(graph: Graph, needed: Uint8Array): ReadonlyMap<number, OwnLoops> {
  const apart = new Map<number, OwnLoops>();
  plainSums(graph, needed).forEach((sums) => {
    const [first] = sums as [number, ...number[]];
    const axes = graph.axisSets[graph.axisSet[graph.first[first]!]!]!;
    const loops =
      graph.second[first] === axes[0]
        ? loopsOverOutermost(graph, axes, sums.length)
        : loopsOverSecond(graph, axes, sums.length);
    if (loops === undefined) return;
    for (const sum of sums) {
      apart.set(sum, loops);
      apart.set(graph.first[sum]!, loops);
    }
  });
  return apart;
}

function loopsOverOutermost(
  graph: Graph,
  [outermost, ...inner]: readonly number[],
  sums: number,
): OwnLoops | undefined {
  const bytes = inner.reduce((size, axis) => size * graph.axes[axis]!, 16) * sums;
  if (bytes < (sums > 1 ? TILED : CACHED)) return undefined;
  return { axes: [...inner, outermost!], lanesInside: true };
}

function loopsOverSecond(
  graph: Graph,
  axes: readonly number[],
  sums: number,
): OwnLoops | undefined {
  const isWorthwhile = axes.length === 2 && sums > 1 && graph.axes[axes[1]!]! >= LONG;
  return isWorthwhile ? { axes, lanesInside: false } : undefined;
}

/** Sums over the outermost or innermost axis of plain products that nothing else reads, those over the same axes together. */
function plainSums(graph: Graph, needed: Uint8Array): readonly (readonly number[])[] {
  if (graph.axisSets.every(({ length }) => length < 2)) return [];
  const groups = new Map<string, number[]>();
  let uses: Int32Array | undefined;
  for (let node = 0; node < needed.length; node++) {
    if (!needed[node] || graph.operation[node] !== Structural.sum) continue;
    const operand = graph.first[node]!;
    const set = graph.axisSet[operand]!;
    const axes = graph.axisSets[set]!;
    const axis = graph.second[node]!;
    const isAtEnd = axis === axes[0] || axis === axes.at(-1);
    if (axes.length < 2 || !isAtEnd || !isPlainProduct(graph, operand)) continue;
    uses ??= countUses(graph, needed);
    if (uses[operand] !== 1) continue;
    const key = `${set} ${axis}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [node]);
    else known.push(node);
  }
  return [...groups.values()];
}

/** Whether a node is one instruction on what lies in memory and is no larger than it has to be. */
function isPlainProduct(graph: Graph, node: number): boolean {
  const code = graph.operation[node]!;
  if (code < ELEMENTWISE || OPERATION_LIST[code - ELEMENTWISE]!.emission.kind !== "native") {
    return false;
  }
  let isPlain = true;
  forEachOperand(graph, node, (operand) => {
    const isLeaf = graph.operation[operand]! <= Structural.gather;
    if (!isLeaf && graph.axisSet[operand] === graph.axisSet[node]) isPlain = false;
  });
  return isPlain;
}

function countUses(graph: Graph, needed: Uint8Array): Int32Array {
  const uses = new Int32Array(graph.operation.length);
  for (const output of graph.outputs) uses[output]! += 2;
  for (const { condition } of graph.guards) uses[condition]! += 2;
  needed.forEach((isNeeded, node) => {
    if (isNeeded) forEachOperand(graph, node, (operand) => uses[operand]!++);
  });
  return uses;
}
