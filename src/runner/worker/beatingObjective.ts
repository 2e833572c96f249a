import type { CodeObjective } from "../../objective/createObjective";
import type { Heartbeat } from "../heartbeat";

/** The same objective, telling the watchdog at every evaluation that it gets on, and where. */
export function beatingObjective(objective: CodeObjective, heartbeat: Heartbeat): CodeObjective {
  const { samples } = objective;
  const at = <T>(theta: Float64Array, evaluate: () => T): T => {
    heartbeat.point = theta;
    heartbeat.beat();
    try {
      return evaluate();
    } finally {
      heartbeat.point = undefined;
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
    value: (theta) => at(theta, () => objective.value(theta)),
    valueAndGradient: (theta, gradient) =>
      at(theta, () => objective.valueAndGradient(theta, gradient)),
    hessian: (theta) => at(theta, () => objective.hessian(theta)),
    hessianVectorProduct: (theta, vector, result) =>
      at(theta, () => objective.hessianVectorProduct(theta, vector, result)),
    graphAt: (theta) => at(theta, () => objective.graphAt(theta)),
    confirm: (theta, loss) => at(theta, () => objective.confirm(theta, loss)),
    nonFiniteCause: (theta) => objective.nonFiniteCause(theta),
    ...(samples && {
      samples: {
        count: samples.count,
        batchGradient: (theta, indices, gradient) =>
          at(theta, () => samples.batchGradient(theta, indices, gradient)),
      },
    }),
  };
}
