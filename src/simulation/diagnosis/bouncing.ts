import { criticalGradientNorm } from "../curvature/curvature";
import { alternatingRows } from "./alternation";
import { isAtRest } from "./converged";
import type { Detector, Found, Remedy } from "./finding";
import { lowerRate, switchTo, travellingRate } from "./remedies";
import type { RunView } from "./runView";
import { largestBetween, stabilityEvidence } from "./stabilityEvidence";
import { unsettledEnd } from "./unsettled";

/** Steps over which the gradient must keep alternating without shrinking. */
const window = 20;

/** The gradient norm may change by these factors over the window. */
const shrinks = 0.5;
const grows = 2;

/** Least share of the run, or of its last quarter, that must bounce. */
const share = 0.25;

/**
 * Bouncing between walls: for 20 steps and more each gradient points against the one before and the
 * norm stays, and is none that counts as zero, so that the steps cross the valley instead of following it.
 *
 * Along the steep direction of a quadratic the gradient is multiplied by 1 − η·λ/σ at each step; it
 * must be between −1 and −0.966 for its norm to keep half of itself over the window. Where the curvature changes from
 * step to step the gradient need not alternate: then the loss that does not settle tells.
 */
export const bouncing: Detector = {
  id: "bouncing",
  explains: ["crawling", "plateau"],
  worksOnNoise: false,
  detect: (view) => alternating(view) ?? unsettled(view),
};

/** Gradients that point to and fro at the same length. */
function alternating(view: RunView): Found | undefined {
  const { trace, last } = view;
  const rows = alternatingRows(trace);
  const negligible = criticalGradientNorm * Math.min(1, view.largestGradientNorm);
  let run = 0;
  let count = 0;
  let late = 0;
  let first = -1;
  let latest = -1;
  for (let t = 1; t <= last; t++) {
    run = rows[t] === 1 ? run + 1 : 0;
    if (run < window || trace.gradientNorm[t]! <= negligible) continue;
    const ratio = trace.gradientNorm[t]! / trace.gradientNorm[t - window]!;
    if (ratio < shrinks || ratio > grows) continue;
    count++;
    if (t > 0.75 * last) late++;
    if (first < 0) first = t - window;
    latest = t;
  }
  const enough = count + window >= share * last || late >= 0.5 * 0.25 * last;
  if (count === 0 || !enough) return undefined;
  // What has come to rest by steps to and fro has settled.
  if (late === 0 && isAtRest(view)) return undefined;
  const { limit } = view;
  // The first row that counts ends a window of so many steps, each of the others adds one.
  const steps = count + window - 1;
  const steepest = largestBetween(view, [first, latest]);
  const isWithin = steepest && limit !== undefined && steepest.stability < limit;
  return {
    severity: "warning",
    span: [first, latest],
    evidence: [
      { name: "gradientNorm", value: trace.gradientNorm[first]!, at: first },
      { name: "gradientNorm", value: trace.gradientNorm[latest]!, at: latest },
      { name: "alternations", value: steps },
      ...stabilityEvidence(view, steepest),
    ],
    messageKey: isWithin ? "bouncingWithinLimit" : "bouncing",
    arguments: {
      ...{ steps, norm: trace.gradientNorm[latest]! },
      ...(isWithin && { stability: steepest.stability, limit }),
    },
    remedies: shorterSteps(view),
  };
}

/** A loss that rises and falls to the end of the run. */
function unsettled(view: RunView): Found | undefined {
  const end = unsettledEnd(view);
  if (!end) return undefined;
  const { trace, last, best } = view;
  const { from, rises, swing } = end;
  return {
    severity: "warning",
    span: [from, last],
    evidence: [
      { name: "bestLoss", value: best.loss, at: best.row },
      { name: "loss", value: trace.loss[last]!, at: last },
      ...stabilityEvidence(view, largestBetween(view, [from, last])),
    ],
    messageKey: "bouncingUnsettled",
    arguments: {
      ...{ steps: last - from, rises, swing, loss: trace.loss[last]! },
      ...{ best: best.loss, step: best.row },
    },
    remedies: shorterSteps(view),
  };
}

function shorterSteps(view: RunView): Remedy[] {
  return [lowerRate(view), ...switchTo("useAdam", "adam", travellingRate(view))];
}
