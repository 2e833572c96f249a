import { factor, length } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Constant factor: η^t = factor·η for the first `totalIters` steps, η after them.
 *
 * torch.optim.lr_scheduler.ConstantLR, 1.13 (there 1/3 for 5 epochs).
 */
export const constantFactor = defineSchedule({
  id: "constantFactor",
  label: "Constant factor",
  description: "A fixed share of the rate at first, then all of it.",
  family: "warmup",
  source: "PyTorch ConstantLR",
  options: {
    factor: factor(1 / 3, "share of η at first"),
    totalIters: length(0.1, "steps until η itself", 0),
  },
  formula: String.raw`\eta \cdot (\text{factor if } t < \text{totalIters},\ \text{else } 1)`,
  rate: (t, { factor, totalIters }, lr) => (t < totalIters ? lr * factor : lr),

  zhTw: {
    "Constant factor": "固定比例",
    "A fixed share of the rate at first, then all of it.": "一開始用學習率的固定比例，之後用全部。",
    "share of η at first": "一開始 η 的比例",
    "steps until η itself": "到達 η 的步數",
  },
});
