import { beta, decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { argumentBlocks, blockNorm } from "./vectors/blocks";

interface Memory {
  readonly mean: Float64Array;
  readonly meanSquare: Float64Array;
}

/**
 * LAMB: Adam whose step is scaled to the size of each argument.
 *
 *     u = û/(√v̂ + ε) + λ·θ        r = ‖θ‖/‖u‖ of each argument, 1 where a norm is 0
 *     θ ← θ − η·r·u
 *
 * so σ = (√v̂ + ε)/r and m = û + λ·θ·(√v̂ + ε). Neighbouring scalar arguments count as one.
 *
 * You et al., "Large batch optimization for deep learning", arXiv:1904.00962; optax.lamb.
 */
export const lamb = defineVectorOptimizer({
  id: "lamb",
  label: "LAMB",
  description: "Adam whose step is scaled to the size of each argument.",
  family: "libraries",
  year: 2019,
  source: "You et al., arXiv:1904.00962",
  coupling: "a norm per argument",
  ownRates: true,
  learningRate: learningRate(0.001, "length of a step per length of the argument"),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.999, "weight of the past in σ²"),
    eps: epsilon(1e-6),
    weightDecay: decoupledWeightDecay(0),
  },
  formula: () => ({
    mean: String.raw`@beta1\,@last.mean + (1 - @beta1)\,@gradient`,
    meanSquare: String.raw`@beta2\,@last.meanSquare + (1 - @beta2)\,(@gradient)^2`,
    divisor: String.raw`\sqrt{\frac{@meanSquare}{1 - (@beta2)^{@t + 1}}} + @eps`,
    m: String.raw`\frac{@mean}{1 - (@beta1)^{@t + 1}} + @weightDecay\,@theta\,@divisor`,
    sigma: String.raw`@divisor \cdot \frac{\lVert m^{t} / \hat\sigma^{t} \rVert}{\lVert \theta^{t} \rVert}`,
  }),
  symbols: { divisor: String.raw`\hat\sigma^{t}`, mean: "u^{t}", meanSquare: "v^{t}" },

  initialState: (dimension): Memory => ({
    mean: new Float64Array(dimension),
    meanSquare: new Float64Array(dimension),
  }),

  update({ t, theta, gradient, shapes }, memory, { beta1, beta2, eps, weightDecay }) {
    const meanCorrection = 1 / (1 - Math.pow(beta1, t + 1));
    const rootCorrection = 1 / Math.sqrt(1 - Math.pow(beta2, t + 1));
    const mean = gradient.map((g, i) => beta1 * memory.mean[i]! + (1 - beta1) * g);
    const meanSquare = gradient.map((g, i) => beta2 * memory.meanSquare[i]! + (1 - beta2) * g * g);
    const sigma = meanSquare.map((square) => Math.sqrt(square) * rootCorrection + eps);
    const m = mean.map((u, i) => u * meanCorrection + weightDecay * theta[i]! * sigma[i]!);
    const wanted = m.map((value, i) => value / sigma[i]!);
    for (const block of argumentBlocks(shapes)) {
      const [size, length] = [blockNorm(theta, block), blockNorm(wanted, block)];
      const ratio = size === 0 || length === 0 ? 1 : size / length;
      for (let i = block.from; i < block.to; i++) sigma[i] = sigma[i]! / ratio;
    }
    return { m, sigma, state: { mean, meanSquare } };
  },

  zhTw: {
    "Adam whose step is scaled to the size of each argument.": "Adam，步伐依每個引數的大小縮放。",
  },
});
