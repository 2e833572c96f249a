import type { SweepAxis, SweepMeasure } from "../../src/options/sweepOptions";
import type { SweepHost } from "../parts/sweepScript";
import { FoundCells, type SweepQuestion } from "./sweepModel";

/**
 * Milliseconds of a part: the first is a coarse picture, which should come at once; the runs of a drag come in between
 * the others.
 */
const firstPatience = 10;
const patience = 30;

/**
 * Sweeps whose parts may be under way at the same time: while one is computed the part of another is on its way to be
 * shown, so that pictures of a drag follow each other as fast as they are made.
 */
const mostAtOnce = 2;

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

/** A sweep that is asked for: by its number, newer ones have greater ones. */
interface Asked {
  readonly question: SweepQuestion;
  readonly number: number;
  /** What its cells are; of sweeps that agree in that, one picture becomes the next. */
  readonly cells: string;
}

/**
 * Asks for sweeps part by part, coarse to fine; a newer one, or `stop`, ends the one before. A first part that is under
 * way as a newer sweep of the same cells begins is taken still: during a drag, sweeps begin faster than parts come.
 */
export function createSearch(
  host: Pick<SweepHost, "sweep" | "stopSweep" | "report">,
  onFound: (found: FoundSweep) => void,
): {
  readonly begin: (question: SweepQuestion) => void;
  /** Resolves once nothing is computed any more, and whatever was has come. */
  readonly stop: () => Promise<void>;
} {
  let newest: Asked | undefined;
  let count = 0;
  /** The sweeps that are being asked for. */
  const followed = new Set<Promise<void>>();
  let begun = 0;
  let last: (FoundSweep & { readonly asked: Asked }) | undefined;

  const isNewest = (asked: Asked): boolean => newest === asked;

  /** Asks for one part after the other as long as no other sweep is wanted. */
  async function follow(asked: Asked): Promise<void> {
    const { question, cells } = asked;
    const { axes, measure } = question;
    for (let from = 0; isNewest(asked);) {
      const part = await host.sweep({
        ...question,
        ...{ from, patience: from === 0 ? firstPatience : patience },
      });
      const isWanted = newest?.cells === cells && asked.number >= (last?.asked.number ?? 0);
      if ((part?.isLast ?? true) && isNewest(asked)) newest = undefined;
      if (!part || !isWanted) return;
      // Cells that are not there yet keep what the sweep before had: a drag changes pictures, it does not blank them.
      const found = last?.asked.cells === cells ? last.found : emptyCells(axes);
      found.take(part);
      from += part.cells.length;
      const { startLoss, boundary, isCompiled } = part;
      last = { asked, axes, measure, found, startLoss, boundary, isCompiled, isDone: !newest };
      onFound(last);
    }
  }

  /** Begins to ask for the newest sweep, unless as many as may be are being asked for. */
  async function askNewest(): Promise<void> {
    const asked = newest;
    if (!asked || asked.number === begun || followed.size === mostAtOnce) return;
    begun = asked.number;
    const following = follow(asked).catch((error: unknown) => {
      if (isNewest(asked)) newest = undefined;
      host.report(error);
    });
    followed.add(following);
    await following;
    followed.delete(following);
    await askNewest();
  }

  return {
    begin(question) {
      const { axes, measure } = question;
      newest = { question, number: ++count, cells: JSON.stringify([axes, measure]) };
      void askNewest();
    },
    async stop() {
      newest = undefined;
      if (followed.size > 0) await Promise.all([host.stopSweep(), ...followed]);
    },
  };
}

function emptyCells(axes: readonly SweepAxis[]): FoundCells {
  const [columns = 1, rows = 1] = axes.map(({ values }) => values.length);
  return new FoundCells(columns, rows);
}
