import { beta, convention, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * AMSGrad: Adam whose σ never falls.
 *
 *     optax     v̂ = v/(1 − β₂^{t+1}),  w ← max(w, v̂),  σ = √w + ε
 *     pytorch   w ← max(w, v),  σ = √(w/(1 − β₂^{t+1})) + ε       (Adam with amsgrad: true)
 *
 * Reddi, Kale, Kumar, "On the convergence of Adam and beyond", ICLR 2018; optax.amsgrad; torch.optim.Adam 1.13.
 */
export const amsgrad = defineOptimizer({
  id: "amsgrad",
  label: "AMSGrad",
  description: "Adam whose σ never falls.",
  family: "libraries",
  year: 2018,
  source: "Reddi, Kale, Kumar, ICLR 2018",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    convention: convention(
      ["optax", "pytorch"],
      "optax: the largest corrected mean square; pytorch: the largest mean square, then corrected",
    ),
  },
  state: { mean: 0, meanSquare: 0, largest: 0 },
  formula: ({ convention }) => {
    const corrected = (square: string): string =>
      String.raw`\frac{${square}}{1 - (@beta2)^{@t + 1}}`;
    const optax = convention === "optax";
    return {
      mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
      m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
      meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
      largest: String.raw`\max\left(@last.largest,\; ${optax ? corrected("@meanSquare") : "@meanSquare"}\right)`,
      sigma: String.raw`\sqrt{${optax ? "@largest" : corrected("@largest")}} + @eps`,
    };
  },

  perStep: ({ t }, { beta1, beta2 }) => ({
    meanCorrection: 1 / (1 - Math.pow(beta1, t + 1)),
    squareCorrection: 1 / (1 - Math.pow(beta2, t + 1)),
  }),

  update({ gradient: g }, state, { beta1, beta2, eps, convention }, scalars) {
    const optax = convention === "optax";
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    const candidate = optax ? meanSquare * scalars.squareCorrection : meanSquare;
    const largest = Math.max(state.largest, candidate);
    const square = optax ? largest : largest * scalars.squareCorrection;
    return {
      m: mean * scalars.meanCorrection,
      sigma: Math.sqrt(square) + eps,
      state: { mean, meanSquare, largest },
    };
  },

  zhTw: {
    "Adam whose σ never falls.": "Adam,σ 從不變小。",
    "optax: the largest corrected mean square; pytorch: the largest mean square, then corrected":
      "optax：修正後最大的均方；pytorch：最大的均方，再修正",
  },
});
