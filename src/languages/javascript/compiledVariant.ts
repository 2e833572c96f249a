import { gradient, hessianVectorProduct } from "../../graph/derivative";
import type { Graph } from "../../graph/graph";
import { evaluate } from "../../graph/interpreter";

/** One way through the user's code, compiled: valid where its guards hold. */
export interface CompiledVariant {
  readonly graph: Graph;
  /** L, or undefined where a guard does not hold. */
  value(theta: Float64Array): number | undefined;
  /** L with its gradient, or undefined where a guard does not hold. */
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number | undefined;
  /** H·v, or false where a guard does not hold. */
  hessianVectorProduct(theta: Float64Array, vector: Float64Array, result: Float64Array): boolean;
}

/** Derives and compiles a traced graph; the second derivatives when they are first asked for. */
export function compileVariant(graph: Graph): CompiledVariant {
  const first = gradient(graph);
  let second: Graph | undefined;
  return {
    graph,
    value(theta) {
      const { outputs, missedGuard } = evaluate(graph, theta);
      return missedGuard < 0 ? outputs[0]! : undefined;
    },
    valueAndGradient(theta, result) {
      const { outputs, missedGuard } = evaluate(first, theta);
      if (missedGuard >= 0) return undefined;
      result.set(outputs.subarray(1));
      return outputs[0]!;
    },
    hessianVectorProduct(theta, vector, result) {
      second ??= hessianVectorProduct(graph);
      const inputs = new Float64Array(theta.length * 2);
      inputs.set(theta);
      inputs.set(vector, theta.length);
      const { outputs, missedGuard } = evaluate(second, inputs);
      if (missedGuard >= 0) return false;
      result.set(outputs.subarray(1 + theta.length));
      return true;
    },
  };
}
