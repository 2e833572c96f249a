import { fusedRunAgrees } from "./fusedCheck";
import { canFuse, createFusedRun } from "./fusedRun";
import { createReferenceRun } from "./referenceRun";
import type { RunPlan } from "./runPlan";
import type { Stop, Trace, TraceSlice } from "./trace";

/** A run in progress. Between slices the caller may report progress, cancel, or do something else. */
export interface Run {
  /** Set once the run has ended. */
  readonly stop: Stop | undefined;
  /** Rows so far. */
  readonly rows: number;
  /** Takes up to `steps` steps; the last one adds the last row too. */
  step(steps: number): void;
  /** Takes up to `steps` steps and returns copies of the rows appended; the last slice holds the last row too. */
  advance(steps: number): TraceSlice;
  /** Ends the run where it is, with the reason `cancelled`, and returns the rows appended. */
  cancel(): TraceSlice;
  /** The whole run, as views of its memory; throws before it has ended. */
  trace(): Trace;
  /**
   * Gives the memory back, for the next run of the same kind: to be called at most once, when
   * neither the run nor its trace will be used any more. (Slices are copies and stay.) A long run
   * spends more time on fresh memory than on its steps.
   */
  release(): void;
}

/**
 * Starts a run: θ ← (1 − η·decay)·θ − (η^t/σ)·m from `plan.start`, for at most `plan.steps` steps.
 * It ends with `steps`; `converged` (‖g‖ ≤ tolerance, or nothing can change any more); `diverged`
 * (|L| > 1e60·(1 + |L⁰|)); `nonFinite` (L, g or θ is); or `cancelled`. What the loss throws, it throws.
 * Compiled into one loop where that is possible, with the same numbers to the last bit.
 */
export function createRun(plan: RunPlan): Run {
  const ownOptimizer = plan.optimizer.family === "yours";
  const fuse = canFuse(plan) && (!ownOptimizer || fusedRunAgrees(plan));
  return fuse ? createFusedRun(plan) : createReferenceRun(plan);
}

/** Runs to the end in one go. */
export function runToEnd(plan: RunPlan): Trace {
  const run = createRun(plan);
  while (!run.stop) run.step(10_000);
  return run.trace();
}
