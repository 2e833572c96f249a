import {
  amount,
  beta,
  convention,
  coupledWeightDecay,
  epsilon,
  learningRate,
} from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * NAdam: Adam with Nesterov's look ahead, its momentum rising towards β₁.
 *
 *     μ^t = β₁·(1 − ½·0.96^{(t+1)·ψ})            ψ is momentumDecay
 *     u ← β₁·u + (1 − β₁)·g
 *     m = (1 − μ^t)·g / (1 − Π_{s≤t} μ^s) + μ^{t+1}·u / (1 − Π_{s≤t+1} μ^s)
 *     σ = √( v/(1 − β₂^{t+1}) ) + ε
 *
 * PyTorch 1.13 has μ^t twice in the second product; later versions are as above. Keras' Nadam is ψ = 1. Optax keeps
 * μ = β₁ and corrects as Adam does: m = (1 − β₁)·g/(1 − β₁^{t+1}) + β₁·u/(1 − β₁^{t+2}).
 *
 * Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016; torch.optim.NAdam; keras.optimizers.Nadam 3;
 * optax.nadam.
 */
export const nadam = defineOptimizer({
  id: "nadam",
  label: "NAdam",
  description: "Adam with Nesterov's look ahead.",
  family: "pytorch",
  year: 2016,
  source: "Dozat, ICLR workshop 2016",
  learningRate: learningRate(0.002),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: coupledWeightDecay(),
    momentumDecay: amount(0.004, "how fast the momentum rises to β₁ (ψ)", [0, 0.1]),
    convention: convention(
      ["pytorch", "pytorch1.13", "optax"],
      "pytorch1.13: counts this step's momentum twice in the correction, as that version does; optax: momentum β₁ throughout",
    ),
  },
  state: { mean: 0, meanSquare: 0 },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`@gradientShare\,@gradient + @meanShare\,@mean`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
  }),
  /** In Optax's convention μ is β₁ at every step, and so are the products powers of it. */
  symbols: {
    gradientShare: String.raw`\tfrac{1 - \mu^{t}}{1 - \prod_{s \le t} \mu^{s}}`,
    meanShare: String.raw`\tfrac{\mu^{t+1}}{1 - \prod_{s \le t+1} \mu^{s}}`,
  },

  perStep(
    { t },
    { beta1, beta2, momentumDecay, convention },
    previous:
      | { product: number; gradientShare: number; meanShare: number; rootCorrection: number }
      | undefined,
  ) {
    const momentumAt = (step: number): number =>
      convention === "optax" ? beta1 : beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));
    const current = momentumAt(t + 1);
    const next = momentumAt(t + 2);
    const product = (previous?.product ?? 1) * current;
    const nextProduct = product * next * (convention === "pytorch1.13" ? current : 1);
    return {
      product,
      gradientShare: (1 - current) / (1 - product),
      meanShare: next / (1 - nextProduct),
      rootCorrection: 1 / Math.sqrt(1 - Math.pow(beta2, t + 1)),
    };
  },

  update({ gradient, theta }, state, { beta1, beta2, eps, weightDecay }, scalars) {
    const g = withDecay(gradient, weightDecay, theta);
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    return {
      m: scalars.gradientShare * g + scalars.meanShare * mean,
      sigma: Math.sqrt(meanSquare) * scalars.rootCorrection + eps,
      state: { mean, meanSquare },
    };
  },

  zhTw: {
    "Adam with Nesterov's look ahead.": "Adam 加上 Nesterov 前瞻。",
    "how fast the momentum rises to β₁ (ψ)": "動量升到 β₁ 的快慢(ψ)",
    "pytorch1.13: counts this step's momentum twice in the correction, as that version does; optax: momentum β₁ throughout":
      "pytorch1.13：如同那個版本，在修正時把這一步的動量算兩次；optax：動量始終是 β₁",
  },
});
