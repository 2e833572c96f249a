import type { RunSeries } from "../../src/protocol/series";
import { compactNumber, formatCount, formatNumber } from "../charts/numbers";
import { endsInNumber } from "../../src/text/number";
import { failedWord, stopText } from "../parts/runStop";
import { say } from "../../l10n/words";

/** A run's name, and the remark in a bracket at its end, such as " (lecture)", which chips with little room leave out. */
export interface ChipName {
  readonly short: string;
  readonly bracket: string;
  /** Would a number right behind the name be read as part of it? */
  readonly endsInNumber: boolean;
}

/** The name of a run among others: whole where without its bracket another would be called the same. */
export function chipName(label: string, others: readonly string[]): ChipName {
  const [start, bracket] = withoutBracket(label);
  const isShared = others.some((other) => other !== label && withoutBracket(other)[0] === start);
  const short = isShared ? label : start;
  return { short, bracket: isShared ? "" : bracket, endsInNumber: endsInNumber(short) };
}

/** A bracket in a formula, such as the one of η/(1 + 0.015·t), is no remark: none follows a word and a space. */
function withoutBracket(label: string): readonly [string, string] {
  const [, start = label, bracket = ""] = /^(.*[\p{L}\p{N}])(\s+\([^()]*\))$/u.exec(label) ?? [];
  return [start, bracket];
}

/** What a chip tells of a run's end, and more of it on hover. */
export interface ChipEnd {
  readonly text: string;
  readonly failed: boolean;
  /** Is it of all repeats of the run rather than of the run itself? */
  readonly isMedian?: boolean;
  readonly title?: string;
}

/** The last loss, or what went wrong; of a run that is repeated the median, which its curve and its legend tell, too. */
export function chipEnd(series: RunSeries | undefined): ChipEnd {
  if (!series) return { text: "", failed: false };
  const failed = failedWord(series);
  const own = failed ?? formatNumber(series.lastLoss);
  const { seeds } = series;
  if (seeds && Number.isFinite(seeds.end.median)) {
    const title = say("runs.median", { repeats: formatCount(seeds.repeats), own });
    return { text: compactNumber(seeds.end.median), failed: false, isMedian: true, title };
  }
  if (failed !== undefined) return { text: failed, failed: true, title: stopText(series) };
  return { text: compactNumber(series.lastLoss), failed: false };
}
