import { biasCorrections, type BiasCorrections } from "./biasCorrection";
import { amount, beta, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Yogi: Adam whose σ² moves by at most (1 − β₂)·g² a step, so that it cannot collapse.
 *
 *     v ← v − (1 − β₂)·sign(v − g²)·g²
 *
 * u and v start from `initialAccumulatorValue`, both corrected for bias, as in Optax.
 *
 * Zaheer et al., "Adaptive methods for nonconvex optimization", NeurIPS 2018; optax.yogi.
 */
export const yogi = defineOptimizer({
  id: "yogi",
  label: "Yogi",
  description: "Adam whose σ² moves additively, so that it cannot collapse.",
  family: "libraries",
  year: 2018,
  source: "Zaheer et al., NeurIPS 2018",
  learningRate: learningRate(0.01),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-3),
    initialAccumulatorValue: amount(1e-6, "what m and σ² start from", [0, 1]),
  },
  state: { mean: 0, meanSquare: 0 },
  start: (_at, { initialAccumulatorValue }) => ({
    mean: initialAccumulatorValue,
    meanSquare: initialAccumulatorValue,
  }),
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    meanSquare: String.raw`@last.meanSquare - (1 - @beta2)\operatorname{sign}\left(@last.meanSquare - (@gradient)^2\right)(@gradient)^2`,
    sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
  }),

  perStep: (_step, { beta1, beta2 }, previous: BiasCorrections | undefined) =>
    biasCorrections(previous, beta1, beta2),

  update({ gradient: g }, state, { beta1, beta2, eps }, { meanCorrection, rootCorrection }) {
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const square = g * g;
    const meanSquare =
      state.meanSquare - (1 - beta2) * Math.sign(state.meanSquare - square) * square;
    return {
      m: mean * meanCorrection,
      sigma: Math.sqrt(meanSquare) * rootCorrection + eps,
      state: { mean, meanSquare },
    };
  },

  zhTw: {
    "Adam whose σ² moves additively, so that it cannot collapse.":
      "Adam,σ² 以加減的方式變動，不會突然塌縮。",
    "what m and σ² start from": "m 與 σ² 的初始值",
  },
});
