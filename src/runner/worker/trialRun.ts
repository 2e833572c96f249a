import { createRun } from "../../simulation/compiled/run";
import type { Run } from "../../simulation/run/run";
import type { RunPlan } from "../../simulation/run/runPlan";
import type { Trace } from "../../simulation/run/record";
import { breath } from "./yieldToEvents";

/** Milliseconds of stepping between two breaths. */
const stretch = 12;

const firstStepsPerSlice = 100;
const mostStepsPerSlice = 10_000;

/** What runs that are only tried need from the session they are tried in. */
export interface TrialContext {
  /** Has no newer job begun? */
  isCurrent(): boolean;
  /** Runs a stretch that evaluates the user's code. */
  during<T>(work: () => T): T;
}

/**
 * Runs that nobody sees, one after the other, for what they end at: in slices, with breaths between
 * them so that newer work is noticed.
 */
export class Trials {
  private lastBreath = performance.now();
  private stepsPerSlice = firstStepsPerSlice;

  constructor(private readonly context: TrialContext) {}

  /** Runs a plan to its end and reads its trace, whose memory is then given back; undefined once newer work has begun. */
  async run<T>(plan: RunPlan, read: (trace: Trace) => T): Promise<T | undefined> {
    const { context } = this;
    const run = context.during(() => createRun(plan));
    try {
      while (!run.stop) {
        context.during(() => this.slice(run));
        if (performance.now() - this.lastBreath < stretch) continue;
        await breath();
        this.lastBreath = performance.now();
        if (!context.isCurrent()) return undefined;
      }
      return read(run.trace());
    } finally {
      run.release();
    }
  }

  private slice(run: Run): void {
    const began = performance.now();
    run.step(this.stepsPerSlice);
    const took = performance.now() - began;
    const factor = took > stretch ? 0.5 : took < stretch / 4 && !run.stop ? 2 : 1;
    const steps = Math.round(this.stepsPerSlice * factor);
    this.stepsPerSlice = Math.max(1, Math.min(steps, mostStepsPerSlice));
  }
}

/**
 * Milliseconds that a step of a plan takes, by the fastest slice within `patience`; time in which others had the
 * processor does not count.
 */
export function stepTime(plan: RunPlan, patience: number, context: TrialContext): number {
  const run = context.during(() => createRun(plan));
  const began = performance.now();
  let fastest = Infinity;
  let slice = 1;
  while (!run.stop && performance.now() - began < patience) {
    const before = run.rows;
    const used = process.cpuUsage();
    const from = performance.now();
    context.during(() => {
      run.step(slice);
    });
    const elapsed = performance.now() - from;
    const { user, system } = process.cpuUsage(used);
    const worked = Math.min(elapsed, (user + system) / 1000);
    fastest = Math.min(fastest, worked / Math.max(1, run.rows - before));
    slice = Math.min(2 * slice, mostStepsPerSlice);
  }
  run.release();
  return fastest;
}
