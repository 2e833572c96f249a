import { criticalGradientNorm } from "../curvature/curvature";
import { endsCritical } from "./criticalStretch";
import { evidence } from "./evidence";
import type { Detector } from "./finding";
import { converged as share } from "./pace";
import type { RunView } from "./runView";

/** Where nothing was gained, a promise below this share of 1 + |L| is rounding. */
const rounding = 1e-15;

/** A gradient norm below this counts as zero, and this share of the largest does where that is below 1. */
const littleSlope = criticalGradientNorm;

/** A gradient norm this share of the largest counts as zero too, for losses of a large scale. */
const relativelyZero = 1e-9;

/**
 * Is the end at a minimum, as far as slope and curvature tell: does no direction lead down, and does the quadratic model
 * promise no more than `gap`?
 */
export function isAtMinimum(view: RunView, gap: number): boolean {
  const { trace, last, endModel: model } = view;
  if (!model) return trace.stop.reason === "converged";
  if (model.smallest < -1e-3 * Math.max(-model.smallest, model.largest)) return false;
  if (!Number.isNaN(model.gap)) return model.gap <= gap;
  const small = relativelyZero * view.largestGradientNorm;
  return endsCritical(view) || trace.gradientNorm[last]! <= small;
}

/** Curvature up to this share of the largest is none to rounding. */
const flat = 1e-12;

/**
 * Does every direction lead up from the end: does the loss curve up in all of them, and does the gradient count as zero, by
 * itself and beside the largest of the run?
 */
export function leadsUp(view: RunView): boolean {
  const { trace, last, endModel: model, largestGradientNorm } = view;
  if (!model || !(model.smallest > flat * model.largest)) return false;
  const small = littleSlope * Math.min(1, largestGradientNorm);
  return trace.gradientNorm[last]! <= Math.max(small, relativelyZero * largestGradientNorm);
}

/** Does nothing vary, neither along the run nor, by the curvature, beside it? */
function isFlat({ largestGradientNorm, endModel }: RunView): boolean {
  return largestGradientNorm === 0 && endModel?.smallest === 0 && endModel.largest === 0;
}

/** Has the run come to rest at a minimum? */
export function isAtRest(view: RunView): boolean {
  const { trace, last, range } = view;
  return isAtMinimum(view, Math.max(share * range, rounding * (1 + Math.abs(trace.loss[last]!))));
}

/**
 * Converged: no direction curves down, the quadratic model has less than a billionth of what was gained left
 * to gain, and no lower loss is known or found nearby.
 */
export const converged: Detector = {
  id: "converged",
  explains: ["crawling"],
  worksOnNoise: false,
  detect(view) {
    if (!isAtRest(view) || view.lower) return undefined;
    const { trace, last } = view;
    const end = trace.loss[last]!;
    const close = (t: number): boolean => Math.abs(trace.loss[t]! - end) <= 1e-6 * view.range;
    let from = last;
    while (from > 0 && close(from - 1)) from--;
    return {
      severity: "info",
      span: [from, last],
      evidence: [
        { name: "loss", value: end, at: last },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
        ...evidence("gap", view.endModel?.gap, last),
        ...evidence("minimumRatio", view.endModel?.minimumRatio, last),
      ],
      messageKey: isFlat(view) ? "convergedFlat" : leadsUp(view) ? "converged" : "convergedNearly",
      arguments: { step: from, loss: end },
      remedies: [],
    };
  },
};
