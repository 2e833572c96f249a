import type { CellLoopImage } from "../compiled/cellLoop";
import type { CellBatches } from "./cellBatches";

/** Batches of one kernel, with all that another thread needs to take some of them. */
export interface CellJob {
  readonly image: CellLoopImage;
  readonly columns: readonly Float64Array[];
  readonly batches: CellBatches;
}

/** Helpers at a job. */
export interface Helping {
  /** Whether all of them have left it. */
  readonly isOver: boolean;
  /** Waits until that is so, or for some milliseconds. */
  wait(): Promise<void>;
}

/** Other threads that take batches, where there are any to be had. */
export interface CellHelpers {
  /**
   * Lets them take batches of a job until it is closed, or until for a while nobody has marked that it is wanted.
   * `milliseconds` is what one thread would still need for all that is to come: it may not be worth starting any.
   * Undefined where nobody helps.
   */
  join(job: CellJob, milliseconds: number): Helping | undefined;
}
