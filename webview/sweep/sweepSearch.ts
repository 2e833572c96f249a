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

/** Asks for the parts of one sweep at a time, coarse to fine; a newer one, or `stop`, ends the one before. */
export function createSearch(
  host: Pick<SweepHost, "sweep" | "report">,
  runId: string,
  onFound: (found: FoundSweep) => void,
): {
  readonly begin: (axes: readonly SweepAxis[], measure: SweepMeasure) => void;
  readonly stop: () => void;
} {
  let newest = 0;
  let last: FoundSweep | undefined;

  async function ask(axes: readonly SweepAxis[], measure: SweepMeasure): Promise<void> {
    const number = ++newest;
    const [columns = 1, rows = 1] = axes.map(({ values }) => values.length);
    // Cells that are not there yet keep what the sweep before had: a drag changes pictures, it does not blank them.
    const isAlike = JSON.stringify([last?.axes, last?.measure]) === JSON.stringify([axes, measure]);
    const found = isAlike && last ? last.found : new FoundCells(columns, rows);
    for (let from = 0; ;) {
      const part = await host.sweep({ runId, axes, measure, from, patience });
      if (number !== newest || !part) return;
      found.take(part);
      from += part.cells.length;
      const { startLoss, boundary, isCompiled, isLast } = part;
      last = { axes, measure, found, startLoss, boundary, isCompiled, isDone: isLast };
      onFound(last);
      if (isLast) return;
    }
  }

  return {
    begin(axes, measure) {
      ask(axes, measure).catch((error: unknown) => host.report(error));
    },
    stop() {
      newest++;
    },
  };
}
