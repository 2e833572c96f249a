import type { Detector } from "./finding";
import { lowerRate, warmUp } from "./remedies";
import type { RunView } from "./runView";

/** The first steps, whose σ rests on few gradients. */
const early = 20;

/** σ must have changed this much within them: it is made from gradients at all … */
const spread = 1.5;
/** … and have been so small that a step was this many times η (a σ that starts from |g| never is) … */
const tooLong = 2;
/** … while the loss rose this far above its start, as a share of the later descent. */
const harm = 0.1;

/**
 * Early σ unreliable: within the first 20 steps σ, which rests on few gradients, is so small that a step
 * is several η long, and in the same steps the loss rises well above its start before the run
 * recovers. Warm-up keeps the steps short until σ means something.
 */
export const earlySigmaUnreliable: Detector = {
  id: "earlySigmaUnreliable",
  explains: ["momentumOvershoot", "burst"],
  worksOnNoise: true,
  detect(view) {
    const { trace, last } = view;
    // A run that converges may be over sooner.
    if (last <= early && trace.stop.reason !== "converged") return undefined;
    const widest = widestSpread(view);
    if (widest.ratio < spread || longestStep(view) < tooLong) return undefined;
    let peak = 0;
    for (let t = 1; t <= Math.min(early, last); t++)
      if (trace.loss[t]! > trace.loss[peak]!) peak = t;
    const rose = trace.loss[peak]! - trace.loss[0]!;
    const recovered = view.excess(last) < 0.5 * view.excess(peak);
    if (rose <= harm * view.range || !recovered) return undefined;
    return {
      severity: "warning",
      span: [0, Math.min(early, last)],
      parameter: widest.parameter,
      evidence: [
        { name: "sigmaSpread", value: widest.ratio },
        { name: "startLoss", value: trace.loss[0]!, at: 0 },
        { name: "loss", value: trace.loss[peak]!, at: peak },
      ],
      arguments: { spread: widest.ratio, step: peak, loss: trace.loss[peak]! },
      remedies: [warmUp(view, Math.max(early, warmUpSteps(view))), lowerRate(view)],
    };
  },
};

/** 2/(1 − β) steps for a σ that forgets by β (Ma & Yarats, arXiv:1910.04209), or a twentieth of the run. */
function warmUpSteps({ options, last }: RunView): number {
  for (const name of ["alpha", "beta2", "rho"]) {
    const memory = options.hyperparameters[name];
    if (typeof memory === "number" && memory < 1) return Math.round(2 / (1 - memory));
  }
  return Math.round(last / 20);
}

/** The longest early step, in η. */
function longestStep({ trace, last, ratesOf }: RunView): number {
  let longest = 0;
  for (const [k, column] of trace.theta.entries()) {
    const rates = ratesOf(trace.recorded[k]!);
    for (let t = 0; t < Math.min(early, last); t++) {
      const step = Math.abs(column[t + 1]! - column[t]!) / rates[t]!;
      if (step > longest) longest = step;
    }
  }
  return longest;
}

/** Largest over smallest σ within the first steps, for the parameter where it is largest. */
function widestSpread({ trace, last }: RunView): { ratio: number; parameter: number } {
  let widest = { ratio: 1, parameter: 0 };
  trace.sigma.forEach((sigma, k) => {
    const first = sigma.slice(0, Math.min(early, last));
    const ratio = Math.max(...first) / Math.min(...first);
    if (ratio > widest.ratio) widest = { ratio, parameter: trace.recorded[k]! };
  });
  return widest;
}
