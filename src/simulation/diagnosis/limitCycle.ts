import { steadyFlip } from "./alternation";
import type { Cycle } from "./cycle";
import type { Detector, Found } from "./finding";
import { kinkCycle } from "./kinkCycle";
import { decay, lowerRate } from "./remedies";
import type { RunView } from "./runView";
import { signCycle } from "./signCycle";

/** The flip must be η long within this factor. */
const tolerance = 1.5;

/** Least share of the run: less may be the middle of a burst. */
const share = 0.05;

/** σ must have fallen by this factor to be said to have followed the gradient. */
const followed = 1.2;

/**
 * Limit cycle: to the end of the run the iterate goes to and fro and comes no nearer to the minimum,
 * though η is not too large for the curvature. Two causes: σ has become as small as the gradient, so
 * that m/σ = ±1 and a parameter goes in steps of η (RMSProp near a minimum, sign methods); or the slope jumps
 * at the minimum (a kink), so that the gradient does not shrink.
 */
export const limitCycle: Detector = {
  id: "limitCycle",
  explains: ["bouncing", "burst", "crawling", "plateau", "converged", "earlySigmaUnreliable"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last } = view;
    if (last < 2) return undefined;
    const rateOf = ({ parameter }: Cycle): number => view.ratesOf(parameter)[last - 1]!;
    const flip = steadyFlip(trace);
    const stays = flip !== undefined && last - flip.from >= share * last;
    if (stays && isOfLength(flip, rateOf(flip)) && isNormalized(view, flip)) {
      return finding(view, "limitCycle", flip, rateOf(flip));
    }
    const sign = view.limit === undefined ? signCycle(view) : undefined;
    if (sign) return finding(view, "limitCycle", sign, rateOf(sign));
    const kink = kinkCycle(view);
    return kink && finding(view, "limitCycleKink", kink, rateOf(kink));
  },
};

function isOfLength({ amplitude }: Cycle, rate: number): boolean {
  const step = 2 * amplitude;
  return step <= rate * tolerance && step >= rate / tolerance;
}

/** Does the step's length not depend on the gradient's: a sign, or a σ that has shrunk with it? */
function isNormalized({ trace, last, limit }: RunView, { parameter }: Cycle): boolean {
  if (limit === undefined) return true;
  const sigma = trace.sigma[trace.recorded.indexOf(parameter)]!;
  let largest = 0;
  for (let t = 0; t < last; t++) if (sigma[t]! > largest) largest = sigma[t]!;
  return largest > followed * sigma[last - 1]!;
}

function finding(
  view: RunView,
  messageKey: "limitCycle" | "limitCycleKink",
  { parameter, from, amplitude }: Cycle,
  rate: number,
): Found {
  const { trace, last } = view;
  return {
    severity: "warning",
    span: [from, last],
    parameter,
    evidence: [
      { name: "amplitude", value: amplitude, at: last },
      { name: "learningRate", value: rate, at: last - 1 },
      { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
    ],
    messageKey,
    arguments: { amplitude, lr: rate },
    remedies: [decay(view), lowerRate(view)],
  };
}
