import { isAtMinimum } from "./converged";
import type { Finding } from "./finding";
import type { RunView } from "./runView";

/** At most this share of what was gained is left where a run is nearly there. */
const nearlyAll = 0.01;

/**
 * Nearly there: the steps are used up at a minimum, as far as slope and curvature tell, of whose descent little is left
 * but more than where a run has converged. Told where nothing else is found; no judgement but a fact, as `descending`.
 */
export function nearlyThere(view: RunView): Finding | undefined {
  const { trace, last, range, noisy, endModel: model } = view;
  if (noisy || trace.stop.reason !== "steps" || last === 0 || !model) return undefined;
  if (!Number.isFinite(model.gap) || !isAtMinimum(view, nearlyAll * range)) return undefined;
  return {
    id: "nearlyThere",
    severity: "info",
    span: [last, last],
    evidence: [
      { name: "loss", value: trace.loss[last]!, at: last },
      { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
      { name: "gap", value: model.gap, at: last },
    ],
    messageKey: "nearlyThere",
    arguments: { loss: trace.loss[last]!, gap: model.gap, percent: (100 * model.gap) / range },
    remedies: [],
  };
}
