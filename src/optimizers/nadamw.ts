import { beta, decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * NAdamW: AdamW with Nesterov's look ahead at a constant β₁.
 *
 *     m = β₁·u/(1 − β₁^{t+2}) + (1 − β₁)·g/(1 − β₁^{t+1})        σ as in Adam
 *
 * Dozat, ICLR workshop 2016; optax.nadamw.
 */
export const nadamw = defineOptimizer({
  id: "nadamw",
  label: "NAdamW",
  description: "AdamW with Nesterov's look ahead.",
  family: "libraries",
  year: 2016,
  source: "Dozat, ICLR workshop 2016; optax.nadamw",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: decoupledWeightDecay(1e-4),
  },
  state: { mean: 0, meanSquare: 0 },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@beta1\,@mean}{1 - (@beta1)^{@t + 2}} + \frac{(1 - @beta1)\,@gradient}{1 - (@beta1)^{@t + 1}}`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
    decay: "@weightDecay",
  }),

  perStep: ({ t }, { beta1, beta2 }) => ({
    meanShare: beta1 / (1 - Math.pow(beta1, t + 2)),
    gradientShare: (1 - beta1) / (1 - Math.pow(beta1, t + 1)),
    rootCorrection: 1 / Math.sqrt(1 - Math.pow(beta2, t + 1)),
  }),

  update({ gradient: g }, state, { beta1, beta2, eps, weightDecay }, scalars) {
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    return {
      m: scalars.meanShare * mean + scalars.gradientShare * g,
      sigma: Math.sqrt(meanSquare) * scalars.rootCorrection + eps,
      decay: weightDecay,
      state: { mean, meanSquare },
    };
  },

  zhTw: {
    "AdamW with Nesterov's look ahead.": "AdamW 加上 Nesterov 前瞻。",
  },
});
