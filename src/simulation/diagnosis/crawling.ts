import { endPace, type Pace } from "./pace";
import { evidence } from "./evidence";
import type { Detector, MessageKey, Remedy } from "./finding";
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

/**
 * In a valley (λmax/λmin of σ⁻¹H this large) a run whose first tenth left at most this share of the descent must need
 * this many times the steps taken until it is done. At an even pace it would be done in fewer: it slows down as it goes.
 */
const valley = 100;
const leftByTenth = 0.2;
const tooManyInValley = 1.5;
const fewAtEvenPace = 0.5;

/** Half of the limit must be this many times the present stability number (1/room) for a larger rate. */
const room = 0.5;

/** A rate below this share of the largest one has decayed too soon. */
const hasDecayed = 0.5;

/**
 * Crawling: the descent that is left would take more than three times the steps already taken; or in a
 * valley, whose walls were soon descended, it shrinks so slowly that the run is far from done. Either
 * the rate is far below the stability limit (a larger one helps), or the steep direction already uses
 * it up and η/σ is far too small for the flat one (another σ helps).
 */
export const crawling: Detector = {
  id: "crawling",
  explains: [],
  worksOnNoise: false,
  detect(view) {
    const pace = endPace(view);
    const words = pace && wordsFor(view, pace);
    if (!words) return undefined;
    const stability = endStability(view);
    return {
      severity: "warning",
      span: [Math.floor(view.last * 0.9), view.last],
      evidence: [
        { name: "stepsNeeded", value: words.stepsNeeded, at: view.last },
        { name: "gap", value: pace.whole.gap, at: view.last },
        ...evidence("stability", stability, view.last - 1),
        ...evidence("stabilityLimit", view.limit),
      ],
      messageKey: words.messageKey,
      arguments: { stepsNeeded: words.stepsNeeded, steps: view.last, gap: pace.whole.gap },
      remedies: remedies(view),
    };
  },
};

/** Which kind of crawling it is, with the steps still needed; undefined where the run gets on. */
function wordsFor(
  view: RunView,
  { near, whole }: Pace,
): { readonly messageKey: MessageKey; readonly stepsNeeded: number } | undefined {
  const { last } = view;
  const { stepsNeeded } = whole;
  if (stepsNeeded === Infinity) return { messageKey: "crawlingStopped", stepsNeeded };
  if (stepsNeeded >= tooMany * last) return { messageKey: "crawling", stepsNeeded };
  const slows =
    near.stepsNeeded < fewAtEvenPace * last && near.untilConverged >= tooManyInValley * last;
  if (!slows || !isInValley(view)) return undefined;
  return { messageKey: "crawlingInValley", stepsNeeded: Math.round(whole.untilConverged) };
}

/** Were the steep walls soon descended, and is the ground at the end far flatter than they are steep? */
function isInValley(view: RunView): boolean {
  const { curvature, last, range } = view;
  if (view.excess(Math.floor(last / 10)) > leftByTenth * range || !curvature) return false;
  return latestBefore(curvature.rows, last, curvature.condition)! >= valley;
}

function endStability({ curvature, last }: RunView): number | undefined {
  return curvature && latestBefore(curvature.rows, last, curvature.stability);
}

/** The value at the latest sample before a row: the last row leaves nowhere, so that it has no σ. */
function latestBefore(
  rows: ArrayLike<number>,
  row: number,
  values: Float64Array,
): number | undefined {
  for (let k = rows.length - 1; k >= 0; k--) if (rows[k]! < row) return values[k];
  return undefined;
}

function remedies(view: RunView): Remedy[] {
  const { optimizer, lr } = view.options;
  const momentum = optimizer === "gd" ? switchTo("useMomentum", "momentum", lr) : [];
  const adam = switchTo("useAdam", "adam", arrivingRate(view) ?? travellingRate(view));
  const others = [...momentum, ...adam];
  const rates = view.trace.learningRate.subarray(0, view.last);
  const largest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  if (rates[view.last - 1]! < largest * hasDecayed) return [constantRate(view)];
  const stability = largestStability(view);
  if (!stability || view.limit === undefined) return [raiseRate(view, 10), ...others];
  const factor = (0.5 * view.limit) / stability;
  return factor > 1 / room ? [raiseRate(view, factor), ...others] : others;
}
