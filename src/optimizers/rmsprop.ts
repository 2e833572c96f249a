import {
  beta,
  convention,
  coupledWeightDecay,
  epsilon,
  flag,
  learningRate,
} from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { safeScale } from "./safeScale";
import { withDecay } from "./withDecay";

/**
 * RMSProp: each parameter's rate is divided by a running root mean square of its gradient.
 *
 *     v ← α·v + (1 − α)·g²        σ = √v + ε        θ ← θ − η/σ · g
 *
 * α near 0 trusts the newest gradient; old ones fade with powers of α. As in PyTorch v starts from 0 and ε is added
 * outside the root. The lecture's σ starts from |g^0| and has no ε; Keras and Optax keep ε inside the root. `centered`
 * subtracts the squared running mean: σ is then a standard deviation. With `momentum` μ the movement is
 * b ← μ·b + g/σ, θ ← θ − η·b, so m = σ·b; Keras and Optax have η inside b, b ← μ·(η^{t−1}/η^t)·b + g/σ, which is the
 * same while η is constant.
 *
 * Tieleman & Hinton, "Lecture 6.5 – rmsprop", Coursera, 2012; torch.optim.RMSprop 1.13; keras.optimizers.RMSprop 3;
 * optax.rmsprop.
 */
export const rmsprop = defineOptimizer({
  id: "rmsprop",
  label: "RMSProp",
  description: "Each parameter's rate is divided by a running root mean square of its gradient.",
  family: "lecture",
  year: 2012,
  source: "Tieleman & Hinton, Coursera lecture 6.5, 2012",
  learningRate: learningRate(0.01),
  hyperparameters: {
    alpha: beta(0.99, "weight of the past in σ²"),
    eps: epsilon(1e-8, "keeps σ above 0; the lecture has none", 0),
    weightDecay: coupledWeightDecay(),
    momentum: beta(0, "share of the last movement that is kept (μ)"),
    centered: flag(false, "divide by a running standard deviation instead"),
    convention: convention(
      ["pytorch", "lecture", "keras", "optax"],
      "pytorch: σ² from 0, ε outside the root; lecture: σ from |g⁰|, no ε; keras, optax: ε inside the root, η inside the movement",
    ),
  },
  state: { meanSquare: 0, mean: 0, movement: 0 },
  formula: ({ momentum, centered, convention }) => {
    const variance = centered ? "@meanSquare - (@mean)^2" : "@meanSquare";
    return {
      ...(centered && { mean: String.raw`@alpha\,@last.mean + (1 - @alpha)\,@gradient` }),
      meanSquare: String.raw`@alpha\,@last.meanSquare + (1 - @alpha)\,(@gradient)^2`,
      sigma:
        convention === "lecture"
          ? String.raw`\sqrt{${variance}}`
          : convention === "pytorch"
            ? String.raw`\sqrt{${variance}} + @eps`
            : String.raw`\sqrt{${variance} + @eps}`,
      ...(momentum > 0 && {
        movement: isInside(convention)
          ? String.raw`@momentum\,@carried\,@last.movement + @gradient / @sigma`
          : String.raw`@momentum\,@last.movement + @gradient / @sigma`,
      }),
      m: momentum > 0 ? String.raw`@sigma\,@movement` : "@gradient",
    };
  },

  symbols: { carried: String.raw`\tfrac{\eta^{t-1}}{\eta^{t}}` },

  /** The lecture's σ^0 = |g^0| is a first step that keeps nothing of the past. */
  perStep(
    { t, learningRate },
    { alpha, convention },
    previous: { keep: number; carried: number; rate: number } | undefined,
  ) {
    const carried = previous === undefined || learningRate === 0 ? 1 : previous.rate / learningRate;
    return {
      keep: convention === "lecture" && t === 0 ? 0 : alpha,
      carried: isInside(convention) ? carried : 1,
      rate: learningRate,
    };
  },

  update({ gradient, theta }, state, hyperparameters, { keep, carried }) {
    const { eps, weightDecay, momentum, centered, convention } = hyperparameters;
    const g = withDecay(gradient, weightDecay, theta);
    const meanSquare = keep * state.meanSquare + (1 - keep) * g * g;
    const mean = centered ? keep * state.mean + (1 - keep) * g : 0;
    const variance = centered ? Math.max(meanSquare - mean * mean, 0) : meanSquare;
    const sigma = safeScale(
      convention === "lecture"
        ? Math.sqrt(variance)
        : convention === "pytorch"
          ? Math.sqrt(variance) + eps
          : Math.sqrt(variance + eps),
    );
    const m = g + momentum * carried * state.movement * sigma;
    return { m, sigma, state: { meanSquare, mean, movement: m / sigma } };
  },

  zhTw: {
    "Each parameter's rate is divided by a running root mean square of its gradient.":
      "每個參數的學習率除以它梯度的移動均方根。",
    "divide by a running standard deviation instead": "改為除以移動標準差",
    "pytorch: σ² from 0, ε outside the root; lecture: σ from |g⁰|, no ε; keras, optax: ε inside the root, η inside the movement":
      "pytorch:σ² 從 0 開始，ε 在根號外；lecture:σ 從 |g⁰| 開始，沒有 ε;keras、optax:ε 在根號內，η 在移動量裡",
  },
});

/** Whether each part of the movement keeps the η of its step. */
function isInside(convention: string): boolean {
  return convention === "keras" || convention === "optax";
}
