import type { GraphBuilder } from "../../graph/builder";
import type { OutputRun } from "../../graph/graph";
import { joinNodes } from "../../graph/passes/outputLoops";

/**
 * A number for each parameter as nodes of a step's graph: one node a parameter where there are few, a
 * single node over an axis of all parameters where there are many.
 */
export type ParameterNodes = readonly number[];

/** How the numbers of all parameters are laid out in a step's graph. */
export interface ParameterLayout {
  /** The inputs `first`, `first + 1`, … of the parameters in order. */
  inputs(first: number): ParameterNodes;
  /** Plain numbers, one a parameter, in this layout. */
  gathered(nodes: readonly number[]): ParameterNodes;
  /** Σ over all parameters, those of even and of odd index apart and added last. */
  total(nodes: ParameterNodes): number;
  /** What outputs – plain numbers, and those of all parameters – stand for; undefined where all are plain. */
  runs(outputs: readonly (number | ParameterNodes)[]): readonly OutputRun[] | undefined;
}

/** One node a parameter. */
export function oneByOne(builder: GraphBuilder, count: number): ParameterLayout {
  const sum = (nodes: readonly number[]) =>
    nodes.reduce((total, node) => builder.apply("add", total, node));
  return {
    inputs: (first) => Array.from({ length: count }, (_, i) => builder.input(first + i)),
    gathered: (nodes) => nodes,
    total(nodes) {
      const even = sum(nodes.filter((_, i) => i % 2 === 0));
      return nodes.length === 1 ? even : sum([even, sum(nodes.filter((_, i) => i % 2 === 1))]);
    },
    runs: () => undefined,
  };
}

/** One node over an axis of all parameters, so that an update is traced once. */
export function overAxis(builder: GraphBuilder, count: number): ParameterLayout {
  const axis = builder.axes.add(count);
  const set = builder.axes.setOf([axis]);
  const gather = (sources: readonly number[]) =>
    builder.gather(
      builder.indexTable(
        set,
        Int32Array.from(sources),
        Int32Array.from({ length: count }, (_, i) => Math.min(i, sources.length - 1)),
      ),
    );
  return {
    inputs: (first) => [gather(Array.from({ length: count }, (_, i) => builder.input(first + i)))],
    gathered(nodes) {
      const joined = joinNodes(builder, nodes, axis);
      // A sum must add what is the same for all as often as it is there, not multiply it.
      return [builder.axisSetOf(joined) === 0 ? gather([joined]) : joined];
    },
    total: ([node]) => builder.sum(node!, axis),
    runs(outputs) {
      const runs: OutputRun[] = [];
      let start = 0;
      outputs.forEach((nodes, output) => {
        const [node, length] = typeof nodes === "number" ? [nodes, 1] : [nodes[0]!, count];
        if (builder.axisSetOf(node) !== 0) runs.push({ output, start, count, axis });
        else
          for (let i = 0; i < length; i++)
            runs.push({ output, start: start + i, count: 1, axis: -1 });
        start += length;
      });
      return runs;
    },
  };
}
