import type { Scan } from "../graph/graph";

/** Rows of numbers, one a step. */
export interface Rows {
  readonly base: number;
  readonly width: number;
}

/** Functions of a scan, −1 for those that it does not need. */
export interface ScanFunctions {
  readonly step: number;
  /** Clears what is summed within scatters, and adds up its lanes. */
  readonly clear: number;
  readonly total: number;
}

/** What the loop of a scan reads and writes around the call of its step. */
export interface ScanLoop {
  readonly scan: Scan;
  /** Address of the first input of the body, which is the first number carried. */
  readonly inputs: number;
  /** Address at which a step leaves what is carried on, then what is stacked. */
  readonly next: number;
  /** What was carried into each step, where that is read. */
  readonly history: Rows | undefined;
  readonly stack: Rows | undefined;
  /** Addresses of sums that are added up number by number. */
  readonly plainSums: readonly number[];
  /** Indices of the functions, which are written when they are first asked for. */
  written(): ScanFunctions;
}
