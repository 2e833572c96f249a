import type { GraphBuilder } from "./builder";
import type { Graph } from "./graph";
import { Structural } from "./graph";

/**
 * Makes the nodes of `graph` again in `builder` (whose axes must still be empty) and returns the new
 * node of each old one; −1 for a node that nothing asked for needs.
 */
export function replay(builder: GraphBuilder, graph: Graph): Int32Array {
  for (const length of graph.axes) builder.axes.add(length);
  const needed = neededNodes(graph);
  const made = new Int32Array(graph.operation.length).fill(-1);
  const at = (node: number): number => (node < 0 ? -1 : made[node]!);
  const setOf = (set: number): number => builder.axes.setOf(graph.axisSets[set]!);
  const tables = new Map<number, number>();
  const tableOf = (table: number): number => {
    let copy = tables.get(table);
    if (copy === undefined) {
      const { axisSet, sources, data } = graph.indexTables[table]!;
      copy = builder.indexTable(setOf(axisSet), sources.map(at), data);
      tables.set(table, copy);
    }
    return copy;
  };
  for (let node = 0; node < made.length; node++) {
    if (!needed[node]) continue;
    const code = graph.operation[node]!;
    const a = graph.first[node]!;
    const b = graph.second[node]!;
    switch (code) {
      case Structural.constant:
        made[node] = builder.constant(graph.constants[a]!);
        break;
      case Structural.input:
        made[node] = builder.input(a);
        break;
      case Structural.column: {
        const { axisSet, data } = graph.columns[a]!;
        made[node] = builder.column(setOf(axisSet), data);
        break;
      }
      case Structural.gather:
        made[node] = builder.gather(tableOf(a));
        break;
      case Structural.sum:
        made[node] = builder.sum(at(a), b);
        break;
      case Structural.least:
      case Structural.greatest:
        made[node] = builder.extremum(code, at(a), b);
        break;
      case Structural.scatter:
        made[node] = builder.scatter(at(a), tableOf(b));
        break;
      case Structural.pick:
        made[node] = builder.pick(at(a), b);
        break;
      default:
        made[node] = builder.applyCode(code, at(a), at(b), at(graph.third[node]!));
    }
  }
  builder.copyGuards(
    graph.guards.map(({ condition, expected }) => ({ condition: at(condition), expected })),
  );
  return made;
}

/** 1 for each node that an output or a guard depends on. */
export function neededNodes(graph: Graph): Uint8Array {
  const needed = new Uint8Array(graph.operation.length);
  for (const output of graph.outputs) needed[output] = 1;
  for (const { condition } of graph.guards) needed[condition] = 1;
  for (let node = needed.length - 1; node >= 0; node--) {
    if (needed[node]) forEachOperand(graph, node, (operand) => (needed[operand] = 1));
  }
  return needed;
}

/** Calls `visit` with every node that `node` reads. */
export function forEachOperand(graph: Graph, node: number, visit: (operand: number) => void): void {
  const code = graph.operation[node]!;
  switch (code) {
    case Structural.constant:
    case Structural.input:
    case Structural.column:
      return;
    case Structural.gather:
      graph.indexTables[graph.first[node]!]!.sources.forEach(visit);
      return;
    case Structural.sum:
    case Structural.least:
    case Structural.greatest:
    case Structural.scatter:
    case Structural.pick:
      visit(graph.first[node]!);
      return;
    default:
      visit(graph.first[node]!);
      if (graph.second[node]! >= 0) visit(graph.second[node]!);
      if (graph.third[node]! >= 0) visit(graph.third[node]!);
  }
}
