import type { ArrayNode, ArrayProgram } from "./arrayProgram";
import { type BatchedNode, BatchedNodes } from "./batchedNodes";
import type { SampleGroup } from "./sampleGroup";

/**
 * The mean over the samples of all groups as one program over θ: each group's with an axis of the samples in front of
 * what differs between them. What is the same for all is computed once.
 */
export function meanProgram(groups: readonly SampleGroup[], dimension: number): ArrayProgram {
  const nodes: ArrayNode[] = [];
  const guards: [number, boolean][] = [];
  const places = new Map<number, readonly [string, number]>();
  const number = (value: number): number =>
    nodes.push({ op: "const", values: Float64Array.of(value), shape: [], size: 1 }) - 1;
  const map = (name: "add" | "mul" | "div", a: number, b: number): number =>
    nodes.push({ op: "map", name, of: [a, b], shape: [], size: 1 }) - 1;
  const total = ({ id, isBatched }: BatchedNode, count: number): number =>
    isBatched
      ? nodes.push({ op: "sum", of: [id], axes: [0], shape: [], size: 1 }) - 1
      : map("mul", id, number(count));

  const totals = groups.map((group) => {
    const { program, count } = group;
    const { made } = new BatchedNodes(group, dimension, nodes);
    for (const [id, expected] of program.guards) guards.push([made[id]!.id, expected]);
    for (const [id, place] of program.places) places.set(made[id]!.id, place);
    return total(made[program.output]!, count);
  });
  const sum = totals.reduce((all, one) => map("add", all, one));
  const count = groups.reduce((all, group) => all + group.count, 0);
  const output = map("div", sum, number(count));
  return { dimension, nodes, output, guards, places };
}
