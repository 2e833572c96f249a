import { criticalStretches, type CriticalStretch } from "./criticalStretch";
import { evidence } from "./evidence";
import type { Detector, Found } from "./finding";
import type { LocalModel } from "./localModel";
import { arrivingRate, lowerRate, switchTo, travellingRate } from "./remedies";
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

/** A run that ends on a plateau this share of its descent above its lowest loss was thrown there. */
const thrown = 0.1;

/**
 * Plateau: neither slope (below 1e-3) nor curvature (below 1e-2), yet lower losses exist: the run
 * ends there and a search finds them, or a step too long threw it there from a lower loss, or it spends a tenth of its
 * steps there and descends later.
 */
export const plateau: Detector = {
  id: "plateau",
  explains: ["crawling", "converged", "sigmaOnlyGrows", "localMinimum"],
  worksOnNoise: false,
  detect(view) {
    const found = criticalStretches(view).find((stretch) => isPlateau(view, stretch));
    if (!found) return undefined;
    if (isThrown(view, found)) return overshot(view, found);
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
      arguments: {
        ...{ steps: found.to - found.from, step: found.from },
        norm: trace.gradientNorm[found.flattest]!,
      },
      remedies: isZero ? [] : switchTo("useAdam", "adam", rate),
    };
  },
};

function isPlateau(view: RunView, stretch: CriticalStretch): boolean {
  const { trace, last } = view;
  const { from, to, flattest } = stretch;
  const model = view.modelAt(flattest, [from, to]);
  if (!model || !isPiecewiseConstant(model)) return false;
  if (to === last && isThrown(view, stretch)) return true;
  // A run that arrives with its last step has not been held up by what it finds there, unless nothing leads on.
  const holds = to > from || trace.gradientNorm[to]! < noSlope;
  if (to === last) return holds && view.lower !== undefined;
  const long = to - from >= Math.max(leastSteps, share * last);
  return long && trace.loss[to]! - view.best.loss > laterDescent * view.range;
}

/** Does the run end here, clearly above where it had been? */
function isThrown(view: RunView, { from, to }: CriticalStretch): boolean {
  const { last, best, range } = view;
  return to === last && best.row < from && view.excess(from) > thrown * range;
}

function overshot(view: RunView, { from, flattest }: CriticalStretch): Found {
  const { trace, last, best } = view;
  const [loss, norm] = [trace.loss[from]!, trace.gradientNorm[flattest]!];
  return {
    severity: "warning",
    span: [best.row, last],
    evidence: [
      { name: "bestLoss", value: best.loss, at: best.row },
      { name: "loss", value: loss, at: from },
      { name: "gradientNorm", value: norm, at: flattest },
    ],
    messageKey: "plateauOvershot",
    arguments: { best: best.loss, bestStep: best.row, step: from, loss, norm },
    remedies: [lowerRate(view)],
  };
}

/** Whether no eigenvalue counts as curvature. */
export function isPiecewiseConstant({ smallest, largest }: LocalModel): boolean {
  return Math.max(Math.abs(smallest), Math.abs(largest)) < flatCurvature;
}
