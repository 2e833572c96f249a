import type { CodeObjective } from "../../objective/createObjective";
import type { Heartbeat } from "../heartbeat";
import { aroundEach } from "./aroundEach";

/** The same objective, telling the watchdog at every evaluation that it gets on, and where. */
export function beatingObjective(objective: CodeObjective, heartbeat: Heartbeat): CodeObjective {
  const at = <T>(theta: Float64Array, evaluate: () => T): T => {
    heartbeat.point = theta;
    heartbeat.beat();
    try {
      return evaluate();
    } finally {
      heartbeat.point = undefined;
    }
  };
  return aroundEach(objective, at, {
    graphAt: (theta) => at(theta, () => objective.graphAt(theta)),
    confirm: (theta, loss) => at(theta, () => objective.confirm(theta, loss)),
    nonFiniteCause: (theta) => objective.nonFiniteCause(theta),
  });
}
