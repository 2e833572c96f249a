import { endPace } from "./pace";
import type { Pace } from "./pace";
import type { Detector, Remedy } from "./finding";
import {
  arrivingRate,
  constantRate,
  largestStability,
  raiseRate,
  switchTo,
  travellingRate,
} from "./remedies";
import type { RunView } from "./runView";

/** The remaining descent must need this many times the steps taken. */
const tooMany = 3;

/** Half of the limit must be this many times the present stability number (1/room) for a larger rate. */
const room = 0.5;

/** A rate below this share of the largest one has decayed too soon. */
const hasDecayed = 0.5;

/**
 * Crawling: the descent that is left would take more than three times the steps already taken. Either
 * the rate is far below the stability limit (a larger one helps), or the steep direction already uses
 * it up and η/σ is far too small for the flat one (another σ helps).
 */
export const crawling: Detector = {
  id: "crawling",
  explains: [],
  worksOnNoise: false,
  detect(view) {
    const pace = endPace(view);
    if (!pace || pace.stepsNeeded < tooMany * view.last) return undefined;
    const stability = endStability(view);
    return {
      id: "crawling",
      severity: "warning",
      span: [Math.floor(view.last * 0.9), view.last],
      evidence: [
        { name: "stepsNeeded", value: pace.stepsNeeded, at: view.last },
        { name: "gap", value: pace.gap, at: view.last },
        ...(stability === undefined
          ? []
          : [{ name: "stability" as const, value: stability, at: view.last - 1 }]),
        ...(view.limit === undefined
          ? []
          : [{ name: "stabilityLimit" as const, value: view.limit }]),
      ],
      messageKey: Number.isFinite(pace.stepsNeeded) ? "crawling" : "crawlingStopped",
      arguments: { stepsNeeded: pace.stepsNeeded, steps: view.last, gap: pace.gap },
      remedies: remedies(view, pace),
    };
  },
};

function endStability({ curvature, last }: RunView): number | undefined {
  if (!curvature) return undefined;
  for (let k = curvature.rows.length - 1; k >= 0; k--) {
    if (curvature.rows[k]! < last) return curvature.stability[k];
  }
  return undefined;
}

function remedies(view: RunView, { stepsNeeded }: Pace): Remedy[] {
  const adam = switchTo("useAdam", "adam", arrivingRate(view) ?? travellingRate(view));
  const rates = view.trace.learningRate.subarray(0, view.last);
  const largest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  if (rates[view.last - 1]! < largest * hasDecayed) return [constantRate(view)];
  const stability = largestStability(view);
  if (!stability || view.limit === undefined) return [raiseRate(view, 10), ...adam];
  const factor = (0.5 * view.limit) / stability;
  const enough = stepsNeeded / factor < tooMany * view.last;
  return factor > 1 / room && enough ? [raiseRate(view, factor), ...adam] : adam;
}
