import { factor, length } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Step: the rate is multiplied by `gamma` every `stepSize` steps.
 *
 *     η^t = η·γ^⌊t/stepSize⌋
 *
 * torch.optim.lr_scheduler.StepLR, 1.13.
 */
export const step = defineSchedule({
  id: "step",
  label: "Steps",
  description: "The rate is multiplied by gamma every stepSize steps.",
  family: "decay",
  source: "PyTorch StepLR",
  options: {
    stepSize: length(0.2, "steps between two drops"),
    gamma: factor(0.1, "what the rate is multiplied by at each drop"),
  },
  formula: String.raw`\eta\,\gamma^{\lfloor t / \text{stepSize} \rfloor}`,
  rate: (t, { stepSize, gamma }, lr) => lr * Math.pow(gamma, Math.floor(t / stepSize)),

  zhTw: {
    Steps: "階梯",
    "The rate is multiplied by gamma every stepSize steps.": "學習率每 stepSize 步乘以 gamma。",
    "steps between two drops": "兩次降低之間的步數",
    "what the rate is multiplied by at each drop": "學習率每次降低時乘上的倍數",
  },
});
