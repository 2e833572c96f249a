import { amount, beta, count, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Schedule-free AdamW: steps are taken from a fast point z, gradients at θ between z and the average of all z.
 *
 *     γ = η·w·√(1 − β₂^{t+1})          w: share of the warm-up passed
 *     c = weight^t / Σ weight          weight = (t+1)^r · (largest γ so far)^p
 *     d = g/(√v + ε) + λ·θ
 *     θ ← (1 − c)·θ + c·z − γ·(1 − β₁(1 − c))·d        z ← z − γ·d
 *
 * θ is the point the loss is taken at ("y" in the paper). σ = (√v + ε)/(w·√(1 − β₂^{t+1})), and m is what makes
 * (η/σ)·m this step.
 *
 * Defazio et al., "The road less scheduled", arXiv:2405.15682; facebookresearch/schedule_free AdamWScheduleFree.
 */
export const scheduleFreeAdamw = defineOptimizer({
  id: "scheduleFreeAdamw",
  label: "Schedule-free AdamW",
  description: "AdamW that averages its points instead of lowering its rate.",
  family: "libraries",
  year: 2024,
  source: "Defazio et al., arXiv:2405.15682",
  learningRate: learningRate(0.0025),
  hyperparameters: {
    beta1: beta(0.9, "how close θ is to the average instead of z"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: amount(0, "λ, taken at θ", [0, 0.1]),
    warmupSteps: count(0, "steps over which the rate rises", [0, 1e7]),
    // Larger powers overflow within a run.
    r: { default: 0, min: 0, max: 10, slider: [0, 4], help: "later points weigh (t+1)^r" },
    weightLrPower: {
      default: 2,
      min: 0,
      max: 10,
      slider: [0, 4],
      help: "points weigh by their rate to this power",
    },
  },
  state: { fast: 0, meanSquare: 0 },
  start: ({ theta }) => ({ fast: theta, meanSquare: 0 }),
  formula: () => ({
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    sigma: String.raw`\frac{\sqrt{@meanSquare} + @eps}{@rise}`,
    m: String.raw`@sigma\left(\frac{@share}{@learningRate}(@theta - @last.fast) + @rise\,\bigl(1 - @beta1(1 - @share)\bigr)\Bigl(\tfrac{@gradient}{@rise\,@sigma} + @weightDecay\,@theta\Bigr)\right)`,
    fast: String.raw`@last.fast - @learningRate\,@rise\Bigl(\tfrac{@gradient}{@rise\,@sigma} + @weightDecay\,@theta\Bigr)`,
  }),
  symbols: { fast: "z", share: "c^{t}", rise: "r^{t}" },

  perStep(
    { t, learningRate },
    { beta1, beta2, warmupSteps, r, weightLrPower },
    previous:
      | {
          largest: number;
          total: number;
          share: number;
          rise: number;
          pull: number;
          push: number;
        }
      | undefined,
  ) {
    const warm = t < warmupSteps ? (t + 1) / warmupSteps : 1;
    const rise = warm * Math.sqrt(1 - Math.pow(beta2, t + 1));
    const largest = Math.max(learningRate * rise, previous?.largest ?? 0);
    const weight = Math.pow(t + 1, r) * Math.pow(largest, weightLrPower);
    const total = (previous?.total ?? 0) + weight;
    const share = total > 0 ? weight / total : 0;
    return {
      largest,
      total,
      share,
      rise,
      pull: learningRate > 0 ? share / learningRate : 0,
      push: rise * (1 - beta1 * (1 - share)),
    };
  },

  update({ gradient: g, theta, learningRate }, state, { beta2, eps, weightDecay }, scalars) {
    const { rise, pull, push } = scalars;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    const divisor = Math.sqrt(meanSquare) + eps;
    const direction = g / divisor + weightDecay * theta;
    const sigma = divisor / rise;
    return {
      m: sigma * (pull * (theta - state.fast) + push * direction),
      sigma,
      state: { fast: state.fast - learningRate * rise * direction, meanSquare },
    };
  },

  zhTw: {
    "AdamW that averages its points instead of lowering its rate.":
      "AdamW，平均走過的點，而不降低學習率。",
    "how close θ is to the average instead of z": "θ 靠近平均（而非 z）的程度",
    "λ, taken at θ": "λ，在 θ 處計算",
    "steps over which the rate rises": "學習率上升的步數",
    "later points weigh (t+1)^r": "較晚的點權重為 (t+1)^r",
    "points weigh by their rate to this power": "點的權重是學習率的這個次方",
  },
});
