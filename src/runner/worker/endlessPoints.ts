import type { CodeObjective } from "../../objective/createObjective";
import type { EndlessPoint } from "../../protocol/supervision";
import { LocatedError } from "../../text/place";

/**
 * The same objective, which throws at points where a call is known not to come to an end, instead of calling: a run that
 * comes there ends there.
 */
export function throwingAt(
  objective: CodeObjective,
  points: readonly EndlessPoint[],
): CodeObjective {
  const known = (theta: Float64Array): EndlessPoint | undefined =>
    points.find(({ point }) => point.every((x, index) => Object.is(x, theta[index])));
  const check = (theta: Float64Array): void => {
    const found = known(theta);
    if (found) throw new LocatedError(found.problem.message, "threw", found.problem.place);
  };
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
    value(theta) {
      check(theta);
      return objective.value(theta);
    },
    valueAndGradient(theta, gradient) {
      check(theta);
      return objective.valueAndGradient(theta, gradient);
    },
    hessian(theta) {
      check(theta);
      return objective.hessian(theta);
    },
    hessianVectorProduct(theta, vector, result) {
      check(theta);
      objective.hessianVectorProduct(theta, vector, result);
    },
    graphAt: (theta) => (known(theta) ? undefined : objective.graphAt(theta)),
    // A value there is not the function's own.
    confirm: (theta, loss) => known(theta) === undefined && objective.confirm(theta, loss),
    nonFiniteCause: (theta) => (known(theta) ? undefined : objective.nonFiniteCause(theta)),
    ...(samples && {
      samples: {
        count: samples.count,
        batchGradient(theta, indices, gradient) {
          check(theta);
          samples.batchGradient(theta, indices, gradient);
        },
      },
    }),
  };
}
