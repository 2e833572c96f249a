import { GraphBuilder } from "../builder";
import { type Graph, type OutputRun, ELEMENTWISE, Structural } from "../graph";
import { OPERATION_LIST } from "../operations";
import { replay } from "../replay";
import { shapesOf } from "../shapes";

/** Fewer alike outputs than this are left as they are. */
const FEWEST = 16;
const DEEPEST = 500;

/** A graph some of whose outputs vary along an axis, and what they stand for. */
export interface OutputLoops {
  readonly graph: Graph;
  readonly runs: readonly OutputRun[];
}

/**
 * Makes one node over an axis of consecutive outputs that are computed alike, as an optimizer's
 * update of each of many parameters is. No result changes in any bit: only elementwise operations
 * are joined; where outputs differ in more than constants, what differs is computed one by one and
 * gathered. `boundaries` are positions that a run must not cross.
 */
export function rollOutputs(graph: Graph, boundaries: readonly number[]): OutputLoops {
  const builder = new GraphBuilder({ simplify: true });
  const made = replay(builder, graph);
  const shapes = shapesOf(builder);
  const nodes = Array.from(graph.outputs, (output) => made[output]!);
  const families = new Families(builder);
  const outputs: number[] = [];
  const runs: OutputRun[] = [];
  let start = 0;
  while (start < nodes.length) {
    let end = start + 1;
    while (
      end < nodes.length &&
      !boundaries.includes(end) &&
      shapes[nodes[end]!] === shapes[nodes[start]!]
    ) {
      end++;
    }
    const count = end - start;
    if (count < FEWEST) {
      for (let at = start; at < end; at++) {
        runs.push({ output: outputs.push(nodes[at]!) - 1, start: at, count: 1, axis: -1 });
      }
    } else {
      const axis = families.axisOf(count);
      const node = families.join(Int32Array.from(nodes.slice(start, end)), axis, 0);
      const isPlain = builder.axisSetOf(node) === 0;
      const output = outputs.push(node) - 1;
      if (isPlain) {
        for (let at = start; at < end; at++) runs.push({ output, start: at, count: 1, axis: -1 });
      } else runs.push({ output, start, count, axis });
    }
    start = end;
  }
  return { graph: builder.buildOverAxes(outputs, graph.inputCount), runs };
}

/** The node over `axis` whose value at index i is that of the plain number `nodes[i]`. */
export function joinNodes(builder: GraphBuilder, nodes: readonly number[], axis: number): number {
  return new Families(builder).join(Int32Array.from(nodes), axis, 0);
}

/** Joins nodes over no axes into nodes over one axis. */
class Families {
  private readonly axes = new Map<number, number>();
  private readonly known = new Map<string, number>();

  constructor(private readonly builder: GraphBuilder) {}

  axisOf(length: number): number {
    let axis = this.axes.get(length);
    if (axis === undefined) {
      axis = this.builder.axes.add(length);
      this.axes.set(length, axis);
    }
    return axis;
  }

  /** The node over `axis` whose value at index i is that of `nodes[i]`. */
  join(nodes: Int32Array, axis: number, depth: number): number {
    const [model] = nodes as unknown as [number];
    if (nodes.every((node) => node === model)) return model;
    const key = nodes.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const joined = this.make(nodes, axis, depth);
    this.known.set(key, joined);
    return joined;
  }

  private make(nodes: Int32Array, axis: number, depth: number): number {
    const { builder } = this;
    const code = builder.codeOf(nodes[0]!);
    const set = builder.axes.setOf([axis]);
    const alike = nodes.every((node) => builder.codeOf(node) === code);
    if (alike && code === Structural.constant) {
      return builder.column(
        set,
        Float64Array.from(nodes, (node) => builder.constantValue(node)!),
      );
    }
    if (alike && code >= ELEMENTWISE && depth < DEEPEST) {
      const { arity } = OPERATION_LIST[code - ELEMENTWISE]!;
      const [a = -1, b = -1, c = -1] = ([0, 1, 2] as const).slice(0, arity).map((position) =>
        this.join(
          nodes.map((node) => builder.operandOf(node, position)),
          axis,
          depth + 1,
        ),
      );
      return builder.applyCode(code, a, b, c);
    }
    const bins = new Map<number, number>();
    const data = nodes.map((node) => {
      const bin = bins.get(node) ?? bins.size;
      bins.set(node, bin);
      return bin;
    });
    return builder.gather(builder.indexTable(set, Int32Array.from(bins.keys()), data));
  }
}
