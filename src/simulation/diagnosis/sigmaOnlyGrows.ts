import type { Detector } from "./finding";
import { endPace } from "./pace";
import { arrivingRate, raiseRate, switchTo, travellingRate } from "./remedies";

/** σ must have grown this much since the first step. */
const grown = 3;

/** The remaining descent must need this many times the steps taken. */
const tooMany = 1;

/**
 * σ only grows: as in Adagrad with the root of the sum, no σ ever fell, it is several times what it was
 * at first, and the effective rate η/σ has become too small for what is left.
 */
export const sigmaOnlyGrows: Detector = {
  id: "sigmaOnlyGrows",
  explains: ["crawling"],
  worksOnNoise: false,
  detect(view) {
    const { trace, last } = view;
    if (last < 2) return undefined;
    let parameter = 0;
    let growth = 0;
    for (let k = 0; k < trace.sigma.length; k++) {
      const sigma = trace.sigma[k]!;
      for (let t = 1; t < last; t++) {
        // A library's ε and lrDecay may round differently from step to step.
        if (sigma[t]! < sigma[t - 1]! * (1 - 1e-12)) return undefined;
      }
      const ratio = sigma[last - 1]! / sigma[0]!;
      if (ratio > growth) [growth, parameter] = [ratio, k];
    }
    const pace = endPace(view);
    if (growth < grown || !pace || pace.whole.stepsNeeded < tooMany * last) return undefined;
    const sigma = trace.sigma[parameter]!;
    return {
      severity: "warning",
      span: [0, last],
      parameter: trace.recorded[parameter]!,
      evidence: [
        { name: "sigmaFirst", value: sigma[0]!, at: 0 },
        { name: "sigmaLast", value: sigma[last - 1]!, at: last - 1 },
        { name: "stepsNeeded", value: pace.whole.stepsNeeded, at: last },
      ],
      arguments: { growth, stepsNeeded: pace.whole.stepsNeeded },
      remedies: [
        ...switchTo("useRmsprop", "rmsprop", arrivingRate(view) ?? travellingRate(view)),
        raiseRate(view, 10),
      ],
    };
  },
};
