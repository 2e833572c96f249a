import { choice, factor, length } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Warm-up, stable, decay: a straight rise, a long plain, a fall to minFactor·η.
 *
 *     rise   η·(t + 1)/(warmupSteps + 1)
 *     fall   η·( 1 − (1 − minFactor)·s ), s the share of decaySteps passed; `sqrt` takes √s, `cosine` (1 − cos πs)/2
 *
 * Hu et al., "MiniCPM", arXiv:2404.06395; Hägele et al., arXiv:2405.18392 (the square root).
 */
export const wsd = defineSchedule({
  id: "wsd",
  label: "Warm-up, stable, decay",
  description: "A rise, a long stretch at the full rate, a fall at the end.",
  family: "warmup",
  source: "Hu et al., arXiv:2404.06395",
  options: {
    warmupSteps: length(0.1, "steps of the rise", 0),
    stableSteps: length(0.7, "steps at the full rate", 0),
    decaySteps: length(0.2, "steps of the fall"),
    minFactor: factor(0, "share of η after the fall"),
    shape: choice(["linear", "sqrt", "cosine"], "shape of the fall"),
  },
  formula: String.raw`\eta \cdot (\text{rise},\ 1,\ 1 - (1 - \min)\,s)`,

  rate(t, { warmupSteps, stableSteps, decaySteps, minFactor, shape }, lr) {
    if (t < warmupSteps) return (lr * (t + 1)) / (warmupSteps + 1);
    const share = Math.min(1, Math.max(0, (t - warmupSteps - stableSteps) / decaySteps));
    const fallen =
      shape === "linear"
        ? share
        : shape === "sqrt"
          ? Math.sqrt(share)
          : (1 - Math.cos(Math.PI * share)) / 2;
    return lr * (1 - (1 - minFactor) * fallen);
  },

  zhTw: {
    "Warm-up, stable, decay": "預熱、持平、衰減",
    "A rise, a long stretch at the full rate, a fall at the end.":
      "先上升，很長一段維持完整的學習率，最後下降。",
    "steps at the full rate": "完整學習率的步數",
    "steps of the fall": "下降的步數",
    "share of η after the fall": "下降之後 η 的比例",
    "shape of the fall": "下降的形狀",
  },
});
