import type { CodeObjective } from "../../objective/createObjective";
import { isPointFault } from "../../objective/pointFault";
import { aroundEach, type Around } from "./aroundEach";

/**
 * The same objective, NaN where the function throws: for maps, searches and trials, to which such a
 * point is one where the loss is not defined.
 */
export function nanWhereItThrows(objective: CodeObjective): CodeObjective {
  const orNaN: Around = (_, evaluate, undefinedHere) => {
    try {
      return evaluate();
    } catch (thrown) {
      if (!isPointFault(thrown)) throw thrown;
      return undefinedHere();
    }
  };
  return aroundEach(objective, orNaN, {
    graphAt: (theta) =>
      orNaN(
        theta,
        () => objective.graphAt(theta),
        () => undefined,
      ),
    confirm: (theta, loss) => objective.confirm(theta, loss),
    nonFiniteCause: (theta) => objective.nonFiniteCause(theta),
  });
}
