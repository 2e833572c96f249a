import { createFusedRun } from "./fusedRun";
import { createReferenceRun } from "../run/referenceRun";
import type { Run } from "../run/run";
import type { RunPlan } from "../run/runPlan";
import type { Trace } from "../run/record";

/** Steps on which the two loops are compared. */
const checkedSteps = 12;

/**
 * Whether the compiled loop agrees with the reference loop to the last bit on the first steps. For
 * optimizers that a person wrote: code that keeps a count of its own, or draws random numbers, traces
 * without complaint and means something else.
 */
export function fusedRunAgrees(plan: RunPlan): boolean {
  const short = { ...plan, steps: Math.min(plan.steps, checkedSteps) };
  const reference = finish(createReferenceRun(short));
  const fused = finish(createFusedRun(short));
  const expected = stepColumns(reference);
  return (
    fused.rows === reference.rows &&
    stepColumns(fused).every((column, k) =>
      column.every((value, t) => Object.is(value, expected[k]![t])),
    )
  );
}

function finish(run: Run): Trace {
  while (!run.stop) run.step(checkedSteps);
  return run.trace();
}

function stepColumns({ loss, theta, sigma, m }: Trace): Float64Array[] {
  return [loss, ...theta, ...sigma, ...m];
}
