import { criticalStretches, type CriticalStretch } from "./criticalStretch";
import { evidence } from "./evidence";
import type { Detector } from "./finding";
import { isPiecewiseConstant } from "./plateau";
import { switchTo, travellingRate } from "./remedies";
import type { RunView } from "./runView";

/** An eigenvalue counts as negative below minus this share of the largest magnitude. */
const clearlyNegative = 1e-3;

/** A slope along the way down below this share of the largest gradient is rounding. */
const rounding = 1e-14;

/** Least number of steps spent there, unless the run ends there. */
const leastStay = 5;

/** Near a saddle that is left again the gradient is below this share of its largest … */
const nearby = 0.1;

/** … for this share of the run at least, and this share of its descent follows. */
const share = 0.05;
const laterDescent = 0.1;

/**
 * Saddle: the gradient norm is below 1e-3 and the Hessian has a clearly negative eigenvalue: there is
 * a way down that the gradient does not show. Where it has no component that way at all, every method
 * that steps by gradients stays. A run that is slowed down by a saddle and leaves it need not come so near:
 * there the gradient is small for a while beside what it is later.
 */
export const saddle: Detector = {
  id: "saddle",
  explains: ["plateau", "crawling", "localMinimum", "converged"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last } = view;
    const near = criticalStretches(view, nearby * view.largestGradientNorm);
    const stretches = [...criticalStretches(view), ...near.filter((one) => isLeft(view, one))];
    for (const stretch of stretches.reverse()) {
      const ends = stretch.to === last;
      if (!ends && stretch.to - stretch.from < leastStay) continue;
      const model = view.modelAt(stretch.flattest, [stretch.from, stretch.to]);
      if (!model || isPiecewiseConstant(model)) continue;
      const { smallest, minimumRatio } = model;
      if (smallest >= -clearlyNegative * Math.max(-smallest, model.largest)) continue;
      const onRidge = ends && model.slopeDown <= rounding * view.largestGradientNorm;
      return {
        severity: ends ? "warning" : "info",
        span: [stretch.from, stretch.to],
        evidence: [
          {
            name: "gradientNorm",
            value: trace.gradientNorm[stretch.flattest]!,
            at: stretch.flattest,
          },
          ...evidence("minimumRatio", minimumRatio, stretch.flattest),
          { name: "smallestCurvature", value: smallest, at: stretch.flattest },
        ],
        messageKey: onRidge ? "saddleRidge" : ends ? "saddle" : "saddlePassed",
        arguments: {
          ...{ steps: stretch.to - stretch.from, curvature: smallest, step: stretch.to + 1 },
          norm: trace.gradientNorm[stretch.flattest]!,
        },
        remedies:
          onRidge || !ends ? [] : switchTo("useAdam", "adam", Math.max(travellingRate(view), 0.01)),
      };
    }
    return undefined;
  },
};

/** Does the run get out of a long stretch and descend from there? */
function isLeft({ trace, last, range, best }: RunView, { from, to }: CriticalStretch): boolean {
  if (to === last || to - from < share * last) return false;
  return trace.loss[to]! - best.loss >= laterDescent * range;
}
