import { biasCorrections, type BiasCorrections } from "./biasCorrection";
import {
  beta,
  convention,
  decoupledWeightDecay,
  epsilon,
  flag,
  learningRate,
} from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * AdamW: Adam with weight decay beside the step instead of inside the gradient.
 *
 *     θ ← (1 − η·λ)·θ − (η/σ)·m        m and σ as in Adam, also in Keras' convention
 *
 * λ is 0.01 in PyTorch, 0.004 in Keras, 1e-4 in Optax. `amsgrad` is as in `adam.ts`.
 *
 * Loshchilov & Hutter, "Decoupled weight decay regularization", arXiv:1711.05101; torch.optim.AdamW 1.13;
 * keras.optimizers.AdamW 3.
 */
export const adamw = defineOptimizer({
  id: "adamw",
  label: "AdamW",
  description: "Adam with weight decay beside the step instead of inside the gradient.",
  family: "pytorch",
  year: 2017,
  source: "Loshchilov & Hutter, arXiv:1711.05101",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: decoupledWeightDecay(0.01),
    amsgrad: flag(false, "divide by the largest mean square so far, corrected after"),
    convention: convention(
      ["pytorch", "keras"],
      "pytorch, optax: ε after the bias correction of σ; keras: before",
    ),
  },
  state: { mean: 0, meanSquare: 0, largest: 0 },
  formula: ({ amsgrad, convention }) => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    ...(amsgrad && { largest: String.raw`\max(@last.largest,\; @meanSquare)` }),
    sigma:
      convention === "pytorch"
        ? String.raw`\sqrt{\frac{${amsgrad ? "@largest" : "@meanSquare"}}{1 - (@beta2)^{@t + 1}}} + @eps`
        : String.raw`\frac{\sqrt{${amsgrad ? "@largest" : "@meanSquare"}} + @eps}{\sqrt{1 - (@beta2)^{@t + 1}}}`,
    decay: "@weightDecay",
  }),

  perStep: (_step, { beta1, beta2 }, previous: BiasCorrections | undefined) =>
    biasCorrections(previous, beta1, beta2),

  update({ gradient: g }, state, hyperparameters, { meanCorrection, rootCorrection }) {
    const { beta1, beta2, eps, weightDecay, amsgrad, convention } = hyperparameters;
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    const largest = amsgrad ? Math.max(state.largest, meanSquare) : 0;
    const root = Math.sqrt(amsgrad ? largest : meanSquare);
    return {
      m: mean * meanCorrection,
      sigma: convention === "pytorch" ? root * rootCorrection + eps : (root + eps) * rootCorrection,
      decay: weightDecay,
      state: { mean, meanSquare, largest },
    };
  },

  zhTw: {
    "Adam with weight decay beside the step instead of inside the gradient.":
      "Adam，權重衰減放在步伐之外，而不是梯度之內。",
  },
});
