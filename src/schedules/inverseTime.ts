import { number } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Inverse time: η^t = η/(1 + d·t), the decay of the lecture notes.
 *
 * Keras InverseTimeDecay (staircase off, decay_steps 1); torch.optim.Adagrad's lr_decay.
 */
export const inverseTime = defineSchedule({
  id: "inverseTime",
  label: "Inverse time",
  description: "Falls like 1/t once t passes 1/decay.",
  family: "decay",
  source: "Robbins & Monro, 1951; Keras InverseTimeDecay",
  options: {
    decay: number(1e-3, [0, 1e3], "d: the rate is half of η at t = 1/d", {
      scale: "log",
      slider: [1e-6, 1],
    }),
  },
  formula: String.raw`\frac{\eta}{1 + d\,t}`,
  rate: (t, { decay }, lr) => lr / (1 + decay * t),

  zhTw: {
    "Inverse time": "時間倒數",
    "Falls like 1/t once t passes 1/decay.": "t 超過 1/decay 之後以 1/t 下降。",
    "d: the rate is half of η at t = 1/d": "d：在 t = 1/d 時學習率是 η 的一半",
  },
});
