import type { Graph } from "../graph/graph";
import type { Place } from "../text/place";

/** A differentiable function of n parameters, however it came about. */
export interface Objective {
  readonly dimension: number;
  /** "exact" when the gradient is the derivative of the traced code, "numeric" for central differences. */
  readonly gradientKind: "exact" | "numeric";
  /** Why the gradient is numeric, or is not that of compiled code any more. */
  readonly reason?: string | undefined;
  value(theta: Float64Array): number;
  /** Writes ∂L/∂θ into `gradient` (length n) and returns L. */
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number;
  /** The Hessian at θ, row-major n × n; exact where the gradient is. */
  hessian(theta: Float64Array): Float64Array;
  /** H·v at θ, written into `result`. */
  hessianVectorProduct(theta: Float64Array, vector: Float64Array, result: Float64Array): void;
  /**
   * The graph of L that describes it at θ (its guards hold there), for a loop compiled around it;
   * absent or undefined where there is none.
   */
  graphAt?(theta: Float64Array): Graph | undefined;
  /**
   * Whether a loss that was computed by `graphAt` at θ is what the function itself gives there. Where it
   * is not, that graph is never given again: what is evaluated from then on is right, or measured.
   */
  confirm?(theta: Float64Array, loss: number): boolean;
  /** Which operation of the code makes the loss something else than a finite number at θ, where that can be told. */
  nonFiniteCause?(theta: Float64Array): NonFiniteCause | undefined;
  /** Present when the loss is a mean over samples, of which a step may use a few. */
  readonly samples?: SampledGradient;
}

/** An operation that gave what is no finite number, as one would write it with its values, and where it stands. */
export interface NonFiniteCause {
  readonly call: string;
  readonly result: number;
  readonly place?: Place;
}

/** The gradient of the mean loss over some of the samples. */
export interface SampledGradient {
  readonly count: number;
  /** Writes the gradient of the mean loss over the samples at `indices` into `gradient`. */
  batchGradient(theta: Float64Array, indices: Int32Array, gradient: Float64Array): void;
}
