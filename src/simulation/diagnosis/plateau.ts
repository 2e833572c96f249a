import { criticalStretches, type CriticalStretch } from "./criticalStretch";
import { evidence } from "./evidence";
import type { Detector } from "./finding";
import type { LocalModel } from "./localModel";
import { arrivingRate, switchTo, travellingRate } from "./remedies";
import type { RunView } from "./runView";

/** Curvature below this counts as zero, as a slope below 1e-3 does. */
const flatCurvature = 1e-2;

/** Adam divides by |g| + 1e-8: slopes below this move it hardly more than gradient descent. */
const noSlope = 1e-8;

/** Least share of the run, and number of steps, to be spent on a plateau that is left again. */
const share = 0.1;
const leastSteps = 20;

/** A plateau that is left must be followed by this share of the run's whole descent. */
const laterDescent = 0.1;

/**
 * Plateau: neither slope (below 1e-3) nor curvature (below 1e-2), yet lower losses exist: the run
 * ends there and a search finds them, or it spends a tenth of its steps there and descends later.
 */
export const plateau: Detector = {
  id: "plateau",
  explains: ["crawling", "converged", "sigmaOnlyGrows", "localMinimum"],
  worksOnNoise: false,
  detect(view) {
    const found = criticalStretches(view).find((stretch) => isPlateau(view, stretch));
    if (!found) return undefined;
    const { trace, last } = view;
    const ends = found.to === last;
    const isZero = ends && trace.gradientNorm[found.flattest]! < noSlope;
    const rate = (ends ? arrivingRate(view) : undefined) ?? Math.max(travellingRate(view), 0.01);
    const lower = ends ? view.lower?.loss : view.best.loss;
    return {
      severity: ends ? "warning" : "info",
      span: [found.from, found.to],
      evidence: [
        { name: "gradientNorm", value: trace.gradientNorm[found.flattest]!, at: found.flattest },
        { name: "loss", value: trace.loss[found.to]!, at: found.to },
        ...evidence("lowerLoss", lower),
      ],
      messageKey: isZero ? "plateauZero" : "plateau",
      arguments: { steps: found.to - found.from, norm: trace.gradientNorm[found.flattest]! },
      remedies: isZero ? [] : switchTo("useAdam", "adam", rate),
    };
  },
};

function isPlateau(view: RunView, { from, to, flattest }: CriticalStretch): boolean {
  const { trace, last } = view;
  const model = view.modelAt(flattest, [from, to]);
  if (!model || !isPiecewiseConstant(model)) return false;
  if (to === last) return view.lower !== undefined;
  const long = to - from >= Math.max(leastSteps, share * last);
  return long && trace.loss[to]! - view.best.loss > laterDescent * view.range;
}

/** Whether no eigenvalue counts as curvature. */
export function isPiecewiseConstant({ smallest, largest }: LocalModel): boolean {
  return Math.max(Math.abs(smallest), Math.abs(largest)) < flatCurvature;
}
