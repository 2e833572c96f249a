import { type Graph, ELEMENTWISE } from "../graph/graph";
import type { Operation } from "../graph/operation";
import { OPERATION_LIST } from "../graph/operations";
import { forEachOperand } from "../graph/replay";

/** Cycles from operands to result, about, on processors of the last ten years; what is not here takes `usual`. */
const latencies: Readonly<Partial<Record<string, number>>> = { sqrt: 20, div: 13 };
const usual = 4;
/** Of functions that are called. */
const ofCalls = 60;

/**
 * Which outputs of a graph over no axes come late in it: at the end of a chain of operations that takes more than half as
 * long as the longest.
 */
export function slowOutputs(graph: Graph): boolean[] {
  const done = new Float64Array(graph.operation.length);
  graph.operation.forEach((code, node) => {
    let begin = 0;
    forEachOperand(graph, node, (operand) => (begin = Math.max(begin, done[operand]!)));
    done[node] = begin + (code < ELEMENTWISE ? 0 : latencyOf(OPERATION_LIST[code - ELEMENTWISE]!));
  });
  const times = Array.from(graph.outputs, (output) => done[output]!);
  const longest = Math.max(...times);
  return times.map((time) => time > longest / 2);
}

function latencyOf({ emission }: Operation): number {
  if (emission.kind === "host" || emission.kind === "formula") return ofCalls;
  return ("instruction" in emission ? latencies[emission.instruction] : undefined) ?? usual;
}
