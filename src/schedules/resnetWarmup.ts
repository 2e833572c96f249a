import { rate, steps } from "./option";
import { defineSchedule } from "./schedule";

/**
 * The warm-up of ResNet-110: a tenth of the rate for about 400 steps, then all of it (0.01, then 0.1).
 *
 * He et al., "Deep residual learning", arXiv:1512.03385, section 4.2.
 */
export const resnetWarmup = defineSchedule({
  id: "resnetWarmup",
  label: "ResNet warm-up",
  description: "A low rate for the first steps (0.01), then the full one (0.1).",
  family: "warmup",
  source: "He et al., arXiv:1512.03385",
  options: {
    warmupLr: rate(0.1, "the rate at first"),
    steps: steps(400, "steps at the low rate", 0),
  },
  formula: String.raw`\eta_{warmup}\ \text{if } t < \text{steps},\ \text{else } \eta`,
  rate: (t, { warmupLr, steps }, lr) => (t < steps ? warmupLr : lr),

  zhTw: {
    "ResNet warm-up": "ResNet 預熱",
    "A low rate for the first steps (0.01), then the full one (0.1).":
      "前幾步用低的學習率(0.01)，之後用完整的學習率(0.1)。",
    "the rate at first": "一開始的學習率",
    "steps at the low rate": "低學習率的步數",
  },
});
