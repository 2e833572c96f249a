import type { Detector } from "./finding";
import { decay, lowerRate } from "./remedies";
import type { RunView } from "./runView";

const leastSteps = 100;

/** Below this ratio of mean gradient to its scatter, noise decides the steps. */
const drowned = 0.2;

/** The mean loss of the last quarter may be lower than that of the quarter before by this share. */
const stillFalling = 0.1;

/**
 * Noise floor: the gradients of the last half point nowhere in particular (their mean is small beside
 * their scatter) and the loss, on average, has stopped falling above what is possible: the steps now
 * follow the noise. A smaller η, a larger batch or a decay lowers the floor.
 */
export const noiseFloor: Detector = {
  id: "noiseFloor",
  explains: ["crawling", "bouncing"],
  worksOnNoise: true,
  detect(view) {
    const { trace, last } = view;
    if (!view.noisy || last < leastSteps) return undefined;
    const half = Math.floor(last / 2);
    const ratio = signalToNoise(view, half);
    const middle = Math.floor(last * 0.75);
    const before = mean(trace.loss, half, middle) - view.best.loss;
    const after = mean(trace.loss, middle, last) - view.best.loss;
    if (ratio > drowned || !(after > 0) || after < before * (1 - 3 * stillFalling))
      return undefined;
    return {
      id: "noiseFloor",
      severity: "info",
      span: [half, last],
      evidence: [
        { name: "signalToNoise", value: ratio },
        { name: "loss", value: mean(trace.loss, middle, last), at: last },
        { name: "bestLoss", value: view.best.loss, at: view.best.row },
      ],
      messageKey: "noiseFloor",
      arguments: { loss: mean(trace.loss, middle, last), best: view.best.loss },
      remedies: [decay(view), lowerRate(view)],
    };
  },
};

/** ‖mean g‖ over the root of the mean of ‖g‖², over the rows from `from` on. */
function signalToNoise({ trace, last }: RunView, from: number): number {
  let signal = 0;
  let power = 0;
  const count = last - from + 1;
  for (const column of trace.gradient) {
    let total = 0;
    for (let t = from; t <= last; t++) {
      total += column[t]!;
      power += column[t]! ** 2;
    }
    signal += (total / count) ** 2;
  }
  return Math.sqrt(signal / (power / count));
}

function mean(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let t = from; t <= to; t++) total += values[t]!;
  return total / (to - from + 1);
}
