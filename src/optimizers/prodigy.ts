import { amount, beta, decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";

interface Memory {
  readonly start: Float64Array;
  readonly mean: Float64Array;
  readonly meanSquare: Float64Array;
  readonly gradientSum: Float64Array;
  readonly numerator: number;
  readonly distance: number;
}

/**
 * Prodigy: Adam that estimates its own rate d, from how far the run has come.
 *
 *     b = √(1 − β₂^{t+1})/(1 − β₁^{t+1})
 *     r ← β₃·r + (d/d₀)·d·η·b·g·(θ^0 − θ)        s ← β₃·s + (d·η·b)·d·g/d₀
 *     u ← β₁·u + (1 − β₁)·d·g        v ← β₂·v + (1 − β₂)·(d·g)²
 *     d' = max(d, dCoef·r/‖s‖₁)
 *     θ ← (1 − η·λ·d·b)·θ − (η/σ)·u,    σ = (√v + d'·ε)/(d·b)
 *
 * Leave η at 1; a schedule shapes it. β₃ = 0 stands for √β₂.
 *
 * Mishchenko & Defazio, "Prodigy", arXiv:2306.06101; optax.contrib.prodigy.
 */
export const prodigy = defineVectorOptimizer({
  id: "prodigy",
  label: "Prodigy",
  description: "Adam that estimates its own rate from how far the run has come.",
  family: "libraries",
  year: 2023,
  source: "Mishchenko & Defazio, arXiv:2306.06101",
  coupling: "one estimated rate for all parameters",
  learningRate: learningRate(1, "factor of the estimated rate"),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    beta3: beta(0, "weight of the past in the estimate; 0 for √β₂"),
    eps: epsilon(1e-8),
    d0: {
      default: 1e-6,
      min: 1e-30,
      max: 1e3,
      scale: "log",
      slider: [1e-9, 1],
      help: "first estimate, too small",
    },
    dCoef: amount(1, "factor of every estimate", [0, 10]),
    weightDecay: decoupledWeightDecay(0),
  },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@distance\,@gradient`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@distance\,@gradient)^2`,
    m: "@mean",
    sigma: String.raw`\frac{\sqrt{@meanSquare} + @nextDistance\,@eps}{@distance\,@correction}`,
    decay: String.raw`@weightDecay\,@distance\,@correction`,
  }),
  symbols: {
    distance: "d^{t}",
    nextDistance: "d^{t+1}",
    correction: String.raw`b^{t}`,
    mean: "u^{t}",
    meanSquare: "v^{t}",
  },

  initialState: (dimension, { d0 }): Memory => ({
    start: new Float64Array(0),
    mean: new Float64Array(dimension),
    meanSquare: new Float64Array(dimension),
    gradientSum: new Float64Array(dimension),
    numerator: 0,
    distance: d0,
  }),

  update({ t, theta, gradient, learningRate }, memory, hyperparameters) {
    const { beta1, beta2, eps, d0, dCoef, weightDecay } = hyperparameters;
    const beta3 = hyperparameters.beta3 === 0 ? Math.sqrt(beta2) : hyperparameters.beta3;
    const start = t === 0 ? theta.slice() : memory.start;
    const d = memory.distance;
    const correction = Math.sqrt(1 - Math.pow(beta2, t + 1)) / (1 - Math.pow(beta1, t + 1));
    const rate = d * learningRate * correction;
    const mean = gradient.map((g, i) => beta1 * memory.mean[i]! + (1 - beta1) * d * g);
    const meanSquare = gradient.map(
      (g, i) => beta2 * memory.meanSquare[i]! + (1 - beta2) * (d * g) * (d * g),
    );
    const gradientSum = gradient.map(
      (g, i) => beta3 * memory.gradientSum[i]! + (rate * d * g) / d0,
    );
    const progress = gradient.reduce((sum, g, i) => sum + g * (start[i]! - theta[i]!), 0);
    const numerator = beta3 * memory.numerator + (d / d0) * rate * progress;
    const denominator = gradientSum.reduce((sum, value) => sum + Math.abs(value), 0);
    const estimate = denominator > 0 ? (dCoef * numerator) / denominator : d;
    const distance = Math.max(d, estimate);
    return {
      m: mean,
      sigma: meanSquare.map((square) => (Math.sqrt(square) + distance * eps) / (d * correction)),
      decay: weightDecay * d * correction,
      state: { start, mean, meanSquare, gradientSum, numerator, distance },
    };
  },

  zhTw: {
    "Adam that estimates its own rate from how far the run has come.":
      "Adam，由已經走了多遠來估計自己的學習率。",
    "one estimated rate for all parameters": "所有參數共用的一個估計學習率",
    "factor of the estimated rate": "乘在估計學習率上的倍數",
    "weight of the past in the estimate; 0 for √β₂": "過去在估計裡的權重；0 表示 √β₂",
    "first estimate, too small": "最初的估計，刻意取得太小",
    "factor of every estimate": "乘在每次估計上的倍數",
  },
});
