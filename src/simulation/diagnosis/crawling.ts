import { endPace } from "./pace";
import { suitableAdamRate } from "./bouncing";
import type { Detector, Remedy } from "./finding";
import { raiseRate, switchTo } from "./remedies";
import type { RunView } from "./runView";

/** The remaining descent must need this many times the steps taken. */
const tooMany = 3;

/** Below this share of the limit there is room for a larger rate. */
const room = 0.25;

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
      messageKey: "crawling",
      arguments: { stepsNeeded: pace.stepsNeeded, steps: view.last },
      remedies: remedies(view, stability),
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

function remedies(view: RunView, stability: number | undefined): Remedy[] {
  const adam = switchTo("useAdam", "adam", suitableAdamRate(view.trace.theta));
  if (stability === undefined || view.limit === undefined) return [raiseRate(view, 10), ...adam];
  if (stability < room * view.limit) {
    return [raiseRate(view, (0.5 * view.limit) / stability), ...adam];
  }
  return adam;
}
