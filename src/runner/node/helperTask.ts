import type { CellLoopImage } from "../../simulation/compiled/cellLoop";
import type { BatchShape } from "../../simulation/sweep/cellBatches";

/** A job for a helper. What it still has of an earlier one is left out. */
export interface HelperTask {
  readonly job: number;
  /** Which loop it is. */
  readonly loop: number;
  readonly image: CellLoopImage | undefined;
  readonly columns: readonly Float64Array[] | undefined;
  readonly shape: BatchShape;
  readonly count: number;
  readonly memory: SharedArrayBuffer;
}

/** Loops that a helper keeps; whoever sends tasks counts with it. */
export const loopsKept = 4;
