import { computed } from "@preact/signals";
import type { RunSeries } from "../../src/protocol/series";
import { runResults } from "../store/panelData";
import { look } from "../store/view";

/** When a run first came close to the best loss of all runs. */
export interface Reached {
  readonly step: number;
  /** False where the curve at hand is thinned or zoomed: then it was no later than `step`. */
  readonly exact: boolean;
}

/** The chosen distance from the best loss, as a share of the way from the start to the best. */
export const withinShare = computed(() => look("withinBest"));

/** The loss that counts as close: best + share · (start − best), over all runs; undefined without results. */
const closeLoss = computed(() => {
  const series = runResults.value.flatMap((result) => result.series ?? []);
  const best = Math.min(...series.map((one) => one.bestLoss.loss));
  const start = series[0]?.path.loss[0];
  if (start === undefined || !Number.isFinite(best)) return undefined;
  return best + withinShare.value * Math.max(0, start - best);
});

/** First step of each run within the chosen distance of the best loss; runs that never are, are absent. */
export const withinSteps = computed<ReadonlyMap<string, Reached>>(() => {
  const loss = closeLoss.value;
  const entries = runResults.value.flatMap(({ run, series }) => {
    const reached = loss === undefined || !series ? undefined : firstAtOrBelow(series, loss);
    return reached ? [[run.id, reached] as const] : [];
  });
  return new Map(entries);
});

/** The first row at or below a loss, as far as the curve at hand can tell. */
export function firstAtOrBelow(series: RunSeries, loss: number): Reached | undefined {
  if (series.bestLoss.loss > loss) return undefined;
  const { steps, values } = series.curves.loss;
  const index = values.findIndex((value) => value <= loss);
  const step = index < 0 ? series.bestLoss.step : steps[index]!;
  const exact = index >= 0 && (index === 0 ? step === 0 : steps[index - 1] === step - 1);
  return { step, exact };
}
