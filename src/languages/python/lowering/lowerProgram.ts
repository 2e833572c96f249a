import { GraphBuilder } from "../../../graph/builder";
import { type Graph, Structural } from "../../../graph/graph";
import { reroll } from "../../../graph/passes/reroll";
import type { ArrayProgram } from "./arrayProgram";
import { ArrayLowering } from "./arrayLowering";

/** Guards of up to so many elements are checked one by one. */
const FEW = 8;

/** Arrays this far apart are made in the order of the program, so that making one needs no deep recursion. */
const DEPTH = 64;

/**
 * The graph of an array program: its value as output 0, its guards as guards. Element by element the same operations;
 * only the order of the terms of a sum is the graph's.
 *
 * Throws a `LoweringError` for what the graph cannot hold.
 */
export function lowerProgram(program: ArrayProgram): Graph {
  const builder = new GraphBuilder();
  const lowering = new ArrayLowering(program, builder);
  makeInOrder(program, lowering);
  const output = lowering.element(program.output, 0);
  for (const [id, expected] of program.guards) addGuard(program, lowering, builder, id, expected);
  const graph = builder.build([output], program.dimension);
  return graph.axes.length === 0 ? reroll(graph) : graph;
}

/** The graph of a program's nodes of one element as its outputs, its guards as guards; see `lowerProgram`. */
export function lowerOutputs(program: ArrayProgram, ids: readonly number[]): Graph {
  const builder = new GraphBuilder();
  const lowering = new ArrayLowering(program, builder);
  const outputs = ids.map((id) => lowering.element(id, 0));
  for (const [id, expected] of program.guards) addGuard(program, lowering, builder, id, expected);
  return builder.build(outputs, program.dimension);
}

/** Numbers, and arrays at the end of long chains, before anything asks for them. */
function makeInOrder(program: ArrayProgram, lowering: ArrayLowering): void {
  const needed = neededNodes(program);
  const depth = new Int32Array(program.nodes.length);
  program.nodes.forEach((node, id) => {
    if (!("of" in node)) return;
    depth[id] = 1 + node.of.reduce((deepest, operand) => Math.max(deepest, depth[operand]!), 0);
    if (!needed[id] || node.size === 0) return;
    if (node.size === 1) lowering.element(id, 0);
    else if (depth[id] % DEPTH === 0) lowering.whole(id);
  });
}

/** 1 for each node that the output or a guard depends on. */
function neededNodes(program: ArrayProgram): Uint8Array {
  const needed = new Uint8Array(program.nodes.length);
  needed[program.output] = 1;
  for (const [id] of program.guards) needed[id] = 1;
  for (let id = needed.length - 1; id >= 0; id--) {
    const node = program.nodes[id]!;
    if (needed[id] && "of" in node) for (const operand of node.of) needed[operand] = 1;
  }
  return needed;
}

function addGuard(
  program: ArrayProgram,
  lowering: ArrayLowering,
  builder: GraphBuilder,
  id: number,
  expected: boolean,
): void {
  const { size } = program.nodes[id]!;
  if (size <= FEW) {
    for (let at = 0; at < size; at++) builder.guard(lowering.element(id, at), expected);
    return;
  }
  const condition = lowering.whole(id);
  const truth = builder.isBoolean(condition)
    ? condition
    : builder.apply("ne", condition, builder.constant(0));
  // All hold where the least does, none where the greatest does not.
  const code = expected ? Structural.least : Structural.greatest;
  const axes = builder.axes.members(builder.axisSetOf(truth));
  const all = axes.reduceRight((node, axis) => builder.extremum(code, node, axis), truth);
  builder.guard(all, expected);
}
