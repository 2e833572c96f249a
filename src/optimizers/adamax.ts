import { beta, convention, coupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * Adamax: Adam with the infinity norm: σ is the largest gradient so far, slowly forgotten.
 *
 *     u ← β₁·u + (1 − β₁)·g        m = u / (1 − β₁^{t+1})
 *     pytorch, optax   w ← max(β₂·w, |g| + ε)        σ = w
 *     keras            w ← max(β₂·w, |g|)            σ = w + ε
 *
 * Kingma & Ba, arXiv:1412.6980, section 7.1; torch.optim.Adamax 1.13; keras.optimizers.Adamax 3; optax.adamax.
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
    convention: convention(
      ["pytorch", "keras"],
      "pytorch, optax: ε added to each |g|; keras: to the largest",
    ),
  },
  state: { mean: 0, largest: 0 },
  formula: ({ convention }) => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    largest:
      convention === "pytorch"
        ? String.raw`\max(@beta2\,@last.largest,\; |@gradient| + @eps)`
        : String.raw`\max(@beta2\,@last.largest,\; |@gradient|)`,
    sigma: convention === "pytorch" ? "@largest" : "@largest + @eps",
  }),

  perStep: ({ t }, { beta1 }) => ({ meanCorrection: 1 / (1 - Math.pow(beta1, t + 1)) }),

  update({ gradient, theta }, state, hyperparameters, { meanCorrection }) {
    const { beta1, beta2, eps, weightDecay, convention } = hyperparameters;
    const isTorch = convention === "pytorch";
    const g = withDecay(gradient, weightDecay, theta);
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const largest = Math.max(beta2 * state.largest, isTorch ? Math.abs(g) + eps : Math.abs(g));
    const sigma = isTorch ? largest : largest + eps;
    return { m: mean * meanCorrection, sigma, state: { mean, largest } };
  },

  zhTw: {
    "Adam whose σ is the largest gradient so far, slowly forgotten.":
      "Adam,σ 取過去最大的梯度，慢慢淡忘。",
    "pytorch, optax: ε added to each |g|; keras: to the largest":
      "pytorch、optax:ε 加在每個 |g| 上；keras：加在最大者上",
    "share of σ that is kept each step": "σ 每一步保留的比例",
  },
});
