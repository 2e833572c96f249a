import { effortOf } from "../graph/effort";
import { compile, type CompiledGraph } from "../wasm/compile";
import { gradient, hessianVectorProduct } from "../graph/passes/derivative";
import type { Graph } from "../graph/graph";
import { reroll } from "../graph/passes/reroll";

/** One way through the user's code, compiled: valid where its guards hold. */
export interface CompiledVariant {
  readonly graph: Graph;
  /** How many numbers one evaluation of L computes, about. */
  readonly effort: number;
  /** L, or undefined where a guard does not hold. */
  value(theta: Float64Array): number | undefined;
  /** L with its gradient, or undefined where a guard does not hold. */
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number | undefined;
  /** H·v, or false where a guard does not hold. */
  hessianVectorProduct(theta: Float64Array, vector: Float64Array, result: Float64Array): boolean;
}

/** Re-rolls a traced graph, where it is not rolled already; derives and compiles it, each part when it is first asked for. */
export function compileVariant(traced: Graph, isRolled = false): CompiledVariant {
  const graph = isRolled ? traced : reroll(traced);
  const value = lazily(() => compile(graph));
  const first = lazily(() => compile(gradient(graph)));
  const second = lazily(() => compile(hessianVectorProduct(graph)));
  return {
    graph,
    get effort() {
      return effortOf(graph);
    },
    value(theta) {
      const compiled = value();
      compiled.inputs.set(theta);
      return compiled.run() < 0 ? compiled.outputs[0]! : undefined;
    },
    valueAndGradient(theta, result) {
      const compiled = first();
      compiled.inputs.set(theta);
      if (compiled.run() >= 0) return undefined;
      const { outputs } = compiled;
      for (let index = 0; index < theta.length; index++) result[index] = outputs[index + 1]!;
      return outputs[0]!;
    },
    hessianVectorProduct(theta, vector, result) {
      const compiled = second();
      compiled.inputs.set(theta);
      compiled.inputs.set(vector, theta.length);
      if (compiled.run() >= 0) return false;
      result.set(compiled.outputs.subarray(1 + theta.length));
      return true;
    },
  };
}

function lazily(make: () => CompiledGraph): () => CompiledGraph {
  let made: CompiledGraph | undefined;
  return () => (made ??= make());
}
