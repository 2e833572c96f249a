import type { CodeObjective } from "../../objective/createObjective";
import type { EndlessPoint } from "../../protocol/supervision";
import { LocatedError } from "../../text/place";
import { aroundEach } from "./aroundEach";

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
  const unlessKnown = <T>(theta: Float64Array, evaluate: () => T): T => {
    const found = known(theta);
    if (found) throw new LocatedError(found.problem.message, "threw", found.problem.place);
    return evaluate();
  };
  return aroundEach(objective, unlessKnown, {
    graphAt: (theta) => (known(theta) ? undefined : objective.graphAt(theta)),
    // A value there is not the function's own.
    confirm: (theta, loss) => known(theta) === undefined && objective.confirm(theta, loss),
    nonFiniteCause: (theta) => (known(theta) ? undefined : objective.nonFiniteCause(theta)),
  });
}
