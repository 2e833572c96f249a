import { isAtMinimum, isAtRest } from "./converged";
import { evidence } from "./evidence";
import type { Detector } from "./finding";
import { ungroupedText } from "../../text/number";

/** What is left to gain here must be below this share of what was gained, and of what is gained by going elsewhere. */
const littleLeft = 1e-3;

/**
 * Local minimum: the run ends at a minimum (every direction leads up, and hardly anything is left to gain
 * by the curvature here), but a lower loss is known: from another run, from a row passed on the way, or found by
 * a search around the path. No setting of a method leads there for sure; another start does.
 */
export const localMinimum: Detector = {
  id: "localMinimum",
  explains: ["converged", "crawling"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last, lower } = view;
    if (!lower) return undefined;
    const elsewhere = trace.loss[last]! - lower.loss;
    const isHere = isAtMinimum(view, littleLeft * Math.min(view.range, elsewhere));
    if (!isHere && !isAtRest(view)) return undefined;
    return {
      severity: "warning",
      span: [last, last],
      evidence: [
        { name: "loss", value: trace.loss[last]!, at: last },
        { name: "lowerLoss", value: lower.loss },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
        ...evidence("minimumRatio", view.endModel?.minimumRatio, last),
      ],
      messageKey: lower.theta ? "localMinimumPlace" : "localMinimum",
      arguments: {
        loss: trace.loss[last]!,
        lower: lower.loss,
        ...(lower.theta && { place: placeOf(lower.theta) }),
      },
      remedies: [],
    };
  },
};

/** A point for the eye: three significant digits. */
function placeOf(theta: Float64Array): string {
  const values = Array.from(theta, (value) => ungroupedText(value, 3));
  return values.length === 1 ? values[0]! : `(${values.join(", ")})`;
}
