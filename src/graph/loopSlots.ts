import { GraphBuilder } from "./builder";
import { type Graph, type Scan, Structural } from "./graph";
import { copier, forEachOperand, neededNodes } from "./replay";
import type { SlottedGraph } from "./slots";

/**
 * Takes the constants out of a traced graph with loops, as `withSlots` does out of one without: each use of a constant is
 * a slot, each column a slot for every index, and the constants of a scan's step are numbers that its steps share.
 */
export function withSlotsOfLoops(traced: Graph): Omit<SlottedGraph, "places"> {
  const builder = new GraphBuilder();
  for (const length of traced.axes) builder.axes.add(length);
  const slots: number[] = [];
  const slot = (value: number): number => builder.input(traced.inputCount + slots.push(value) - 1);
  const made = new Int32Array(traced.operation.length).fill(-1);
  const use = (node: number): number => constantOf(traced, node, slot) ?? made[node]!;
  const columnOf = (node: number): number => {
    const { axisSet, data } = traced.columns[traced.first[node]!]!;
    const set = builder.axes.setOf(traced.axisSets[axisSet]!);
    const table = builder.indexTable(
      set,
      Int32Array.from(data, slot),
      Int32Array.from(data.keys()),
    );
    return builder.gather(table);
  };
  const scans = traced.scans.map((scan) => withSharedConstants(scan));
  const copy = copier(builder, { ...traced, scans: scans.map(({ scan }) => scan) }, use);
  const needed = neededNodes(traced);
  for (let node = 0; node < made.length; node++) {
    const code = traced.operation[node]!;
    if (!needed[node] || code === Structural.constant) continue;
    if (code === Structural.column) made[node] = columnOf(node);
    else if (code === Structural.scan) made[node] = scanOf(node);
    else made[node] = copy(node);
  }

  function scanOf(node: number): number {
    const { scan, constants } = scans[traced.first[node]!]!;
    const { initial, shared, streams } = scan;
    return builder.scan({
      ...scan,
      initial: initial.map(use),
      shared: Int32Array.from([...shared.map(use), ...constants.map(slot)]),
      streams: streams.map(use),
    });
  }

  for (const { condition, expected } of traced.guards) builder.guard(use(condition), expected);
  const outputs = Array.from(traced.outputs, use);
  const graph = builder.build(outputs, traced.inputCount + slots.length);
  return { graph, slots: Float64Array.from(slots), key: keyOf(graph) };
}

function constantOf(
  graph: Graph,
  node: number,
  make: (value: number) => number,
): number | undefined {
  return graph.operation[node] === Structural.constant
    ? make(graph.constants[graph.first[node]!]!)
    : undefined;
}

/** A scan whose step has no constants of its own but further inputs behind the shared ones, and what these are. */
function withSharedConstants(scan: Scan): { readonly scan: Scan; readonly constants: number[] } {
  const { body } = scan;
  const firstConstant = scan.initial.length + scan.shared.length;
  const builder = new GraphBuilder();
  for (const length of body.axes) builder.axes.add(length);
  const needed = neededNodes(body);
  const count = constantUses(body, needed);
  const constants: number[] = [];
  const input = (value: number): number => builder.input(firstConstant + constants.push(value) - 1);
  const made = new Int32Array(body.operation.length).fill(-1);
  const use = (node: number): number => constantOf(body, node, input) ?? made[node]!;
  const copy = copier(builder, body, use);
  body.operation.forEach((code, node) => {
    if (!needed[node] || code === Structural.constant) return;
    const number = body.first[node]!;
    const isStream = code === Structural.input && number >= firstConstant;
    made[node] = isStream ? builder.input(number + count) : copy(node);
  });
  const outputs = Array.from(body.outputs, use);
  const step = builder.buildOverAxes(outputs, body.inputCount + count);
  return { scan: { ...scan, body: step }, constants };
}

function constantUses(graph: Graph, needed: Uint8Array): number {
  let count = 0;
  const visit = (node: number): void => {
    if (graph.operation[node] === Structural.constant) count++;
  };
  needed.forEach((isNeeded, node) => isNeeded && forEachOperand(graph, node, visit));
  graph.outputs.forEach(visit);
  return count;
}

/** The same for graphs that are the same node by node, number by number. */
function keyOf(graph: Graph): string {
  return JSON.stringify(graph, (_, value: unknown) =>
    ArrayBuffer.isView(value) ? (value as Float64Array).join() : value,
  );
}
