import { atMinimum } from "./converged";
import type { Detector } from "./finding";
import { raiseRate, switchTo } from "./remedies";

/**
 * Local minimum: the run has come to rest at a minimum (gradient norm below 1e-3, every direction
 * leads up), but a lower loss is known: from another run, from a row passed on the way, or found by
 * a search around the path.
 */
export const localMinimum: Detector = {
  id: "localMinimum",
  explains: ["converged", "crawling"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last, lower } = view;
    if (!atMinimum(view) || !lower) return undefined;
    return {
      id: "localMinimum",
      severity: "warning",
      span: [last, last],
      evidence: [
        { name: "loss", value: trace.loss[last]!, at: last },
        { name: "lowerLoss", value: lower.loss },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
        ...(view.endModel?.minimumRatio === undefined
          ? []
          : [{ name: "minimumRatio" as const, value: view.endModel.minimumRatio, at: last }]),
      ],
      messageKey: "localMinimum",
      arguments: { loss: trace.loss[last]!, lower: lower.loss },
      remedies: [
        raiseRate(view, 3),
        ...switchTo("useMomentum", "momentum", view.options.lr, { momentum: 0.95 }),
      ],
    };
  },
};
