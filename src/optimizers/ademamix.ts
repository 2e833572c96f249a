import { amount, beta, count, decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * AdEMAMix: Adam with a second, much longer memory beside the first.
 *
 *     u₁ ← β₁·u₁ + (1 − β₁)·g        u₂ ← β₃·u₂ + (1 − β₃)·g
 *     m = u₁/(1 − β₁^{t+1}) + α·u₂        σ as in Adam
 *
 * For the first `warmup` steps α rises in a straight line and β₃'s half-life from β₁'s, as in the paper.
 *
 * Pagliardini, Ablin, Grangier, "The AdEMAMix optimizer", arXiv:2409.03137; optax.contrib.ademamix.
 */
export const ademamix = defineOptimizer({
  id: "ademamix",
  label: "AdEMAMix",
  description: "Adam with a second, much longer memory beside the first.",
  family: "libraries",
  year: 2024,
  source: "Pagliardini, Ablin, Grangier, arXiv:2409.03137",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in the short memory"),
    beta2: beta(0.999, "weight of the past in σ²"),
    beta3: beta(0.9999, "weight of the past in the long memory"),
    alpha: amount(5, "weight of the long memory", [0, 20]),
    eps: epsilon(1e-8),
    weightDecay: decoupledWeightDecay(0),
    warmup: count(0, "steps over which α and β₃ rise; 0 for none", [0, 1e7]),
  },
  state: { mean: 0, longMean: 0, meanSquare: 0 },
  formula: ({ warmup }) => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    longMean:
      warmup > 0
        ? String.raw`@longKeep\,@last.longMean + (1 - @longKeep)\,@gradient`
        : String.raw`@beta3\,@last.longMean + (1 - @beta3)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}} + ${warmup > 0 ? "@weight" : "@alpha"}\,@longMean`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    sigma: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
    decay: "@weightDecay",
  }),
  symbols: { longKeep: String.raw`\beta_3^{t}`, weight: String.raw`\alpha^{t}`, longMean: "u_2" },

  perStep({ t }, { beta1, beta2, beta3, alpha, warmup }) {
    const share = warmup > 0 ? Math.min(1, (t + 1) / warmup) : 1;
    const [short, long] = [Math.log(beta1), Math.log(beta3)];
    const between = Math.exp((short * long) / ((1 - share) * long + share * short));
    return {
      longKeep: share < 1 && beta1 > 0 ? Math.min(beta3, between) : beta3,
      weight: alpha * share,
      meanCorrection: 1 / (1 - Math.pow(beta1, t + 1)),
      rootCorrection: 1 / Math.sqrt(1 - Math.pow(beta2, t + 1)),
    };
  },

  update({ gradient: g }, state, { beta1, beta2, eps, weightDecay }, scalars) {
    const { longKeep, weight, meanCorrection, rootCorrection } = scalars;
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const longMean = longKeep * state.longMean + (1 - longKeep) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    return {
      m: mean * meanCorrection + weight * longMean,
      sigma: Math.sqrt(meanSquare) * rootCorrection + eps,
      decay: weightDecay,
      state: { mean, longMean, meanSquare },
    };
  },

  zhTw: {
    "Adam with a second, much longer memory beside the first.": "Adam，另外再加一個長得多的記憶。",
    "weight of the past in the short memory": "過去在短記憶裡的權重",
    "weight of the past in the long memory": "過去在長記憶裡的權重",
    "weight of the long memory": "長記憶的權重",
    "steps over which α and β₃ rise; 0 for none": "α 與 β₃ 上升的步數；0 表示不上升",
  },
});
