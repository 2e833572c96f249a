import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { OPERATION_LIST } from "../graph/operations";
import { forEachOperand } from "../graph/replay";

/** Bytes of accumulators that stay in a first-level cache beside what is read. */
const CACHED = 24 * 1024;

/**
 * Sums over the outermost axis of a product whose accumulators, one for each index of the inner axes, do not stay in the
 * first-level cache: in a loop over that axis every turn would read and write them all. With that axis innermost each sum
 * is a register, and what it adds, in the same order, is read from memory. As the adjoint of a matrix of weights,
 * ∂L/∂W[k, c] = Σᵢ X[i, k]·D[i, c].
 *
 * For each such sum and its operand the axes of their loops, from the outside in.
 */
export function sumsApart(
  graph: Graph,
  needed: Uint8Array,
): ReadonlyMap<number, readonly number[]> {
  const orders = new Map<number, readonly number[]>();
  const groups = new Map<number, number[]>();
  let uses: Int32Array | undefined;
  graph.operation.forEach((code, node) => {
    if (!needed[node] || code !== Structural.sum) return;
    const operand = graph.first[node]!;
    const set = graph.axisSet[operand]!;
    const axes = graph.axisSets[set]!;
    if (axes.length < 2 || axes[0] !== graph.second[node] || !isPlainProduct(graph, operand))
      return;
    uses ??= countUses(graph, needed);
    if (uses[operand] === 1) groups.set(set, [...(groups.get(set) ?? []), node]);
  });
  groups.forEach((sums, set) => {
    const [outermost, ...inner] = graph.axisSets[set]! as [number, ...number[]];
    const each = inner.reduce((size, axis) => size * graph.axes[axis]!, 16);
    if (each * sums.length < CACHED) return;
    for (const sum of sums) {
      orders.set(sum, [...inner, outermost]);
      orders.set(graph.first[sum]!, [...inner, outermost]);
    }
  });
  return orders;
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
