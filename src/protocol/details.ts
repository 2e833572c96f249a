import type { ReplayedStep } from "../simulation/run/elementReplay";
import type { Row } from "./series";

/** Exact numbers, from all raw rows. */
export interface Details {
  /** The row at the step cursor of every run (its last row where the run is shorter). */
  readonly rows: readonly Row[];
  /**
   * The row of the formula and the row that it leads to, where there are both, and what the method made of the
   * parameter in between, where the recorded rows tell it exactly.
   */
  readonly formula?: { readonly row: Row; readonly next: Row; readonly inside?: InsideStep };
  /** The first step of every run that is close to the best loss of all; runs that never are, are absent. */
  readonly within: readonly { readonly runId: string; readonly step: number }[];
}

/** What a method made of one parameter's step. */
export interface InsideStep extends ReplayedStep {
  readonly parameter: number;
}
