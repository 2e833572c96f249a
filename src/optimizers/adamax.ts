import { beta, coupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * Adamax: Adam with the infinity norm: σ is the largest gradient so far, slowly forgotten.
 *
 *     u ← β₁·u + (1 − β₁)·g        m = u / (1 − β₁^{t+1})
 *     σ ← max(β₂·σ, |g| + ε)
 *
 * Kingma & Ba, arXiv:1412.6980, section 7.1; torch.optim.Adamax 1.13.
 */
export const adamax = defineOptimizer({
  id: "adamax",
  label: "Adamax",
  description: "Adam whose σ is the largest gradient so far, slowly forgotten.",
  family: "pytorch",
  year: 2014,
  source: "Kingma & Ba, arXiv:1412.6980, section 7.1",
  learningRate: learningRate(0.002),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "share of σ that is kept each step"),
    eps: epsilon(1e-8),
    weightDecay: coupledWeightDecay(),
  },
  state: { mean: 0, largest: 0 },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    largest: String.raw`\max(@beta2\,@last.largest,\; |@gradient| + @eps)`,
    sigma: "@largest",
  }),

  perStep: ({ t }, { beta1 }) => ({ meanCorrection: 1 / (1 - Math.pow(beta1, t + 1)) }),

  update({ gradient, theta }, state, { beta1, beta2, eps, weightDecay }, { meanCorrection }) {
    const g = withDecay(gradient, weightDecay, theta);
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const largest = Math.max(beta2 * state.largest, Math.abs(g) + eps);
    return { m: mean * meanCorrection, sigma: largest, state: { mean, largest } };
  },
});
