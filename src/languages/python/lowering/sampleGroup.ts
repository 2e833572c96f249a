import type { ArrayProgram } from "./arrayProgram";

/** Samples whose calls were recorded as one program, and what each of them puts in its slots. */
export interface SampleGroup {
  /** Over θ and then the slots. */
  readonly program: ArrayProgram;
  readonly count: number;
  /** The number of slots of a sample. */
  readonly slotCount: number;
  /** The slots of one sample after the other. */
  readonly slots: Float64Array;
}
