// simulation/run: what a run means.
// What enters: a plan (`runPlan.ts`) – objective, optimizer, schedule, extras, start, steps. What leaves: rows of θ, L, m, σ
// and η^t, and why it stopped. `referenceRun.ts` is the definition, one step at a time; `simulation/compiled` must give
// the same numbers to the last bit.
// Who may call: the other rooms of the simulation, the runner, and who only names the types of a row.

import type { Stop, Trace, TraceSlice } from "./record";

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
