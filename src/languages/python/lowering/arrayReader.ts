import type { GraphBuilder } from "../../../graph/builder";
import type { ArrayNode } from "./arrayProgram";
import type { Index, IndexMaker, Positions } from "./indices";

/** Arrays of a program as nodes of a graph, for what lowers one kind of them. */
export interface ArrayReader {
  readonly builder: GraphBuilder;
  readonly indices: IndexMaker;
  node(id: number): ArrayNode;
  /** An array at flat positions over axes of the graph. */
  read(id: number, positions: Positions): number;
  /** An array at an index for each of its axes: a node over all axes of the indices. */
  value(id: number, indices: readonly Index[]): number;
  /** Indices that read all of an array. */
  wholeIndices(id: number): Index[];
  /** The flat positions that indices read. */
  positionsOf(id: number, indices: readonly Index[]): Positions;
  /** The plain numbers `scalarAt(position)`, over axes. */
  gather(axes: readonly number[], data: Int32Array, scalarAt: (position: number) => number): number;
}
