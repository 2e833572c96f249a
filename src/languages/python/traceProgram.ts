import type { TracedGraph, TraceResult } from "../../objective/tracedFunction";
import { LoweringError } from "./lowering/loweringError";
import { lowerProgram } from "./lowering/lowerProgram";
import { readProgram } from "./lowering/readProgram";
import type { LoadedFunction } from "./loadedFunction";
import type { ArrayProgram } from "./lowering/arrayProgram";

/** The graph of one call at θ. */
export function traceProgram(
  loaded: LoadedFunction,
  theta: Float64Array,
): TraceResult<TracedGraph> {
  const sent = loaded.trace(theta);
  if (!sent.ok) return sent;
  const { head, blob, value } = sent.value;
  try {
    const program = readProgram(head, blob);
    const magnitude = Math.max(Math.abs(value), largestNumber(program), ...theta.map(Math.abs));
    const graph = lowerProgram(program);
    return { ok: true, value: { graph, isRolled: true, magnitude, precision: Number.EPSILON } };
  } catch (error) {
    if (!(error instanceof LoweringError)) throw error;
    return { ok: false, failure: { reason: error.message } };
  }
}

/** The largest finite constant, which what cancels is likely to be as large as. */
function largestNumber({ nodes }: ArrayProgram): number {
  let largest = 0;
  for (const node of nodes) {
    if (node.op !== "const") continue;
    for (const value of node.values) {
      const size = Math.abs(value);
      if (size > largest && size < Infinity) largest = size;
    }
  }
  return largest;
}
