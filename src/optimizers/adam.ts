import { biasCorrections, type BiasCorrections } from "./biasCorrection";
import {
  beta,
  convention,
  coupledWeightDecay,
  epsilon,
  flag,
  learningRate,
} from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * Adam: RMSProp with momentum, both corrected for having started from 0.
 *
 *     u ← β₁·u + (1 − β₁)·g        m = u / (1 − β₁^{t+1})
 *     v ← β₂·v + (1 − β₂)·g²       σ = √( v / (1 − β₂^{t+1}) ) + ε
 *
 * Keras adds ε before the correction, σ = (√v + ε) / √(1 − β₂^{t+1}) (the paper's ε̂). `amsgrad` takes the largest v
 * so far and corrects it afterwards, as PyTorch (1.13 and since; older documentation writes it the other way round)
 * and Keras do; Optax's amsgrad takes the largest of the corrected ones (see `amsgrad.ts`).
 *
 * Kingma & Ba, "Adam: a method for stochastic optimization", arXiv:1412.6980; torch.optim.Adam 1.13;
 * keras.optimizers.Adam 3; Reddi, Kale, Kumar, ICLR 2018 (AMSGrad).
 */
export const adam = defineOptimizer({
  id: "adam",
  label: "Adam",
  description: "RMSProp with momentum, both corrected for having started from 0.",
  family: "lecture",
  year: 2014,
  source: "Kingma & Ba, arXiv:1412.6980",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-8),
    weightDecay: coupledWeightDecay(),
    amsgrad: flag(false, "divide by the largest mean square so far, corrected after"),
    convention: convention(
      ["pytorch", "keras"],
      "pytorch, optax: ε after the bias correction of σ; keras: before",
    ),
  },
  state: { mean: 0, meanSquare: 0, largest: 0 },
  formula: ({ amsgrad, convention }) => {
    const square = amsgrad ? "@largest" : "@meanSquare";
    return {
      mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
      m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}}`,
      meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
      ...(amsgrad && { largest: String.raw`\max(@last.largest,\; @meanSquare)` }),
      sigma:
        convention === "pytorch"
          ? String.raw`\sqrt{\frac{${square}}{1 - (@beta2)^{@t + 1}}} + @eps`
          : String.raw`\frac{\sqrt{${square}} + @eps}{\sqrt{1 - (@beta2)^{@t + 1}}}`,
    };
  },

  perStep: (_step, { beta1, beta2 }, previous: BiasCorrections | undefined) =>
    biasCorrections(previous, beta1, beta2),

  update({ gradient, theta }, state, hyperparameters, { meanCorrection, rootCorrection }) {
    const { beta1, beta2, eps, weightDecay, amsgrad, convention } = hyperparameters;
    const g = withDecay(gradient, weightDecay, theta);
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const meanSquare = beta2 * state.meanSquare + (1 - beta2) * g * g;
    const largest = amsgrad ? Math.max(state.largest, meanSquare) : 0;
    const root = Math.sqrt(amsgrad ? largest : meanSquare);
    const sigma =
      convention === "pytorch" ? root * rootCorrection + eps : (root + eps) * rootCorrection;
    return {
      m: mean * meanCorrection,
      sigma,
      state: { mean, meanSquare, largest },
    };
  },

  zhTw: {
    "RMSProp with momentum, both corrected for having started from 0.":
      "RMSProp 加上動量，兩者都修正了從 0 開始造成的偏差。",
  },
});
