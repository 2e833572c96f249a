import { rankTuning, type TuningRank, type TuningVerdict } from "../../src/options/tuningRanks";
import type { RunTuning } from "./tuneSearch";

/** Where a run stands while a tuning goes on: what is not known yet is undefined. */
export interface Standing {
  readonly ranked: TuningRank<RunTuning>;
  /** Known once the whole budget was tried. */
  readonly rank: number | undefined;
  /** The best score so far. */
  readonly score: number | undefined;
  /** The score of the run's present settings, the first of its budget. */
  readonly asItIs: number | undefined;
}

/** The runs whose whole budget was tried, by rank, and below them the one that is being tuned. */
export function standingsOf(
  runs: readonly RunTuning[],
  idleScore: number,
): { readonly verdict: TuningVerdict<RunTuning>; readonly standings: readonly Standing[] } {
  const verdict = rankTuning(
    runs.filter(({ tried }) => tried.every(Boolean)),
    idleScore,
  );
  const begun = runs.filter(({ tried }) => !tried.every(Boolean));
  const standings = [
    ...verdict.ranks.map((ranked) => ({ ...known(ranked), rank: ranked.rank })),
    ...begun.flatMap((run) => rankTuning([run], idleScore).ranks.map(known)),
  ];
  return { verdict, standings };
}

function known(ranked: TuningRank<RunTuning>): Standing {
  const { tried, scores } = ranked.run;
  return {
    ranked,
    rank: undefined,
    score: tried.some(Boolean) ? ranked.score : undefined,
    asItIs: tried[0] ? scores[0] : undefined,
  };
}
