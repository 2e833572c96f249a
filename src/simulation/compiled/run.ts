// simulation/compiled: a run as one loop in WebAssembly.
// What enters: the plan of a run. What leaves: the run – compiled where its objective has a graph and its optimizer can be
// traced (`fusedStep.ts`), by the reference loop where not. Nobody need know which.
// Who may call: the runner.

import { fusedRunAgrees } from "./fusedCheck";
import { canFuse, createFusedRun } from "./fusedRun";
import { createReferenceRun } from "../run/referenceRun";
import type { RunPlan } from "../run/runPlan";
import type { Run } from "../run/run";

/**
 * Starts a run: θ ← (1 − η·decay)·θ − (η^t/σ)·m from `plan.start`, for at most `plan.steps` steps.
 * It ends with `steps`; `converged` (‖g‖ ≤ tolerance, or nothing can change any more); `diverged`
 * (|L| > 1e60·(1 + |L⁰|)); `nonFinite` (L, g or θ is); `threw` (the loss did); or `cancelled`.
 * Compiled into one loop where that is possible, with the same numbers to the last bit.
 */
export function createRun(plan: RunPlan): Run {
  const ownOptimizer = plan.optimizer.family === "yours";
  const fuse = canFuse(plan) && (!ownOptimizer || fusedRunAgrees(plan));
  return fuse ? createFusedRun(plan) : createReferenceRun(plan);
}
