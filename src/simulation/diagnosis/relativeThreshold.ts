import type { Finding } from "./finding";
import type { RunView } from "./runView";

/**
 * A relative threshold below 0: `plateau` takes L < best·(1 − threshold) for an improvement, and where best is negative
 * that bound lies above it, so that slightly worse losses count as better and the rate never drops. As in PyTorch. A
 * fact about a setting, so it is not among the detectors.
 */
export function relativeThreshold({ options, best, last }: RunView): Finding | undefined {
  const { schedule } = options;
  const { threshold, thresholdMode } = schedule.options;
  if (schedule.id !== "plateau" || thresholdMode === "abs" || threshold === 0) return undefined;
  if (!(best.loss < 0)) return undefined;
  return {
    id: "relativeThreshold",
    severity: "warning",
    span: [0, last],
    evidence: [{ name: "bestLoss", value: best.loss, at: best.row }],
    messageKey: "relativeThreshold",
    arguments: { loss: best.loss },
    remedies: [],
  };
}
