import { biasCorrections, type BiasCorrections } from "./biasCorrection";
import { beta, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * AdaBelief: Adam whose σ is the size of the surprise, g − m, instead of the gradient's.
 *
 *     u ← β₁·u + (1 − β₁)·g        m = u / (1 − β₁^{t+1})
 *     v ← β₂·v + (1 − β₂)·(g − u)² + ε_root
 *     σ = √( v/(1 − β₂^{t+1}) ) + ε
 *
 * Zhuang et al., "AdaBelief optimizer", arXiv:2010.07468; optax.adabelief (the new u in the surprise).
 */
export const adabelief = defineOptimizer({
  id: "adabelief",
  label: "AdaBelief",
  description: "Adam whose σ is the size of the surprise in the gradient.",
  family: "libraries",
  year: 2020,
  source: "Zhuang et al., arXiv:2010.07468",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-16),
    epsRoot: epsilon(1e-16, "added to σ² each step"),
  },
  state: { mean: 0, meanSquare: 0 },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient - @mean)^2 + @epsRoot`,
    sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
  }),

  perStep: (_step, { beta1, beta2 }, previous: BiasCorrections | undefined) =>
    biasCorrections(previous, beta1, beta2),

  update({ gradient: g }, state, { beta1, beta2, eps, epsRoot }, scalars) {
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const surprise = g - mean;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * surprise * surprise + epsRoot;
    return {
      m: mean * scalars.meanCorrection,
      sigma: Math.sqrt(meanSquare) * scalars.rootCorrection + eps,
      state: { mean, meanSquare },
    };
  },

  zhTw: {
    "Adam whose σ is the size of the surprise in the gradient.": "Adam,σ 取梯度出乎意料的程度。",
    "added to σ² each step": "每一步加在 σ² 上",
  },
});
