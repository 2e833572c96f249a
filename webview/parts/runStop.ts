import type { RunSeries } from "../../src/protocol/series";
import { formatCount, formatNumber } from "../charts/numbers";
import { say } from "../../l10n/words";

/** How a run ended, in words: "1,000 steps", "diverged at 12". */
export function stopText(series: RunSeries | undefined): string {
  const stop = series?.stop;
  if (!stop) return say("runs.pending");
  if (stop.reason === "nonFinite" && stop.step === 0) return say("stop.notFiniteAtStart");
  return say(`stop.${stop.reason}`, { step: formatCount(stop.step) });
}

/** What stands in the place of a run's loss where its numbers ran away: "diverged"; undefined of any other run. */
export function failedWord(series: RunSeries | undefined): string | undefined {
  const reason = series?.stop?.reason;
  const failed = reason === "diverged" || reason === "nonFinite" || reason === "threw";
  return failed ? say(`runs.failed.${reason}`) : undefined;
}

/** Did the run's numbers run away? */
export function runFailed(series: RunSeries | undefined): boolean {
  return failedWord(series) !== undefined;
}

/** "Adam is at (1, 2) with loss 3e-9." for each run: what a picture's label says. */
export function resultSentence(label: string, series: RunSeries): string {
  return `${label}: ${say("results.loss")} ${formatNumber(series.lastLoss)}, ${stopText(series)}.`;
}
