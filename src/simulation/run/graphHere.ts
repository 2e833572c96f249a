import type { Objective } from "../../objective/objective";
import { isPointFault } from "../../objective/pointFault";

/** The graph of the loss that holds at θ; none where the loss throws, which an evaluation then tells of. */
export function graphHere(
  objective: Objective,
  theta: Float64Array,
): ReturnType<NonNullable<Objective["graphAt"]>> {
  try {
    return objective.graphAt?.(theta);
  } catch (thrown) {
    if (!isPointFault(thrown)) throw thrown;
    return undefined;
  }
}
