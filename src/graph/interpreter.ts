import { type Graph, axisSetSize, ELEMENTWISE, Structural } from "./graph";
import { OPERATION_LIST } from "./operations";
import { neededNodes } from "./replay";
import { forEachOutput, inputStarts, isBinOf, keptScatters } from "./scans";

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
 * the lanes are added last; over any later axis, indices are added in turn, from +0 upwards. What a scan sums is added
 * step by step from +0, within the bins of a scatter where it is one's (`keptScatters`).
 *
 * Throws when there are fewer inputs than the graph has.
 */
export function evaluate(graph: Graph, inputs: ArrayLike<number>): Evaluation {
  if (inputs.length < graph.inputCount) {
    throw new Error(`${graph.inputCount} inputs expected, ${inputs.length} given`);
  }
  const interpreter = new Interpreter(graph, inputs);
  interpreter.run();
  const outputs = Float64Array.from(graph.outputs, (output) => interpreter.scalar(output));
  const missedGuard = graph.guards.findIndex(({ condition, expected }) => {
    const value = interpreter.scalar(condition);
    return (value > 0 || value < 0) !== expected;
  });
  return { outputs, missedGuard };
}

class Interpreter {
  /** Values over no axes. */
  private readonly scalars: Float64Array;
  /** Values over axes, row-major; bins of scatters. */
  private readonly arrays: (Float64Array | undefined)[];
  private readonly projections = new Map<number, Int32Array>();
  /** Of a scan what it has stacked, by index. */
  private readonly stacks = new Map<number, readonly Float64Array[]>();

  constructor(
    private readonly graph: Graph,
    private readonly inputs: ArrayLike<number>,
    /** Both lanes of scatters whose bins are kept from step to step. */
    private readonly kept: ReadonlyMap<number, readonly [Float64Array, Float64Array]> = new Map(),
  ) {
    this.scalars = new Float64Array(graph.operation.length);
    this.arrays = new Array<Float64Array | undefined>(graph.operation.length).fill(undefined);
  }

  run(): void {
    const { operation, axisSet } = this.graph;
    neededNodes(this.graph).forEach((isNeeded, node) => {
      if (!isNeeded) return;
      if (operation[node] === Structural.scan) this.arrays[node] = this.runScan(node);
      else if (axisSet[node] !== 0 || operation[node] === Structural.scatter) {
        this.arrays[node] = this.arrayOf(node);
      } else this.scalars[node] = this.scalarOf(node);
    });
  }

  scalar(node: number): number {
    return this.scalars[node]!;
  }

  /** The value at an index along the only axis of a node, or of a plain number. */
  valueAt(node: number, index: number): number {
    return this.graph.axisSet[node] === 0 ? this.scalars[node]! : this.arrays[node]![index]!;
  }

  /** Does the steps of a scan; gives what was carried last, then what was summed. */
  private runScan(node: number): Float64Array {
    const scan = this.graph.scans[this.graph.first[node]!]!;
    const { body, initial, stackedCount, summedCount, isReversed } = scan;
    const carriedCount = initial.length;
    const length = this.graph.axes[scan.axis]!;
    const starts = inputStarts(scan);
    const inputs = new Float64Array(body.inputCount);
    initial.forEach((source, k) => (inputs[k] = this.scalars[source]!));
    scan.shared.forEach((source, k) => (inputs[starts.shared + k] = this.scalars[source]!));
    const stacks = Array.from(
      { length: carriedCount + stackedCount },
      () => new Float64Array(length),
    );
    this.stacks.set(node, stacks);
    const kept = new Map(
      [...keptScatters(scan, body)].map((scatter) => {
        const { length: bins } = body.indexTables[body.second[scatter]!]!.sources;
        return [scatter, [new Float64Array(bins), new Float64Array(bins)] as const];
      }),
    );
    const carried = new Float64Array(carriedCount);
    const sums = new Float64Array(summedCount);
    for (let turn = 0; turn < length; turn++) {
      const step = isReversed ? length - 1 - turn : turn;
      scan.streams.forEach((source, k) => {
        inputs[starts.streams + k] = this.valueAt(source, step);
      });
      for (let k = 0; k < carriedCount; k++) stacks[k]![step] = inputs[k]!;
      const once = new Interpreter(body, inputs, kept);
      once.run();
      forEachOutput(scan, (position, output, index) => {
        const value = once.valueAt(output, index);
        const sum = position - carriedCount - stackedCount;
        if (position < carriedCount) carried[position] = value;
        else if (sum < 0) stacks[position]![step] = value;
        else if (isBinOf(body, kept, output)) sums[sum] = value;
        else sums[sum]! += value;
      });
      inputs.set(carried);
    }
    return Float64Array.from([...inputs.subarray(0, carriedCount), ...sums]);
  }

  private scalarOf(node: number): number {
    const { graph, scalars } = this;
    const a = graph.first[node]!;
    const b = graph.second[node]!;
    const code = graph.operation[node]!;
    switch (code) {
      case Structural.constant:
        return graph.constants[a]!;
      case Structural.input:
        return this.inputs[a]!;
      case Structural.sum:
      case Structural.least:
      case Structural.greatest:
        return this.reduce(node)[0]!;
      case Structural.pick:
        return this.arrays[a]![b]!;
      default: {
        const c = graph.third[node]!;
        const { evaluate: apply } = OPERATION_LIST[code - ELEMENTWISE]!;
        return apply(scalars[a]!, b < 0 ? 0 : scalars[b]!, c < 0 ? 0 : scalars[c]!);
      }
    }
  }

  private arrayOf(node: number): Float64Array {
    const { graph } = this;
    const a = graph.first[node]!;
    switch (graph.operation[node]) {
      case Structural.column:
        return graph.columns[a]!.data;
      case Structural.gather: {
        const { sources, data } = graph.indexTables[a]!;
        return Float64Array.from(data, (source) => this.scalars[sources[source]!]!);
      }
      case Structural.sum:
      case Structural.least:
      case Structural.greatest:
        return this.reduce(node);
      case Structural.scatter:
        return this.scatter(node);
      case Structural.stacked:
        return this.stacks.get(a)![graph.second[node]!]!;
      default:
        return this.elementwise(node);
    }
  }

  private elementwise(node: number): Float64Array {
    const { graph } = this;
    const { evaluate: apply, arity } = OPERATION_LIST[graph.operation[node]! - ELEMENTWISE]!;
    const set = graph.axisSet[node]!;
    const x = this.reader(graph.first[node]!, set);
    const y = arity > 1 ? this.reader(graph.second[node]!, set) : zero;
    const z = arity > 2 ? this.reader(graph.third[node]!, set) : zero;
    const result = new Float64Array(axisSetSize(graph, set));
    for (let index = 0; index < result.length; index++) {
      result[index] = apply(x(index), y(index), z(index));
    }
    return result;
  }

  /** Reads a node at an index of a set of axes that holds its own. */
  private reader(node: number, set: number): (index: number) => number {
    const own = this.graph.axisSet[node]!;
    if (own === 0) {
      const value = this.scalars[node]!;
      return () => value;
    }
    const data = this.arrays[node]!;
    if (own === set) return (index) => data[index]!;
    const projection = this.projection(set, own);
    return (index) => data[projection[index]!]!;
  }

  private reduce(node: number): Float64Array {
    const { graph } = this;
    const [neutral, combine] = reductionOf(graph.operation[node]!);
    const axis = graph.second[node]!;
    const data = this.arrays[graph.first[node]!]!;
    const members = graph.axisSets[graph.axisSet[graph.first[node]!]!]!;
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

  private scatter(node: number): Float64Array {
    const { graph } = this;
    const { axisSet, sources, data: bins } = graph.indexTables[graph.second[node]!]!;
    const read = this.reader(graph.first[node]!, axisSet);
    const [outer = 0] = graph.axisSets[axisSet]!;
    const inner = bins.length / graph.axes[outer]!;
    const [even, odd] = this.kept.get(node) ?? [
      new Float64Array(sources.length),
      new Float64Array(sources.length),
    ];
    bins.forEach((bin, index) => {
      const lane = Math.floor(index / inner) % 2 === 0 ? even : odd;
      lane[bin]! += read(index);
    });
    return even.map((sum, bin) => sum + odd[bin]!);
  }

  /** For each index in axis set `from` the index in `to`, a part of it. */
  private projection(from: number, to: number): Int32Array {
    const key = from * this.graph.axisSets.length + to;
    let projection = this.projections.get(key);
    if (projection === undefined) {
      const size = axisSetSize(this.graph, from);
      projection = Int32Array.from({ length: size }, (_, index) => this.project(index, from, to));
      this.projections.set(key, projection);
    }
    return projection;
  }

  private project(index: number, from: number, to: number): number {
    const { axes, axisSets } = this.graph;
    const source = axisSets[from]!;
    const target = axisSets[to]!;
    let rest = index;
    let stride = 1;
    let result = 0;
    for (let position = source.length - 1; position >= 0; position--) {
      const axis = source[position]!;
      const length = axes[axis]!;
      if (target.includes(axis)) {
        result += (rest % length) * stride;
        stride *= length;
      }
      rest = Math.floor(rest / length);
    }
    return result;
  }
}

const zero = (): number => 0;

function reductionOf(code: number): [neutral: number, combine: (a: number, b: number) => number] {
  if (code === Structural.least) return [Infinity, Math.min];
  if (code === Structural.greatest) return [-Infinity, Math.max];
  return [0, (a, b) => a + b];
}
