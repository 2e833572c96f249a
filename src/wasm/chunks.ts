import { type Graph, Structural } from "../graph/graph";
import type { Block, LoopNest } from "./loopNest";
import type { MemoryLayout } from "./memoryLayout";
import { forEachOperand } from "../graph/replay";
import type { Storage } from "./storage";

/** More nodes than this at the root are split into several functions … */
const SINGLE_LIMIT = 4000;
/** … of about so many each: V8 optimizes huge functions slowly or not at all. */
const CHUNK_SIZE = 1000;

/** The root's items in parts, each a function, with what passes between them in memory. */
export interface Chunks {
  readonly parts: readonly (readonly (number | Block)[])[];
  /** The part that computes a node. */
  readonly of: Int32Array;
  /** Where a value lies that another part, or what follows, reads. */
  readonly spilled: ReadonlyMap<number, number>;
}

/** Splits the root; may take back an inlining that would cross two parts. */
export function splitRoot(
  graph: Graph,
  nest: LoopNest,
  storage: Storage,
  layout: MemoryLayout,
): Chunks {
  const of = new Int32Array(graph.operation.length).fill(-1);
  const spilled = new Map<number, number>();
  const weightOf = (item: number | Block): number => {
    if (typeof item === "number") return graph.operation[item] === Structural.pick ? 0 : 1;
    return item.items.reduce((sum: number, inner) => sum + weightOf(inner), 0);
  };
  const weights = nest.root.items.map(weightOf);
  if (weights.reduce((sum, weight) => sum + weight, 0) <= SINGLE_LIMIT) {
    of.fill(0);
    return { parts: [nest.root.items], of, spilled };
  }
  const parts: (number | Block)[][] = [[]];
  let weight = 0;
  nest.root.items.forEach((item, position) => {
    if (weight >= CHUNK_SIZE) {
      parts.push([]);
      weight = 0;
    }
    parts.at(-1)!.push(item);
    weight += weights[position]!;
    mark(item, parts.length - 1);
  });
  const spill = (node: number): void => {
    if (storage.homes[node] !== nest.root || spilled.has(node)) return;
    storage.inline[node] = 0;
    spilled.set(node, layout.allocate(8));
  };
  of.forEach((part, node) => {
    if (part < 0) return;
    forEachOperand(graph, node, (operand) => {
      if (of[operand]! >= 0 && of[operand] !== part) spill(operand);
    });
  });
  graph.outputs.forEach(spill);
  for (const { condition } of graph.guards) spill(condition);
  return { parts, of, spilled };

  function mark(item: number | Block, part: number): void {
    if (typeof item === "number") of[item] = part;
    else for (const inner of item.items) mark(inner, part);
  }
}
