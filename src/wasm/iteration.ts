import type { Graph, OutputRun } from "../graph/graph";

/**
 * A computation that is repeated with carried values, such as an optimizer's run.
 *
 * The graph's inputs are, in order: the slots, carried from step to step (θ, the optimizer's state);
 * the constants of the run (hyperparameters); the columns of a table with a row per step (η^t).
 * Its outputs are, in order: the next value of each slot; what is recorded at each step; the stop
 * conditions (truth values).
 */
export interface Iteration {
  readonly graph: Graph;
  readonly slotCount: number;
  readonly constantCount: number;
  readonly tableCount: number;
  readonly recordCount: number;
  readonly stopCount: number;
  /** How many rows the table and the records have room for. */
  readonly capacity: number;
  /**
   * Which outputs stand for several slots or records, over an axis, where the graph was made so; there is
   * room for one row then. Absent: every output is a plain number, and alike ones are joined here.
   */
  readonly runs?: readonly OutputRun[];
}
