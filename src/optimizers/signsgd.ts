import { learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * signSGD: every parameter moves by η against the sign of its gradient.
 *
 *     m = sign(g)        σ = 1
 *
 * Bernstein et al., "signSGD: compressed optimisation for non-convex problems", arXiv:1802.04434; optax.sign_sgd.
 */
export const signsgd = defineOptimizer({
  id: "signsgd",
  label: "signSGD",
  description: "Every parameter moves by η against the sign of its gradient.",
  family: "libraries",
  year: 2018,
  source: "Bernstein et al., arXiv:1802.04434",
  learningRate: learningRate(0.001, "length of every step"),
  hyperparameters: {},
  state: {},
  formula: () => ({ m: String.raw`\operatorname{sign}(@gradient)`, sigma: "1" }),

  update({ gradient: g }) {
    return { m: Math.sign(g), sigma: 1, state: {} };
  },

  zhTw: {
    "Every parameter moves by η against the sign of its gradient.":
      "每個參數沿梯度符號的反方向走 η。",
  },
});
