import { amount, beta, coupledWeightDecay, epsilon, flag, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { argumentBlocks, blockNorm } from "./vectors/blocks";
import { filled } from "./vectors/arithmetic";
import { withDecay } from "./withDecay";

interface Memory {
  readonly movement: Float64Array;
  readonly lastRate: number;
}

/**
 * LARS: momentum in which each argument's gradient is first scaled to the size of the argument.
 *
 *     u = g + λ·θ        r = trustCoefficient·‖θ‖/(‖u‖ + ε) of each argument, 1 where a norm is 0
 *     v ← μ·v + η·r·u        θ ← θ − v        (nesterov: θ − (η·r·u + μ·v))
 *
 * As in Optax η is inside v, so m = μ·(η^{t−1}/η^t)·m + r·u and σ = 1. Neighbouring scalar arguments count as one.
 *
 * You, Gitman, Ginsburg, "Large batch training of convolutional networks", arXiv:1708.03888; optax.lars.
 */
export const lars = defineVectorOptimizer({
  id: "lars",
  label: "LARS",
  description: "Momentum with each argument's gradient scaled to the argument's size.",
  family: "libraries",
  year: 2017,
  source: "You, Gitman, Ginsburg, arXiv:1708.03888",
  coupling: "a norm per argument",
  ownRates: true,
  learningRate: learningRate(0.1),
  hyperparameters: {
    momentum: beta(0.9, "share of the last movement that is kept (μ)"),
    weightDecay: coupledWeightDecay(),
    trustCoefficient: amount(0.001, "length of a step per length of the argument", [0, 1]),
    eps: epsilon(0, "added to the gradient's norm", 0),
    nesterov: flag(false, "look ahead along the movement"),
  },
  formula: ({ nesterov }) => ({
    ratio: String.raw`@trustCoefficient\,\frac{\lVert \theta^{t} \rVert}{\lVert g^{t} + @weightDecay\,\theta^{t} \rVert + @eps}`,
    movement: String.raw`@momentum\,@last.movement + @ratio\,(@gradient + @weightDecay\,@theta)`,
    m: nesterov
      ? String.raw`@ratio\,(@gradient + @weightDecay\,@theta) + @momentum\,@movement`
      : "@movement",
    sigma: "1",
  }),
  symbols: { ratio: "r^{t}", movement: "v^{t}" },

  initialState: (dimension): Memory => ({
    movement: new Float64Array(dimension),
    lastRate: 0,
  }),

  update({ theta, gradient, learningRate, shapes }, memory, hyperparameters) {
    const { momentum, weightDecay, trustCoefficient, eps, nesterov } = hyperparameters;
    const carried = learningRate > 0 ? memory.lastRate / learningRate : 1;
    const scaled = gradient.map((g, i) => withDecay(g, weightDecay, theta[i]!));
    for (const block of argumentBlocks(shapes)) {
      const [size, slope] = [blockNorm(theta, block), blockNorm(scaled, block)];
      const ratio = size === 0 || slope === 0 ? 1 : (trustCoefficient * size) / (slope + eps);
      for (let i = block.from; i < block.to; i++) scaled[i] = ratio * scaled[i]!;
    }
    const movement = scaled.map((u, i) => momentum * carried * memory.movement[i]! + u);
    return {
      m: nesterov ? scaled.map((u, i) => u + momentum * movement[i]!) : movement,
      sigma: filled(theta.length, 1),
      state: { movement, lastRate: learningRate },
    };
  },

  zhTw: {
    "Momentum with each argument's gradient scaled to the argument's size.":
      "動量法，每個引數的梯度依引數的大小縮放。",
    "added to the gradient's norm": "加在梯度的範數上",
  },
});
