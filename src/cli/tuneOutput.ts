import type { RunOptions } from "../options/runOptions";
import { withSetting } from "../options/tuning";
import {
  rankTuning,
  type TunedSettings,
  type TuningRank,
  type TuningVerdict,
} from "../options/tuningRanks";
import type { SweepMeasure } from "../options/sweepOptions";
import { writeRun } from "../options/writeOptions";
import { csvField, measureName, plainNumbers, shown, table } from "./sweepOutput";

/** What became of the settings that were tried of a run. */
export interface TunedRun extends TunedSettings {
  readonly options: RunOptions;
}

/** What a tuning was asked for, and where its runs began. */
export interface TuneHead {
  readonly function: string;
  readonly steps: number;
  readonly budget: number;
  readonly seed: number;
  readonly seeds?: number;
  readonly jitter?: number;
  readonly measure: SweepMeasure;
  readonly startLoss: number;
}

type Verdict = TuningVerdict<TunedRun>;
type Ranked = TuningRank<TunedRun>;

export function tuneText(
  format: "table" | "json" | "csv",
  runs: readonly TunedRun[],
  head: TuneHead,
): string {
  const idle = head.measure.kind === "steps" ? head.steps : head.startLoss;
  const verdict = rankTuning(runs, idle);
  if (format === "csv") return tuneCsv(verdict);
  return format === "json" ? tuneJson(verdict, head) : tuneTable(verdict, head);
}

/** A line a run, from the best: its rank, its best score, that of the present setting, and the run with its best setting. */
function tuneCsv({ ranks }: Verdict): string {
  const lines = ranks.map(({ run, rank, score, best }) =>
    [
      ...[csvField(run.options.label), rank, score, run.scores[0]],
      csvField(JSON.stringify(writeRun(withSetting(run.options, run.axes, best)))),
    ].join(","),
  );
  return `run,rank,best,present,setting\n${lines.join("\n")}\n`;
}

/** All that was tried, columns rather than rows; numbers that JSON cannot hold are texts. */
function tuneJson({ ranks, isTold, confidence }: Verdict, head: TuneHead): string {
  const runs = ranks.map(({ run, rank, score, best }) => ({
    ...{ run: run.options.label, rank, best: score, present: run.scores[0] },
    setting: writeRun(withSetting(run.options, run.axes, best)),
    tried: {
      ...Object.fromEntries(run.axes.map(({ values }, k) => [run.names[k]!, values] as const)),
      score: run.scores,
    },
  }));
  return `${JSON.stringify({ ...head, isTold, confidence, runs }, plainNumbers)}\n`;
}

function tuneTable(verdict: Verdict, { budget, steps, measure, seeds }: TuneHead): string {
  const name = measureName(measure, seeds !== undefined);
  const lines = verdict.ranks.map(({ run, rank, score, best }) => [
    ...[String(rank), run.options.label, shown(score), shown(run.scores[0]!)],
    run.axes.map(({ values }, k) => `${run.names[k]!} ${shown(values[best]!)}`).join(", "),
  ]);
  const title = `${budget} settings of each run, ${steps} steps, by ${name}`;
  const heads = ["rank", "run", name, "as it is", "best setting"];
  return `${[title, ...table(heads, lines), "", verdictLine(verdict, budget)].join("\n")}\n`;
}

/** Why the first may not be the best, by what is in doubt. */
const doubts = {
  budget: "too few for so many numbers",
  draws: "another is often first with half of them",
  others: "another gains so much from more of them that it may pass",
};

function verdictLine({ ranks, doubt, confidence }: Verdict, budget: number): string {
  const first = ranks.filter(({ rank }) => rank === 1);
  const names = first.map(({ run }: Ranked) => run.options.label).join(", ");
  if (ranks.length === 1) return `The best of ${budget} settings.`;
  if (!Number.isFinite(first[0]!.score)) return "No setting of any run has a value.";
  if (first.length > 1)
    return `${names} are as good as each other: this does not tell which is best.`;
  const share = `${Math.floor(100 * confidence)} %`;
  return doubt === undefined
    ? `${names} is best, and is so with half the budget in ${share} of draws.`
    : `${names} comes first, but ${budget} settings do not tell which run is best: ${doubts[doubt]} (first with half the budget in ${share} of draws).`;
}
