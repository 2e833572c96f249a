import { choice, factor, length, rate, steps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * Cyclic: up from baseLr to maxLr in stepSizeUp steps, down in stepSizeDown, again and again.
 *
 * `triangular2` halves the height each cycle, `expRange` multiplies it by γ^t. stepSizeDown 0 means stepSizeUp.
 *
 * Smith, "Cyclical learning rates", arXiv:1506.01186; torch.optim.lr_scheduler.CyclicLR, 1.13.
 */
export const cyclic = defineSchedule({
  id: "cyclic",
  label: "Cyclic",
  description: "Up and down between baseLr and maxLr, again and again.",
  family: "cycle",
  source: "Smith, arXiv:1506.01186; PyTorch CyclicLR",
  options: {
    baseLr: rate(0.1, "the rate at the foot of each cycle"),
    maxLr: rate(1, "the rate at the top of the first cycle"),
    stepSizeUp: length(0.1, "steps up"),
    stepSizeDown: steps(0, "steps down; 0 means as many as up", 0),
    mode: choice(
      ["triangular", "triangular2", "expRange"],
      "triangular: all alike; triangular2: half the height each cycle; expRange: height γ^t",
    ),
    gamma: factor(1, "γ of expRange"),
  },
  formula: String.raw`\eta_{base} + (\eta_{\max} - \eta_{base})\cdot\text{scale}(t)`,

  rate(t, { baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma }) {
    const down = stepSizeDown === 0 ? stepSizeUp : stepSizeDown;
    const total = stepSizeUp + down;
    const cycle = Math.floor(1 + t / total);
    const position = 1 + t / total - cycle;
    const share = stepSizeUp / total;
    const height = position <= share ? position / share : (position - 1) / (share - 1);
    const damping =
      mode === "triangular"
        ? 1
        : mode === "triangular2"
          ? Math.pow(2, 1 - cycle)
          : Math.pow(gamma, t);
    return baseLr + (maxLr - baseLr) * height * damping;
  },

  zhTw: {
    Cyclic: "循環",
    "Up and down between baseLr and maxLr, again and again.": "在 baseLr 與 maxLr 之間反覆升降。",
    "the rate at the foot of each cycle": "每個週期最低的學習率",
    "the rate at the top of the first cycle": "第一個週期最高的學習率",
    "steps up": "上升的步數",
    "steps down; 0 means as many as up": "下降的步數；0 表示與上升相同",
    "triangular: all alike; triangular2: half the height each cycle; expRange: height γ^t":
      "triangular：每個週期相同；triangular2：高度逐週期減半；expRange：高度為 γ^t",
    "γ of expRange": "expRange 的 γ",
  },
});
