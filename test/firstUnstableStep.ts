import type { Objective } from "../src/objective/objective";
import { curvatureAtRow, firstAbove } from "../src/simulation/curvature/curvaturePath";
import type { Trace } from "../src/simulation/run/record";

/**
 * The first step whose η^t·λmax(σ⁻¹H) exceeds `limit`, or undefined. Looks at up to 512 rows spread
 * evenly, then halves the gap before the first of them above the limit, so an excursion shorter than
 * 1/512 of the run can be missed. Exact where all rows are known, else to the spacing of the snapshots.
 */
export function firstUnstableStep(
  objective: Objective,
  trace: Trace,
  limit: number,
): number | undefined {
  const steps = trace.rows - 1;
  const stride = Math.max(1, Math.ceil(steps / 512));
  for (let row = 0, below = -1; row < steps; below = row, row += stride) {
    const sample = curvatureAtRow(objective, trace, row);
    if (sample && sample.stability > limit) {
      return firstAbove(objective, trace, limit, below, sample).row;
    }
  }
  return undefined;
}
