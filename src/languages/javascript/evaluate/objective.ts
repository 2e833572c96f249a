import type { Graph } from "../../../graph/graph";
import { flatten, type NestedNumbers } from "./argumentShape";
import { loadPlain, type LoadedModule } from "./load";
import type { BundledCode, Place } from "./locate";
import { findNonFinite, type NonFiniteCause } from "./nonFinite";
import { findParting } from "./firstDifference";
import {
  checkFirstCalls,
  createPlainFunction,
  sampleList,
  type PlainFunction,
} from "./plainFunction";
import { readIntrinsics, type Realm } from "../realm/realm";
import { createStateSearch, refuteState } from "./stateSearch";
import { locatedError } from "./thrown";
import { describeFailure } from "./trace";
import { createVariants, type Variants } from "../../../objective/variants";

interface LoadedFunction {
  readonly module: LoadedModule;
  readonly plain: PlainFunction;
}

/** What an objective is made from. */
export interface ObjectiveRequest {
  readonly bundle: BundledCode;
  readonly realm: Realm;
  /** One entry per argument, with the starting numbers in their places. */
  readonly start: readonly NestedNumbers[];
  /** The bundle exposes an array of samples: the loss is the mean over them. */
  readonly sampled?: boolean;
  /** Called before every call of the function as it is: whoever watches sees that it gets on. */
  readonly onCall?: () => void;
  /** Central differences on a plain function, for code that cannot be traced. */
  readonly numeric: (
    value: (theta: Float64Array) => number,
    dimension: number,
    reason?: string,
  ) => Derivatives;
}

/** Derivatives of a function, however they come about. */
export interface Derivatives {
  value(theta: Float64Array): number;
  valueAndGradient(theta: Float64Array, gradient: Float64Array): number;
  hessian(theta: Float64Array): Float64Array;
  hessianVectorProduct(theta: Float64Array, vector: Float64Array, result: Float64Array): void;
}

/** The objective of a JavaScript or TypeScript function. */
export interface JavaScriptObjective extends Derivatives {
  readonly dimension: number;
  /** Changes to "numeric" when a trace turns out to be impossible at a later point. */
  readonly gradientKind: "exact" | "numeric";
  readonly reason?: string | undefined;
  readonly samples?: {
    readonly count: number;
    batchGradient(theta: Float64Array, indices: Int32Array, gradient: Float64Array): void;
  };
  /**
   * The graph of L whose guards hold at θ, for a loop compiled around it; undefined when the
   * gradient is numeric or the code takes another way at nearly every point.
   */
  graphAt(theta: Float64Array): Graph | undefined;
  /** Why the loss is not finite at θ, where that can be told. */
  nonFiniteCause(theta: Float64Array): NonFiniteCause | undefined;
  /** What a person should know although it works. */
  readonly warnings: readonly string[];
}

/**
 * Makes the objective of a function: its exact derivative from a trace where that is possible and
 * checked, else central differences with the reason why.
 *
 * Throws a `LocatedError` when the function throws at the start, returns anything but a number, or
 * gives different numbers for the same arguments; later calls throw one when the function does.
 */
export function createObjective(request: ObjectiveRequest): JavaScriptObjective {
  const { bundle, realm, start, sampled = false, onCall, numeric } = request;
  const intrinsics = readIntrinsics(realm);
  const theta0 = flatten(start);
  const dimension = theta0.length;
  const loadFunction = (): LoadedFunction => {
    const module = loadPlain(realm, intrinsics, bundle);
    return { module, plain: createPlainFunction(module, start, intrinsics, sampled, onCall) };
  };
  const { module, plain } = loadFunction();
  const shape = { structure: start, intrinsics };
  const state = createStateSearch({ realm, intrinsics, bundle, shape, theta: theta0, sampled });
  const warnings = checkFirstCalls(module, plain, start, intrinsics, theta0, state.find);
  if (state.mayBe) refuteState(state, () => loadFunction().plain, theta0);
  const traced = traceFunction();
  let derivatives: Derivatives | undefined;

  function traceFunction(): Variants | { readonly failure: string } {
    try {
      const lifted = state.loadLifted();
      const samples = sampled ? sampleList(lifted) : undefined;
      const load = state.mayBe
        ? (): LoadedModule => state.loadLifted()
        : (): LoadedModule => lifted;
      const parting = (theta: Float64Array): Place | undefined =>
        findParting(state.loadLifted, shape, theta, samples);
      const variants = createVariants({ load, parting, shape, samples, plain });
      variants.at(theta0);
      return variants;
    } catch (thrown) {
      const { message, place } = locatedError(thrown, []);
      const reason = `it cannot be traced: ${message}`;
      return { failure: describeFailure({ reason, ...(place && { place }) }) };
    }
  }

  /** Central differences, from the moment that tracing has failed; from then on the objective says why. */
  function differences(): Derivatives {
    if (derivatives === undefined) {
      const reason = traced.failure ?? "it cannot be traced";
      derivatives = numeric((theta) => plain.value(theta), dimension, reason);
      Object.assign(objective, { gradientKind: "numeric", reason });
    }
    return derivatives;
  }

  const exact = (): Variants | undefined =>
    traced.failure === undefined ? (traced as Variants) : undefined;

  const objective: JavaScriptObjective = {
    dimension,
    gradientKind: "exact",
    warnings,
    value: (theta) => exact()?.value(theta) ?? plain.value(theta),
    valueAndGradient: (theta, gradient) =>
      exact()?.valueAndGradient(theta, gradient) ?? differences().valueAndGradient(theta, gradient),
    hessianVectorProduct(theta, vector, result) {
      if (exact()?.hessianVectorProduct(theta, vector, result) !== undefined) return;
      differences().hessianVectorProduct(theta, vector, result);
    },
    hessian(theta) {
      const matrix = new Float64Array(dimension * dimension);
      const unit = new Float64Array(dimension);
      const column = new Float64Array(dimension);
      for (let j = 0; j < dimension; j++) {
        unit.fill(0);
        unit[j] = 1;
        if (exact()?.hessianVectorProduct(theta, unit, column) === undefined) {
          return differences().hessian(theta);
        }
        for (let i = 0; i < dimension; i++) matrix[i * dimension + j] = column[i]!;
      }
      return matrix;
    },
    graphAt: (theta) => exact()?.at(theta)?.graph,
    nonFiniteCause: (theta) => findNonFinite({ realm, bundle, shape, sampled }, theta),
    ...(plain.sampleCount !== undefined && {
      samples: {
        count: plain.sampleCount,
        batchGradient(theta, indices, gradient) {
          if (exact()?.batchGradient(theta, indices, gradient) !== undefined) return;
          differences();
          const batch = (at: Float64Array): number => plain.meanOver(at, indices);
          numeric(batch, dimension).valueAndGradient(theta, gradient);
        },
      },
    }),
  };
  if (traced.failure !== undefined) differences();
  return objective;
}
