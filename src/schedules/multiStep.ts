import { factor, increasingSteps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Milestones: the rate is multiplied by `gamma` at each milestone.
 *
 *     η^t = η·γ^{#milestones ≤ t}
 *
 * torch.optim.lr_scheduler.MultiStepLR, 1.13.
 */
export const multiStep = defineSchedule({
  id: "multiStep",
  label: "Milestones",
  description: "The rate is multiplied by gamma at each milestone.",
  family: "decay",
  source: "PyTorch MultiStepLR",
  options: {
    milestones: increasingSteps([300, 600], "steps at which the rate drops"),
    gamma: factor(0.1, "what the rate is multiplied by at each milestone"),
  },
  formula: String.raw`\eta\,\gamma^{\#\{\text{milestones} \le t\}}`,
  rate: (t, { milestones, gamma }, lr) =>
    lr * Math.pow(gamma, milestones.filter((milestone) => milestone <= t).length),

  zhTw: {
    Milestones: "里程碑",
    "The rate is multiplied by gamma at each milestone.": "學習率在每個里程碑乘以 gamma。",
    "steps at which the rate drops": "學習率在哪些步降低",
    "what the rate is multiplied by at each milestone": "學習率在每個里程碑乘上的倍數",
  },
});
