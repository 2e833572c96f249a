import type { SweepAxis, SweepMeasure } from "../../src/options/sweepOptions";
import type { SweepHost } from "../parts/sweepScript";
import { FoundCells } from "./sweepModel";

/** Milliseconds of a part: the runs of a drag come in between. */
const patience = 30;

/** A sweep as far as it has been asked for. */
export interface FoundSweep {
  readonly axes: readonly SweepAxis[];
  readonly measure: SweepMeasure;
  readonly found: FoundCells;
  readonly startLoss: number;
  readonly boundary: Float64Array | undefined;
  readonly isCompiled: boolean;
  readonly isDone: boolean;
}

/** What is asked for; each request is one of its own, as what the host adds to it may have changed. */
type Wanted = Pick<FoundSweep, "axes" | "measure">;

const isAlike = (a: Wanted | undefined, b: Wanted): boolean =>
  a !== undefined && JSON.stringify([a.axes, a.measure]) === JSON.stringify([b.axes, b.measure]);

/**
 * Asks for the parts of one sweep at a time, coarse to fine; a newer one, or `stop`, ends the one before. A part that is
 * under way as a newer sweep of the same cells begins is taken still: during a drag, sweeps begin faster than parts come.
 */
export function createSearch(
  host: Pick<SweepHost, "sweep" | "report">,
  runId: string,
  onFound: (found: FoundSweep) => void,
): {
  readonly begin: (axes: readonly SweepAxis[], measure: SweepMeasure) => void;
  readonly stop: () => void;
} {
  let wanted: Wanted | undefined;
  let isAsking = false;
  let last: FoundSweep | undefined;

  /** Asks for one part after the other as long as no other sweep is wanted. */
  async function ask(asked: Wanted): Promise<void> {
    const { axes, measure } = asked;
    const [columns = 1, rows = 1] = axes.map(({ values }) => values.length);
    // Cells that are not there yet keep what the sweep before had: a drag changes pictures, it does not blank them.
    const found = last && isAlike(last, asked) ? last.found : new FoundCells(columns, rows);
    for (let from = 0; wanted === asked;) {
      const part = await host.sweep({ runId, axes, measure, from, patience });
      const isLast = part?.isLast ?? true;
      if (isLast && wanted === asked) wanted = undefined;
      else if (!isAlike(wanted, asked)) return;
      if (!part) return;
      found.take(part);
      from += part.cells.length;
      const { startLoss, boundary, isCompiled } = part;
      last = { axes, measure, found, startLoss, boundary, isCompiled, isDone: isLast };
      onFound(last);
    }
  }

  async function askAll(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    try {
      while (wanted) await ask(wanted);
    } catch (error) {
      wanted = undefined;
      host.report(error);
    } finally {
      isAsking = false;
    }
  }

  return {
    begin(axes, measure) {
      wanted = { axes, measure };
      void askAll();
    },
    stop() {
      wanted = undefined;
    },
  };
}
