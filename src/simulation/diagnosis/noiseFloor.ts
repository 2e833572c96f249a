import type { Detector } from "./finding";
import { decay, lowerRateTo } from "./remedies";
import type { RunView } from "./runView";

const leastSteps = 100;

/** Below this ratio of mean gradient to its scatter, noise decides the steps. */
const drowned = 0.2;

/** While the loss falls, its mean excess over the last half is below this share of the quarter before. */
const stillFalling = 0.5;

/**
 * Noise floor: the gradients of the last half point nowhere in particular (their mean is small beside
 * their scatter) and the loss, on average, has stopped falling above what is possible: the steps now
 * follow the noise. A smaller η, a larger batch or a decay lowers the floor.
 */
export const noiseFloor: Detector = {
  id: "noiseFloor",
  explains: [],
  worksOnNoise: true,
  detect(view) {
    const { trace, last } = view;
    if (!view.noisy || last < leastSteps) return undefined;
    const half = Math.floor(last / 2);
    const ratio = signalToNoise(view, half);
    const before = mean(trace.loss, half >> 1, half) - view.best.loss;
    const floor = mean(trace.loss, half, last);
    const after = floor - view.best.loss;
    if (ratio > drowned || !(after > 0) || after < stillFalling * before) return undefined;
    return {
      severity: "info",
      span: [half, last],
      evidence: [
        { name: "signalToNoise", value: ratio },
        { name: "loss", value: floor, at: last },
        { name: "bestLoss", value: view.best.loss, at: view.best.row },
      ],
      arguments: { loss: floor, best: view.best.loss },
      remedies: [decay(view), lowerRateTo(view, 0.2)],
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
