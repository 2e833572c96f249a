import type { GraphBuilder } from "./builder";
import { ELEMENTWISE, type Graph, Structural } from "./graph";

/**
 * Makes the nodes of `graph` again in `builder` (whose axes must still be empty) and returns the new
 * node of each old one; −1 for a node that nothing asked for needs.
 */
export function replay(
  builder: GraphBuilder,
  graph: Graph,
  needed = neededNodes(graph),
): Int32Array {
  for (const length of graph.axes) builder.axes.add(length);
  const made = new Int32Array(graph.operation.length).fill(-1);
  const copy = copier(builder, graph, (node) => made[node]!);
  for (let node = 0; node < made.length; node++) if (needed[node]) made[node] = copy(node);
  builder.copyGuards(
    graph.guards.map(({ condition, expected }) => ({ condition: made[condition]!, expected })),
  );
  return made;
}

/**
 * Makes single nodes of `graph` again in `builder`, which has its axes; `madeOf` gives the new node of an operand, which
 * was made before.
 */
export function copier(
  builder: GraphBuilder,
  graph: Graph,
  madeOf: (node: number) => number,
): (node: number) => number {
  const at = (node: number): number => (node < 0 ? -1 : madeOf(node));
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
  return (node) => {
    const code = graph.operation[node]!;
    const a = graph.first[node]!;
    const b = graph.second[node]!;
    switch (code) {
      case Structural.constant:
        return builder.constant(graph.constants[a]!);
      case Structural.input:
        return builder.input(a);
      case Structural.column: {
        const { axisSet, data } = graph.columns[a]!;
        return builder.column(setOf(axisSet), data);
      }
      case Structural.gather:
        return builder.gather(tableOf(a));
      case Structural.sum:
        return builder.sum(at(a), b);
      case Structural.least:
      case Structural.greatest:
        return builder.extremum(code, at(a), b);
      case Structural.scatter:
        return builder.scatter(at(a), tableOf(b));
      case Structural.pick:
        return builder.pick(at(a), b);
      case Structural.scan: {
        const scan = graph.scans[a]!;
        const [initial, shared, streams] = [scan.initial, scan.shared, scan.streams];
        return builder.scan({
          ...scan,
          ...{ initial: initial.map(at), shared: shared.map(at), streams: streams.map(at) },
        });
      }
      case Structural.stacked:
        return builder.stacked(at(a), b);
      default:
        return builder.applyCode(code, at(a), at(b), at(graph.third[node]!));
    }
  };
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

/** The inputs that a graph reads, in ascending order. */
export function readInputs(graph: Graph): number[] {
  const read = new Set<number>();
  graph.operation.forEach((code, node) => {
    if (code === Structural.input) read.add(graph.first[node]!);
  });
  return [...read].sort((a, b) => a - b);
}

/** Calls `visit` with every node that `node` reads. Short enough to become a part of the loops that call it for all nodes. */
export function forEachOperand(graph: Graph, node: number, visit: (operand: number) => void): void {
  if (graph.operation[node]! < ELEMENTWISE) {
    forEachOfStructural(graph, node, visit);
    return;
  }
  visit(graph.first[node]!);
  if (graph.second[node]! >= 0) visit(graph.second[node]!);
  if (graph.third[node]! >= 0) visit(graph.third[node]!);
}

function forEachOfStructural(graph: Graph, node: number, visit: (operand: number) => void): void {
  const first = graph.first[node]!;
  switch (graph.operation[node]) {
    case Structural.constant:
    case Structural.input:
    case Structural.column:
      return;
    case Structural.gather:
      graph.indexTables[first]!.sources.forEach(visit);
      return;
    case Structural.scan: {
      const { initial, shared, streams } = graph.scans[first]!;
      for (const operands of [initial, shared, streams]) operands.forEach(visit);
      return;
    }
    default:
      visit(first);
  }
}
