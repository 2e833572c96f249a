import type { Graph } from "./graph";
import { axisSetSize, ELEMENTWISE, Structural } from "./graph";
import { OPERATION_LIST } from "./operations";
import { neededNodes } from "./replay";

/** What evaluating a graph gives. */
export interface Evaluation {
  /** The outputs, in the graph's order. */
  readonly outputs: Float64Array;
  /** The number of the first guard that does not hold, or −1. */
  readonly missedGuard: number;
}

/**
 * Evaluates a graph in plain TypeScript, node by node: the reference for the compiled code, which
 * must agree to the last bit. What fixes the order of a sum or a scatter: over the operand's first
 * axis, indices are added in two lanes, the even ones and the odd ones, each from +0 upwards, and
 * the lanes are added last; over any later axis, indices are added in turn, from +0 upwards.
 *
 * Throws when there are fewer inputs than the graph has.
 */
export function evaluate(graph: Graph, inputs: ArrayLike<number>): Evaluation {
  if (inputs.length < graph.inputCount) {
    throw new Error(`${graph.inputCount} inputs expected, ${inputs.length} given`);
  }
  const needed = neededNodes(graph);
  const values: Float64Array[] = [];
  for (let node = 0; node < needed.length; node++) {
    values.push(needed[node] ? valueOf(graph, node, values, inputs) : EMPTY);
  }
  const outputs = Float64Array.from(graph.outputs, (output) => values[output]![0]!);
  const missedGuard = graph.guards.findIndex(({ condition, expected }) => {
    const value = values[condition]![0]!;
    return (value > 0 || value < 0) !== expected;
  });
  return { outputs, missedGuard };
}

const EMPTY = new Float64Array(0);

function valueOf(
  graph: Graph,
  node: number,
  values: readonly Float64Array[],
  inputs: ArrayLike<number>,
): Float64Array {
  const code = graph.operation[node]!;
  const a = graph.first[node]!;
  const b = graph.second[node]!;
  switch (code) {
    case Structural.constant:
      return Float64Array.of(graph.constants[a]!);
    case Structural.input:
      return Float64Array.of(inputs[a]!);
    case Structural.column:
      return graph.columns[a]!.data;
    case Structural.gather: {
      const { sources, data } = graph.indexTables[a]!;
      return Float64Array.from(data, (source) => values[sources[source]!]![0]!);
    }
    case Structural.sum:
      return reduce(graph, a, b, values[a]!, 0, (x, y) => x + y);
    case Structural.least:
      return reduce(graph, a, b, values[a]!, Infinity, Math.min);
    case Structural.greatest:
      return reduce(graph, a, b, values[a]!, -Infinity, Math.max);
    case Structural.scatter:
      return scatter(graph, a, b, values[a]!);
    case Structural.pick:
      return Float64Array.of(values[a]![b]!);
    default:
      return elementwise(graph, node, values);
  }
}

function elementwise(graph: Graph, node: number, values: readonly Float64Array[]): Float64Array {
  const { evaluate: apply } = OPERATION_LIST[graph.operation[node]! - ELEMENTWISE]!;
  const set = graph.axisSet[node]!;
  const [x, y, z] = [graph.first[node]!, graph.second[node]!, graph.third[node]!].map((operand) =>
    operand < 0 ? undefined : { data: values[operand]!, set: graph.axisSet[operand]! },
  );
  const read = (operand: typeof x, index: number): number =>
    operand === undefined ? 0 : operand.data[project(graph, index, set, operand.set)]!;
  return Float64Array.from({ length: axisSetSize(graph, set) }, (_, index) =>
    apply(read(x, index), read(y, index), read(z, index)),
  );
}

function reduce(
  graph: Graph,
  operand: number,
  axis: number,
  data: Float64Array,
  neutral: number,
  combine: (a: number, b: number) => number,
): Float64Array {
  const set = graph.axisSet[operand]!;
  const members = graph.axisSets[set]!;
  const inner = members
    .slice(members.indexOf(axis) + 1)
    .reduce((size, member) => size * graph.axes[member]!, 1);
  const length = graph.axes[axis]!;
  const lanes = members[0] === axis ? 2 : 1;
  return Float64Array.from({ length: data.length / length }, (_, index) => {
    const base = Math.floor(index / inner) * inner * length + (index % inner);
    const sums = [neutral, neutral];
    for (let k = 0; k < length; k++) {
      sums[k % lanes] = combine(sums[k % lanes]!, data[base + k * inner]!);
    }
    return lanes === 2 ? combine(sums[0]!, sums[1]!) : sums[0]!;
  });
}

function scatter(graph: Graph, operand: number, table: number, data: Float64Array): Float64Array {
  const { axisSet, sources, data: bins } = graph.indexTables[table]!;
  const [outer = 0] = graph.axisSets[axisSet]!;
  const inner = bins.length / graph.axes[outer]!;
  const even = new Float64Array(sources.length);
  const odd = new Float64Array(sources.length);
  bins.forEach((bin, index) => {
    const lane = Math.floor(index / inner) % 2 === 0 ? even : odd;
    lane[bin]! += data[project(graph, index, axisSet, graph.axisSet[operand]!)]!;
  });
  return even.map((sum, bin) => sum + odd[bin]!);
}

/** The index in axis set `to` (a part of `from`) that belongs to an index in `from`. */
function project(graph: Graph, index: number, from: number, to: number): number {
  if (from === to) return index;
  const target = graph.axisSets[to]!;
  let rest = index;
  let stride = 1;
  let result = 0;
  const source = graph.axisSets[from]!;
  for (let position = source.length - 1; position >= 0; position--) {
    const axis = source[position]!;
    const length = graph.axes[axis]!;
    if (target.includes(axis)) {
      result += (rest % length) * stride;
      stride *= length;
    }
    rest = Math.floor(rest / length);
  }
  return result;
}
