import { createRun } from "../src/simulation/compiled/run";
import type { Trace } from "../src/simulation/run/record";
import type { RunPlan } from "../src/simulation/run/runPlan";

/** Runs to the end in one go. */
export function runToEnd(plan: RunPlan): Trace {
  const run = createRun(plan);
  while (!run.stop) run.step(10_000);
  return run.trace();
}
