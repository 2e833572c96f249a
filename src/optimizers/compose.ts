import { biasCorrections, type BiasCorrections } from "./biasCorrection";
import { beta, choice, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { type MomentumPart, momentumParts } from "./parts/momentumParts";
import { type ScalePart, scaleParts } from "./parts/scaleParts";
import { safeScale } from "./safeScale";

/**
 * An optimizer from the lecture's parts: any m with any σ.
 *
 *     θ ← θ − η/(σ + ε) · m
 *
 * `emaCorrected` with `rmsCorrected` is Adam, `none` with `meanSquare` the lecture's Adagrad (up to ε), `none` with
 * `rms` RMSProp, `heavyBall` with `one` momentum. ε is left out where σ is `one` or the lecture's.
 *
 * H. Lee, "Tips for training: adaptive learning rate", NTU Machine Learning, 2021.
 */
export const compose = defineOptimizer({
  id: "compose",
  label: "Composed",
  description: "Any m with any σ, the lecture's formula taken apart.",
  family: "parts",
  year: 2021,
  source: "H. Lee, NTU Machine Learning, 2021",
  learningRate: learningRate(0.01),
  hyperparameters: {
    m: choice(
      ["emaCorrected", "none", "heavyBall", "nesterov", "ema"],
      "how past gradients make the direction",
    ),
    sigma: choice(
      ["rmsCorrected", "one", "meanSquare", "sumOfSquares", "rms", "maximum", "infinityNorm"],
      "how past gradients make the scale",
    ),
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ"),
    eps: epsilon(1e-8, "added to σ"),
  },
  state: { mean: 0, meanSquare: 0, largest: 0 },
  formula: (hyperparameters) => {
    const { m, sigma } = hyperparameters;
    const direction: MomentumPart["formula"] = momentumParts[m].formula;
    const scale: ScalePart["formula"] = scaleParts[sigma].formula;
    return {
      ...(direction.memory !== undefined && { mean: direction.memory }),
      m: direction.m,
      ...(scale.square !== undefined && { meanSquare: scale.square }),
      ...(scale.largest !== undefined && { largest: scale.largest }),
      sigma: hasEpsilon(sigma) ? `${scale.sigma} + @eps` : scale.sigma,
    };
  },

  perStep: ({ t }, { beta1, beta2 }, previous: BiasCorrections | undefined) => ({
    count: t + 1,
    ...biasCorrections(previous, beta1, beta2),
  }),

  update({ gradient }, state, { m: direction, sigma: scale, beta1, beta2, eps }, scalars) {
    const { count, meanCorrection, rootCorrection } = scalars;
    const moved = momentumParts[direction].apply({
      gradient,
      memory: state.mean,
      beta: beta1,
      correction: meanCorrection,
    });
    const scaled = scaleParts[scale].apply({
      gradient,
      square: state.meanSquare,
      largest: state.largest,
      beta: beta2,
      count,
      rootCorrection,
    });
    return {
      m: moved.m,
      sigma: hasEpsilon(scale) ? scaled.sigma + eps : safeScale(scaled.sigma),
      state: { mean: moved.memory, meanSquare: scaled.square, largest: scaled.largest },
    };
  },

  zhTw: {
    "Any m with any σ, the lecture's formula taken apart.": "任選 m 與 σ：把課堂上的式子拆開來。",
    "how past gradients make the direction": "過去的梯度如何決定方向",
    "how past gradients make the scale": "過去的梯度如何決定尺度",
    "weight of the past in σ": "過去在 σ 裡的權重",
  },
});

function hasEpsilon(scale: keyof typeof scaleParts): boolean {
  return scale !== "one" && scale !== "meanSquare";
}
