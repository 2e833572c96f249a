import { beta, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Signum: signSGD with momentum: the sign of an average of the gradients.
 *
 *     u ← β·u + (1 − β)·g        m = sign(u)        σ = 1
 *
 * Bernstein et al., arXiv:1802.04434, algorithm 2.
 */
export const signum = defineOptimizer({
  id: "signum",
  label: "Signum",
  description: "Every parameter moves by η against the sign of its averaged gradient.",
  family: "libraries",
  year: 2018,
  source: "Bernstein et al., arXiv:1802.04434, algorithm 2",
  learningRate: learningRate(0.001, "length of every step"),
  hyperparameters: {
    momentum: beta(0.9, "weight of the past in the average (β)"),
  },
  state: { mean: 0 },
  formula: () => ({
    mean: String.raw`@momentum\,@last.mean + (1 - @momentum)\,@gradient`,
    m: String.raw`\operatorname{sign}(@mean)`,
    sigma: "1",
  }),

  update({ gradient: g }, state, { momentum }) {
    const mean = momentum * state.mean + (1 - momentum) * g;
    return { m: Math.sign(mean), sigma: 1, state: { mean } };
  },

  zhTw: {
    "Every parameter moves by η against the sign of its averaged gradient.":
      "每個參數沿平均梯度符號的反方向走 η。",
    "weight of the past in the average (β)": "過去在平均裡的權重(β)",
  },
});
