import type { CodeObjective } from "../../objective/createObjective";
import type { Heartbeat } from "../heartbeat";

/** The same objective, telling the watchdog at every evaluation that it gets on. */
export function beatingObjective(objective: CodeObjective, heartbeat: Heartbeat): CodeObjective {
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
      heartbeat.beat();
      return objective.value(theta);
    },
    valueAndGradient(theta, gradient) {
      heartbeat.beat();
      return objective.valueAndGradient(theta, gradient);
    },
    hessian(theta) {
      heartbeat.beat();
      return objective.hessian(theta);
    },
    hessianVectorProduct(theta, vector, result) {
      heartbeat.beat();
      objective.hessianVectorProduct(theta, vector, result);
    },
    graphAt: (theta) => objective.graphAt(theta),
    confirm(theta, loss) {
      heartbeat.beat();
      return objective.confirm(theta, loss);
    },
    nonFiniteCause: (theta) => objective.nonFiniteCause(theta),
    ...(samples && {
      samples: {
        count: samples.count,
        batchGradient(theta, indices, gradient) {
          heartbeat.beat();
          samples.batchGradient(theta, indices, gradient);
        },
      },
    }),
  };
}
