import { beta, convention, coupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * RAdam: Adam that divides by σ only once σ is a statistic of enough samples: warm-up made precise.
 *
 *     ρ^t = ρ∞ − 2(t+1)·β₂^{t+1} / (1 − β₂^{t+1}),   ρ∞ = 2/(1 − β₂) − 1
 *     ρ^t > 5:   σ = (√v + ε) / ( √(1 − β₂^{t+1}) · r ),   r² = (ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ)
 *     else:      σ = 1
 *
 * Optax adds ε after the correction, σ = (√(v/(1 − β₂^{t+1})) + ε) / r, and begins at ρ^t ≥ 5.
 *
 * Liu et al., "On the variance of the adaptive learning rate and beyond", arXiv:1908.03265; torch.optim.RAdam 1.13;
 * optax.radam.
 */
export const radam = defineOptimizer({
  id: "radam",
  label: "RAdam",
  description: "Adam that divides by σ only once σ rests on enough gradients.",
  family: "pytorch",
  year: 2019,
  source: "Liu et al., arXiv:1908.03265",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: coupledWeightDecay(),
    convention: convention(
      ["pytorch", "optax"],
      "pytorch: ε before the bias correction of σ; optax: after",
    ),
  },
  state: { mean: 0, meanSquare: 0 },
  formula: ({ convention }) => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    sigma:
      convention === "pytorch"
        ? String.raw`\frac{\sqrt{@meanSquare} + @eps}{r^{t}\sqrt{1 - (@beta2)^{@t + 1}}}\ \text{if}\ \rho^{t} > 5,\ \text{else}\ 1`
        : String.raw`\frac{1}{r^{t}}\left(\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps\right)\ \text{if}\ \rho^{t} \ge 5,\ \text{else}\ 1`,
  }),

  perStep({ t }, { beta1, beta2, convention }) {
    const kept = Math.pow(beta2, t + 1);
    const longest = 2 / (1 - beta2) - 1;
    const length = longest - (2 * (t + 1) * kept) / (1 - kept);
    const enough = convention === "optax" ? length >= 5 : length > 5;
    const rectification = enough
      ? Math.sqrt(
          ((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length),
        )
      : 1;
    return {
      meanCorrection: 1 / (1 - Math.pow(beta1, t + 1)),
      rootShare: enough ? 1 / (Math.sqrt(1 - kept) * rectification) : 0,
      epsilonShare: enough && convention === "optax" ? 1 / rectification : 0,
      plainShare: enough ? 0 : 1,
    };
  },

  update({ gradient, theta }, state, hyperparameters, scalars) {
    const { beta1, beta2, eps, weightDecay, convention } = hyperparameters;
    const g = withDecay(gradient, weightDecay, theta);
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    const root = Math.sqrt(meanSquare);
    const scale =
      convention === "optax"
        ? root * scalars.rootShare + eps * scalars.epsilonShare
        : (root + eps) * scalars.rootShare;
    return {
      m: mean * scalars.meanCorrection,
      sigma: scale + scalars.plainShare,
      state: { mean, meanSquare },
    };
  },

  zhTw: {
    "Adam that divides by σ only once σ rests on enough gradients.":
      "Adam，等 σ 依據了足夠多的梯度才除以它。",
    "pytorch: ε before the bias correction of σ; optax: after":
      "pytorch:σ 修正偏差之前就加 ε;optax：修正之後",
  },
});
