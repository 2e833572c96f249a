// objective: a function that can be evaluated and differentiated, of any language.
// What enters: a plain function of θ, and how it is made ready to be traced. What leaves: an `Objective` – value, gradient,
// Hessian, and whether they are exact, else the reason. A trace is believed once it agrees with the plain function
// (`verify.ts`); where a guard does not hold, another variant is traced (`variants.ts`).
// Who may call: the evaluators of the languages; runs take the `Objective` that comes out.

import { describeFailure, type PlainFunction, type TracedFunction } from "./tracedFunction";
import type { Graph } from "../graph/graph";
import type { CompiledVariant } from "./compiledVariant";
import type { NonFiniteCause, Objective } from "./objective";
import { LocatedError } from "../text/place";
import { numericObjective } from "./numericObjective";
import { createVariants, type Variants } from "./variants";

type Deriving = <T>(work: () => T) => T;

const directly: Deriving = (work) => work();

/** What an objective is made from. */
export interface ObjectiveSource {
  readonly start: Float64Array;
  readonly plain: PlainFunction;
  /** What the function gives at the start, where that is known. */
  readonly startLoss?: number;
  /** Why not to trace it; it is traced unless told. */
  readonly untraced?: string | undefined;
  /** Does what traces, derives and compiles, for whoever watches how long that takes. */
  readonly deriving?: Deriving;
  /** Makes the function ready to be traced; what it throws is the reason why it cannot be. */
  readonly prepareTrace: () => TracedFunction;
  /** Why the loss is not finite at θ, where that can be told. */
  readonly nonFiniteCause: (theta: Float64Array) => NonFiniteCause | undefined;
  /** What a person should know although it works. */
  readonly warnings: readonly string[];
}

/** The objective of code that a person wrote. */
export interface CodeObjective extends Objective {
  graphAt(theta: Float64Array): Graph | undefined;
  /** What is compiled of the way that the code takes at θ, for evaluations that never call the code itself. */
  compiledAt(theta: Float64Array): CompiledVariant | undefined;
  confirm(theta: Float64Array, loss: number): boolean;
  nonFiniteCause(theta: Float64Array): NonFiniteCause | undefined;
  /** What a person should know although it works. */
  readonly warnings: readonly string[];
}

/**
 * The objective of a function: its exact derivative from a trace where that is possible and checked, else central
 * differences with the reason why. `gradientKind` changes to "numeric" when a trace turns out to be impossible at a
 * later point.
 *
 * Evaluations throw a `LocatedError` when the function does.
 */
export function createObjective(source: ObjectiveSource): CodeObjective {
  const { plain, start, warnings, nonFiniteCause } = source;
  const dimension = start.length;
  const traced = traceAtStart(source);
  let derivatives: Objective | undefined;

  /** Central differences, from the moment that tracing has failed; from then on the objective says why. */
  function differences(): Objective {
    if (derivatives === undefined) {
      const reason = traced.failure ?? "it cannot be traced";
      derivatives = numericObjective((theta) => plain.value(theta), dimension, reason);
    }
    return derivatives;
  }

  const { deriving = directly } = source;

  /** What the traced function gives; undefined where it is not traced. */
  const exact = <Result>(ask: (variants: Variants) => Result): Result | undefined =>
    traced.failure === undefined ? deriving(() => ask(traced as Variants)) : undefined;

  const productOf = (
    theta: Float64Array,
    vector: Float64Array,
    result: Float64Array,
  ): true | undefined => exact((variants) => variants.hessianVectorProduct(theta, vector, result));

  const objective: CodeObjective = {
    dimension,
    get gradientKind() {
      return derivatives?.gradientKind ?? "exact";
    },
    get reason() {
      return derivatives ? derivatives.reason : (traced as Partial<Variants>).switched;
    },
    warnings,
    nonFiniteCause,
    value: (theta) => exact((variants) => variants.value(theta)) ?? plain.value(theta),
    valueAndGradient: (theta, gradient) =>
      exact((variants) => variants.valueAndGradient(theta, gradient)) ??
      differences().valueAndGradient(theta, gradient),
    hessianVectorProduct(theta, vector, result) {
      if (productOf(theta, vector, result) !== undefined) return;
      differences().hessianVectorProduct(theta, vector, result);
    },
    hessian(theta) {
      const matrix = new Float64Array(dimension * dimension);
      const unit = new Float64Array(dimension);
      const column = new Float64Array(dimension);
      for (let j = 0; j < dimension; j++) {
        unit.fill(0);
        unit[j] = 1;
        if (productOf(theta, unit, column) === undefined) {
          return differences().hessian(theta);
        }
        for (let i = 0; i < dimension; i++) matrix[i * dimension + j] = column[i]!;
      }
      return matrix;
    },
    graphAt: (theta) => objective.compiledAt(theta)?.graph,
    compiledAt: (theta) => exact((variants) => variants.at(theta)),
    confirm(theta, loss) {
      if (exact((variants) => variants.confirm(theta, loss)) !== false) return true;
      // From here on the objective says what has become of it.
      if (traced.failure !== undefined) differences();
      return false;
    },
    ...(plain.sampleCount !== undefined && {
      samples: {
        count: plain.sampleCount,
        batchGradient(theta, indices, gradient) {
          const mean = exact((variants) => variants.batchGradient(theta, indices, gradient));
          if (mean !== undefined) return;
          differences();
          const batch = (at: Float64Array): number => plain.meanOver(at, indices);
          numericObjective(batch, dimension).valueAndGradient(theta, gradient);
        },
      },
    }),
  };
  if (traced.failure !== undefined) differences();
  return objective;
}

function traceAtStart(source: ObjectiveSource): Variants | { failure: string } {
  const { prepareTrace, start, startLoss, untraced, deriving = directly } = source;
  if (untraced !== undefined) return { failure: untraced };
  try {
    return deriving(() => {
      const variants = createVariants(
        prepareTrace(),
        startLoss === undefined ? undefined : { theta: start, loss: startLoss },
      );
      variants.at(start);
      return variants;
    });
  } catch (thrown) {
    const place = thrown instanceof LocatedError ? thrown.place : undefined;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const reason = `it cannot be traced: ${message}`;
    return { failure: describeFailure({ reason, ...(place && { place }) }) };
  }
}
