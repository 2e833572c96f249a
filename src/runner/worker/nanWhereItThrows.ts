import type { CodeObjective } from "../../objective/createObjective";
import { isPointFault } from "../../objective/pointFault";

/**
 * The same objective, NaN where the function throws: for maps, searches and trials, to which such a
 * point is one where the loss is not defined.
 */
export function nanWhereItThrows(objective: CodeObjective): CodeObjective {
  const { samples } = objective;
  const orNaN = <T>(evaluate: () => T, undefinedHere: () => T): T => {
    try {
      return evaluate();
    } catch (thrown) {
      if (!isPointFault(thrown)) throw thrown;
      return undefinedHere();
    }
  };
  return {
    dimension: objective.dimension,
    get gradientKind() {
      return objective.gradientKind;
    },
    get reason() {
      return objective.reason;
    },
    warnings: objective.warnings,
    value: (theta) =>
      orNaN(
        () => objective.value(theta),
        () => NaN,
      ),
    valueAndGradient: (theta, gradient) =>
      orNaN(
        () => objective.valueAndGradient(theta, gradient),
        () => {
          gradient.fill(NaN);
          return NaN;
        },
      ),
    hessian: (theta) =>
      orNaN(
        () => objective.hessian(theta),
        () => new Float64Array(objective.dimension ** 2).fill(NaN),
      ),
    hessianVectorProduct: (theta, vector, result) =>
      orNaN(
        () => objective.hessianVectorProduct(theta, vector, result),
        () => void result.fill(NaN),
      ),
    graphAt: (theta) =>
      orNaN(
        () => objective.graphAt(theta),
        () => undefined,
      ),
    confirm: (theta, loss) => objective.confirm(theta, loss),
    nonFiniteCause: (theta) => objective.nonFiniteCause(theta),
    ...(samples && {
      samples: {
        count: samples.count,
        batchGradient: (theta, indices, gradient) =>
          orNaN(
            () => samples.batchGradient(theta, indices, gradient),
            () => void gradient.fill(NaN),
          ),
      },
    }),
  };
}
