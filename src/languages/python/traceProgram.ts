import type { TracedGraph, TraceFailure, TraceResult } from "../../objective/tracedFunction";
import { isForNumPy } from "./engine";
import { LoweringError } from "./lowering/loweringError";
import { lowerProgram } from "./lowering/lowerProgram";
import { readProgram } from "./lowering/readProgram";
import type { LoadedFunction } from "./loadedFunction";
import type { ArrayProgram } from "./lowering/arrayProgram";

/** The graph of one call at θ; none where the interpreter's NumPy is the better engine. */
export function traceProgram(
  loaded: LoadedFunction,
  theta: Float64Array,
): TraceResult<TracedGraph> {
  const sent = loaded.trace(theta);
  if (!sent.ok) return loaded.takesTensors ? leftToPython(sent.failure) : sent;
  const { head, blob, value } = sent.value;
  const program = readProgram(head, blob);
  if (isForNumPy(program)) return leftToPython({ reason: "its matrix products are large" });
  return loweredGraph(program, [...theta, value]);
}

/** No graph: the interpreter computes value and gradient, by its recording or by the library of the tensors. */
export function leftToPython(failure: TraceFailure): {
  readonly ok: false;
  readonly failure: TraceFailure;
} {
  return { ok: false, failure: { ...failure, isTooLong: true } };
}

/** A program as a traced graph; `numbers` are what was computed with beside its constants. */
export function loweredGraph(
  program: ArrayProgram,
  numbers: Iterable<number>,
): TraceResult<TracedGraph> {
  return lowered(() => {
    const magnitude = Math.max(largest(numbers), largestConstant(program));
    const graph = lowerProgram(program);
    return { graph, isRolled: true, magnitude, precision: Number.EPSILON };
  });
}

/** What lowering makes, or why it cannot. */
export function lowered<Value>(make: () => Value): TraceResult<Value> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    if (!(error instanceof LoweringError)) throw error;
    return leftToPython({ reason: error.message });
  }
}

/** The largest constant, which what cancels is likely to be as large as. */
function largestConstant({ nodes }: ArrayProgram): number {
  return nodes.reduce((found, node) => {
    return node.op === "const" ? Math.max(found, largest(node.values)) : found;
  }, 0);
}

/** The size of the largest finite number: what is not finite cancels with nothing. */
export function largest(values: Iterable<number>): number {
  let found = 0;
  for (const value of values) {
    const size = Math.abs(value);
    if (size > found && size < Infinity) found = size;
  }
  return found;
}
