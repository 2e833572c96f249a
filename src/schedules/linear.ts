import { factor, steps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Linear: from startFactor·η to endFactor·η over `totalIters` steps, then constant.
 *
 *     η^t = η·( a + (b − a)·min(t, T)/T )
 *
 * torch.optim.lr_scheduler.LinearLR, 1.13, with its defaults: from 1/3 to 1 over 5 steps, a short warm-up.
 */
export const linear = defineSchedule({
  id: "linear",
  label: "Linear",
  description: "A straight line between two shares of the rate, then flat.",
  family: "decay",
  source: "PyTorch LinearLR",
  options: {
    startFactor: factor(1 / 3, "share of η at t = 0", 1e3),
    endFactor: factor(1, "share of η from t = totalIters on", 1e3),
    totalIters: steps(5, "steps the line takes"),
  },
  formula: String.raw`\eta\left(a + (b - a)\,\tfrac{\min(t, T)}{T}\right)`,
  rate: (t, { startFactor, endFactor, totalIters }, lr) =>
    lr * (startFactor + ((endFactor - startFactor) * Math.min(t, totalIters)) / totalIters),

  zhTw: {
    Linear: "線性",
    "A straight line between two shares of the rate, then flat.":
      "在學習率的兩個比例之間走直線，之後持平。",
    "share of η from t = totalIters on": "從 t = totalIters 起 η 的比例",
    "steps the line takes": "直線的步數",
  },
});
