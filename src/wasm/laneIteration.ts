import type { Graph } from "../graph/graph";

/** Where the lanes of an iteration find an input that is not carried from row to row. */
export type LaneSource = "constant" | "sharedColumn" | "column";

/**
 * A computation that is repeated with carried values, done for several runs at a time: as `Iteration`, but nothing is
 * recorded, and every run has its own slots, its own constants, and the same or its own columns.
 *
 * The graph's inputs are, in order: the slots; then one for each of `sources`. Its outputs are the next value of each
 * slot. It has no axes, and its guards end the loop as those of `Iteration` do.
 */
export interface LaneIteration {
  readonly graph: Graph;
  readonly slotCount: number;
  readonly sources: readonly LaneSource[];
  /** Pairs of runs that go through a row together. */
  readonly pairs: number;
}
