import { beta, epsilon, flag, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * ADOPT: Adam that divides by the σ of the step before, and divides before it averages.
 *
 *     t = 0:   v = g², no step
 *     n = clip( g / max(√v, ε), ±t^¼ )        u ← β₁·u + (1 − β₁)·n
 *     θ ← θ − η·u        v ← β₂·v + (1 − β₂)·g²
 *
 * so σ = max(√v, ε) with the old v, and m = σ·u. `clipping: false` leaves out the clip.
 *
 * Taniguchi et al., "ADOPT: modified Adam can converge with any β₂", NeurIPS 2024; optax.contrib.adopt.
 */
export const adopt = defineOptimizer({
  id: "adopt",
  label: "ADOPT",
  description: "Adam that divides by the σ of the step before, and divides before it averages.",
  family: "libraries",
  year: 2024,
  source: "Taniguchi et al., arXiv:2411.02853",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.9999, "weight of the past in σ²"),
    eps: epsilon(1e-6, "σ is never below this"),
    clipping: flag(true, "hold g/σ within ±t^¼"),
  },
  state: { mean: 0, meanSquare: 0 },
  formula: ({ clipping }) => ({
    sigma: String.raw`\max\left(\sqrt{@last.meanSquare},\; @eps\right)`,
    mean: clipping
      ? String.raw`@beta1\,@last.mean + (1 - @beta1)\operatorname{clip}\left(@gradient / @sigma,\; \pm (@t)^{1/4}\right)`
      : String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient / @sigma`,
    m: String.raw`@sigma\,@mean`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
  }),

  /** At t = 0 the mean square is filled (keep 0), σ shows |g^0|, and the mean takes in nothing. */
  perStep: ({ t }, { beta1, beta2 }) => ({
    first: t === 0 ? 1 : 0,
    keep: t === 0 ? 0 : beta2,
    intake: t === 0 ? 0 : 1 - beta1,
    limit: Math.pow(t, 0.25),
  }),

  update({ gradient: g }, state, { beta1, eps, clipping }, { first, keep, intake, limit }) {
    const sigma = Math.max(Math.sqrt(state.meanSquare + first * g * g), eps);
    const ratio = g / sigma;
    const held = clipping ? Math.min(Math.max(ratio, -limit), limit) : ratio;
    const mean = beta1 * state.mean + intake * held;
    const meanSquare = keep * state.meanSquare + (1 - keep) * g * g;
    return { m: sigma * mean, sigma, state: { mean, meanSquare } };
  },

  zhTw: {
    "Adam that divides by the σ of the step before, and divides before it averages.":
      "Adam，除以上一步的 σ，而且先除再平均。",
    "hold g/σ within ±t^¼": "把 g/σ 限制在 ±t^¼ 之內",
  },
});
