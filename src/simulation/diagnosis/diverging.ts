import type { Detector, Evidence, Finding, Found, MessageKey } from "./finding";
import { lowerRate } from "./remedies";
import { causeArguments } from "./notFinite";
import type { RunView } from "./runView";
import { firstBeyond, largestBetween, stabilityEvidence } from "./stabilityEvidence";

/** The loss must have risen this many times as far above the best as it started. */
const growth = 10;

/** … and by this share of 1 + |L⁰|, for a start that is all but the best is soon left far behind. */
const noticeable = 0.03;

/**
 * Diverging: the run ended because the loss grew (or fell) without bound or stopped being a number,
 * or it ended higher than it started by far and was still rising.
 */
export const diverging: Detector = {
  id: "diverging",
  explains: [
    "bouncing",
    "crawling",
    "plateau",
    "saddle",
    "localMinimum",
    "burst",
    "limitCycle",
    "sigmaOnlyGrows",
    "earlySigmaUnreliable",
    "momentumOvershoot",
    "converged",
    "noiseFloor",
  ],
  worksOnNoise: true,
  detect(view) {
    const { trace, last } = view;
    if (last === 0) return undefined;
    const { reason } = trace.stop;
    if (reason === "diverged") {
      const fell = trace.loss[last]! < trace.loss[0]!;
      return finding(view, fell ? "divergingUnbounded" : "diverging");
    }
    if (reason === "nonFinite") {
      return finding(view, hasRisen(view) ? "diverging" : "divergingOutOfDomain");
    }
    return hasRisen(view) && stillRising(view) ? finding(view, "diverging") : undefined;
  },
};

/** Did the loss go far above its start at the end? */
function hasRisen({ trace, last, best }: RunView): boolean {
  const start = trace.loss[0]!;
  const end = highest(trace.loss, Math.floor(last * 0.75), last);
  return end - best.loss > growth * (start - best.loss) + noticeable * (1 + Math.abs(start));
}

/** Is the highest loss of the last quarter well above that of the quarter before? */
function stillRising({ trace, last, best }: RunView): boolean {
  const middle = Math.floor(last * 0.75);
  const before = highest(trace.loss, Math.floor(last * 0.5), middle) - best.loss;
  return highest(trace.loss, middle, last) - best.loss > 1.2 * before;
}

function highest(loss: Float64Array, from: number, to: number): number {
  let most = -Infinity;
  for (let t = from; t <= to; t++) if (loss[t]! > most) most = loss[t]!;
  return most;
}

function finding(
  view: RunView,
  kind: "diverging" | "divergingOutOfDomain" | "divergingUnbounded",
): Found {
  const { trace, last, objective } = view;
  const cause = kind === "divergingOutOfDomain" ? objective.nonFiniteCause?.(trace.end) : undefined;
  const lastFinite = Number.isFinite(trace.loss[last]) ? last : last - 1;
  const evidence: Evidence[] = [
    { name: "startLoss", value: trace.loss[0]!, at: 0 },
    { name: "loss", value: trace.loss[lastFinite]!, at: lastFinite },
    ...stabilityEvidence(view, firstBeyond(view) ?? largestBetween(view, [0, last])),
  ];
  const words: Wording =
    kind === "diverging" ? overshoot(view) : { messageKey: cause ? "divergingAtCall" : kind };
  return {
    severity: "error",
    span: [view.best.row, last],
    evidence,
    messageKey: words.messageKey,
    arguments: {
      ...{ step: last, loss: trace.loss[lastFinite]! },
      ...words.arguments,
      ...(cause && causeArguments(cause)),
    },
    remedies: kind === "divergingUnbounded" ? [] : [lowerRate(view)],
  };
}

/** What a finding is told in. */
interface Wording {
  readonly messageKey: MessageKey;
  readonly arguments?: Finding["arguments"];
}

/** How the steps came to overshoot, as far as the curvature tells. */
function overshoot(view: RunView): Wording {
  const { curvature, limit, last } = view;
  const beyond = firstBeyond(view);
  const largest = largestBetween(view, [0, last]);
  if (!largest || limit === undefined) return { messageKey: "diverging" };
  if (!beyond) {
    const { stability } = largest;
    return { messageKey: "divergingWithinLimit", arguments: { stability, limit } };
  }
  if (!(curvature!.stability[0]! <= limit)) return { messageKey: "diverging" };
  return { messageKey: "divergingLater", arguments: { crossing: beyond.row, limit } };
}
