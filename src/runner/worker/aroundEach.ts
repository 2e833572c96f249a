import type { CodeObjective } from "../../objective/createObjective";

/**
 * Stands around an evaluation of an objective at θ: calls it, does not, or takes what it throws; `undefinedHere` answers
 * instead, with NaN for all numbers that were asked for.
 */
export type Around = <T>(theta: Float64Array, evaluate: () => T, undefinedHere: () => T) => T;

/** The same objective with something around each evaluation of loss and derivatives; `about` is what else it answers. */
export function aroundEach(
  objective: CodeObjective,
  around: Around,
  about: Pick<CodeObjective, "graphAt" | "confirm" | "nonFiniteCause">,
): CodeObjective {
  const { samples } = objective;
  return {
    dimension: objective.dimension,
    get gradientKind() {
      return objective.gradientKind;
    },
    get reason() {
      return objective.reason;
    },
    warnings: objective.warnings,
    compiledAt: (theta) => objective.compiledAt(theta),
    value: (theta) =>
      around(
        theta,
        () => objective.value(theta),
        () => NaN,
      ),
    valueAndGradient: (theta, gradient) =>
      around(
        theta,
        () => objective.valueAndGradient(theta, gradient),
        () => {
          gradient.fill(NaN);
          return NaN;
        },
      ),
    hessian: (theta) =>
      around(
        theta,
        () => objective.hessian(theta),
        () => new Float64Array(objective.dimension ** 2).fill(NaN),
      ),
    hessianVectorProduct: (theta, vector, result) =>
      around(
        theta,
        () => objective.hessianVectorProduct(theta, vector, result),
        () => void result.fill(NaN),
      ),
    ...about,
    ...(samples && {
      samples: {
        count: samples.count,
        batchGradient: (theta, indices, gradient) =>
          around(
            theta,
            () => samples.batchGradient(theta, indices, gradient),
            () => void gradient.fill(NaN),
          ),
      },
    }),
  };
}
