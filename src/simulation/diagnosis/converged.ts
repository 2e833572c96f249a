import { endsCritical } from "./criticalStretch";
import type { Detector } from "./finding";
import type { RunView } from "./runView";

/** What Newton's model may still promise, as a share of what the run has gained, or of 1 + |L|. */
const negligibleGap = 1e-9;

/** A gradient norm this share of the largest counts as zero too, for losses of a large scale. */
const relativelyZero = 1e-9;

/** Has the run come to rest at a minimum, as far as slope and curvature tell? */
export function atMinimum(view: RunView): boolean {
  const { trace, last, endModel: model } = view;
  const small = relativelyZero * view.largestGradientNorm;
  if (!endsCritical(view) && trace.gradientNorm[last]! > small) return false;
  if (!model) return trace.stop.reason === "converged";
  if (model.smallest < -1e-3 * Math.max(-model.smallest, model.largest)) return false;
  const gained = Math.max(view.range, 1e-3 * (1 + Math.abs(trace.loss[last]!)));
  return Number.isNaN(model.gap) || model.gap <= negligibleGap * gained || model.gradientNorm === 0;
}

/**
 * Converged: the gradient counts as zero, no direction leads down, the quadratic model has nothing
 * left to gain, and no lower loss is known or found nearby.
 */
export const converged: Detector = {
  id: "converged",
  explains: ["crawling"],
  worksOnNoise: false,
  detect(view) {
    if (!atMinimum(view) || view.lower) return undefined;
    const { trace, last } = view;
    const end = trace.loss[last]!;
    const close = (t: number): boolean => Math.abs(trace.loss[t]! - end) <= 1e-6 * view.range;
    let from = last;
    while (from > 0 && close(from - 1)) from--;
    return {
      id: "converged",
      severity: "info",
      span: [from, last],
      evidence: [
        { name: "loss", value: end, at: last },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
        ...(view.endModel?.minimumRatio === undefined
          ? []
          : [{ name: "minimumRatio" as const, value: view.endModel.minimumRatio, at: last }]),
      ],
      messageKey: "converged",
      arguments: { step: from, loss: end },
      remedies: [],
    };
  },
};
