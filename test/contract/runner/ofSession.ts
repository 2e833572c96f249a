import type { Objective } from "../../../src/objective/objective";
import type { OpenSession } from "../../../src/runner/worker/openSession";
import type { FinishedRun } from "../../../src/runner/worker/finishedRun";
import type { FindOptimizer } from "../../../src/runner/worker/sessionOptimizers";
import type { RunSetting } from "../../../src/simulation/run/runPlan";

/** A session of the runner's worker whose runs have ended. */
export function sessionOf(
  setting: RunSetting & { readonly objective: Objective },
  findOptimizer: FindOptimizer,
  runs: readonly FinishedRun[],
): OpenSession {
  const { objective, shapes, names, start, steps, tolerance = 0, sampling } = setting;
  const { seed = 0, noise = 0, batchSize } = sampling ?? {};
  return {
    objective: {
      graphAt: () => undefined,
      compiledAt: () => undefined,
      confirm: () => true,
      nonFiniteCause: () => undefined,
      ...{ warnings: [], ...objective },
    },
    names: names ?? Array.from(start, (_, i) => `p${i}`),
    shapes: shapes ?? Array.from(start, () => []),
    findOptimizer,
    finished: {
      request: {
        ...{ session: "test", job: 1, runs, start: [...start], steps, seed, tolerance, noise },
        ...(batchSize === undefined ? {} : { batchSize }),
      },
      runs,
    },
  };
}
