import { createRun } from "../../simulation/compiled/run";
import type { RunPlan } from "../../simulation/run/runPlan";
import type { Trace } from "../../simulation/run/record";
import type { Pace } from "./pace";
import type { Task } from "./task";

/**
 * A run that nobody sees, for what `read` makes of its trace; undefined where it has not ended by `deadline` (a time of
 * `performance.now`).
 */
export function* runTrial<T>(
  plan: RunPlan,
  pace: Pace,
  read: (trace: Trace) => T,
  deadline = Infinity,
): Task<T | undefined> {
  const run = createRun(plan);
  try {
    while (!run.stop) {
      const began = performance.now();
      run.step(pace.steps);
      pace.took(performance.now() - began);
      if (performance.now() > deadline) return undefined;
      yield undefined;
    }
    return read(run.trace());
  } finally {
    run.release();
  }
}

const mostStepsMeasured = 10_000;

/**
 * Milliseconds that a step of a plan takes, by the fastest slice within `patience`; time in which others had the
 * processor does not count.
 */
export function* stepTime(plan: RunPlan, patience: number): Task<number> {
  const run = createRun(plan);
  const began = performance.now();
  let fastest = Infinity;
  let slice = 1;
  try {
    while (!run.stop && performance.now() - began < patience) {
      const before = run.rows;
      const used = process.cpuUsage();
      const from = performance.now();
      run.step(slice);
      const elapsed = performance.now() - from;
      const { user, system } = process.cpuUsage(used);
      const worked = Math.min(elapsed, (user + system) / 1000);
      fastest = Math.min(fastest, worked / Math.max(1, run.rows - before));
      slice = Math.min(2 * slice, mostStepsMeasured);
      yield undefined;
    }
    return fastest;
  } finally {
    run.release();
  }
}
