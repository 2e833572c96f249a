import { isAtMinimum, isAtRest, leadsUp } from "./converged";
import { evidence } from "./evidence";
import type { Detector } from "./finding";
import { ungroupedText } from "../../text/number";

/** What is left to gain here must be below this share of what was gained, and of what is gained by going elsewhere. */
const littleLeft = 1e-3;

/**
 * Local minimum: the run ends at a minimum or close to one (hardly anything is left to gain by the curvature here, and in
 * the end every direction leads up), but a lower loss is known: from another run, from a row passed on the way, or found by
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
    const isUp = leadsUp(view);
    const name = isUp ? "localMinimum" : "localMinimumNear";
    return {
      severity: "warning",
      span: [last, last],
      evidence: [
        { name: "loss", value: trace.loss[last]!, at: last },
        { name: "lowerLoss", value: lower.loss },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
        ...evidence("minimumRatio", view.endModel?.minimumRatio, last),
      ],
      messageKey: lower.theta ? `${name}Place` : name,
      arguments: {
        loss: trace.loss[last]!,
        lower: lower.loss,
        ...(!isUp && { norm: trace.gradientNorm[last]! }),
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
