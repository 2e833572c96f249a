import { steadyFlip } from "./alternation";
import type { Detector } from "./finding";
import { decay, lowerRate } from "./remedies";

/** The flip must be η long within this factor. */
const tolerance = 1.5;

/**
 * Limit cycle: to the end of the run a parameter flips to and fro by η, so it circles the minimum at
 * a distance of η/2 and cannot come nearer. It happens where σ has become as small as the gradient,
 * m/σ = ±1: RMSProp near a minimum, sign methods, a loss with a kink.
 */
export const limitCycle: Detector = {
  id: "limitCycle",
  explains: ["bouncing", "burst", "crawling", "plateau", "converged", "earlySigmaUnreliable"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last } = view;
    if (last < 2) return undefined;
    const flip = steadyFlip(trace);
    if (!flip) return undefined;
    const rate = trace.learningRate[last - 1]!;
    if (flip.step > rate * tolerance || flip.step < rate / tolerance) return undefined;
    return {
      id: "limitCycle",
      severity: "warning",
      span: [flip.from, last],
      parameter: flip.parameter,
      evidence: [
        { name: "amplitude", value: flip.step / 2, at: last },
        { name: "learningRate", value: rate, at: last - 1 },
        { name: "gradientNorm", value: trace.gradientNorm[last]!, at: last },
      ],
      messageKey: "limitCycle",
      arguments: { amplitude: flip.step / 2, lr: rate },
      remedies: [decay(view), lowerRate(view)],
    };
  },
};
