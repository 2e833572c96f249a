import { beta, decoupledWeightDecay, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Lion: the sign of a momentum, found by program search: every parameter moves by exactly η.
 *
 *     m = sign(β₁·u + (1 − β₁)·g)        u ← β₂·u + (1 − β₂)·g        σ = 1
 *
 * Chen et al., "Symbolic discovery of optimization algorithms", arXiv:2302.06675; optax.lion.
 */
export const lion = defineOptimizer({
  id: "lion",
  label: "Lion",
  description: "Every parameter moves by exactly η, along the sign of a momentum.",
  family: "libraries",
  year: 2023,
  source: "Chen et al., arXiv:2302.06675",
  learningRate: learningRate(0.001, "length of every step"),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in the step"),
    beta2: beta(0.99, "weight of the past in the memory"),
    weightDecay: decoupledWeightDecay(0.001),
  },
  state: { mean: 0 },
  formula: () => ({
    m: String.raw`\operatorname{sign}\left(@beta1\,@last.mean + (1 - @beta1)\,@gradient\right)`,
    mean: String.raw`@beta2\,@last.mean + (1 - @beta2)\,@gradient`,
    sigma: "1",
    decay: "@weightDecay",
  }),

  update({ gradient: g }, { mean }, { beta1, beta2, weightDecay }) {
    return {
      m: Math.sign(beta1 * mean + (1 - beta1) * g),
      sigma: 1,
      decay: weightDecay,
      state: { mean: beta2 * mean + (1 - beta2) * g },
    };
  },

  zhTw: {
    "Every parameter moves by exactly η, along the sign of a momentum.":
      "每個參數沿動量的符號剛好走 η。",
    "weight of the past in the step": "過去在步伐裡的權重",
    "weight of the past in the memory": "過去在記憶裡的權重",
  },
});
