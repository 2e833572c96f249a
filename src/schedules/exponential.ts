import { factor } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Exponential: η^t = η·γ^t.
 *
 * torch.optim.lr_scheduler.ExponentialLR, 1.13.
 */
export const exponential = defineSchedule({
  id: "exponential",
  label: "Exponential",
  description: "The rate is multiplied by gamma at every step.",
  family: "decay",
  source: "PyTorch ExponentialLR",
  options: {
    gamma: factor(0.995, "what the rate is multiplied by at each step"),
  },
  formula: String.raw`\eta\,\gamma^t`,
  rate: (t, { gamma }, lr) => lr * Math.pow(gamma, t),

  zhTw: {
    Exponential: "指數",
    "The rate is multiplied by gamma at every step.": "學習率每一步乘以 gamma。",
    "what the rate is multiplied by at each step": "學習率每一步乘上的倍數",
  },
});
