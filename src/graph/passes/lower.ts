import { GraphBuilder } from "../builder";
import { type Graph, ELEMENTWISE } from "../graph";
import { OPERATION_LIST } from "../operations";
import { neededNodes, replay } from "../replay";

/** Up to this many of our own elementary functions are inlined; more are called. */
const INLINE_LIMIT = 12;

/**
 * The graph as the code generator wants it: only nodes that matter, identities dropped, and our own
 * elementary functions replaced by their formulas, which then share what they have in common. A
 * graph with many of them keeps them as nodes, to be compiled as calls.
 */
export function lower(graph: Graph): Graph {
  const needed = neededNodes(graph);
  let formulas = 0;
  for (let node = 0; node < needed.length; node++) {
    const code = graph.operation[node]!;
    if (!needed[node] || code < ELEMENTWISE) continue;
    if (OPERATION_LIST[code - ELEMENTWISE]!.emission.kind === "formula") formulas++;
  }
  const builder = new GraphBuilder({ simplify: true, expand: formulas <= INLINE_LIMIT });
  const made = replay(builder, graph, needed);
  const outputs = Array.from(graph.outputs, (output) => made[output]!);
  return builder.buildOverAxes(outputs, graph.inputCount);
}
