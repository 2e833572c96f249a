import { beta, coupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * Adadelta: RMSProp whose rate is the running size of its own steps.
 *
 *     v ← ρ·v + (1 − ρ)·g²        σ = √(v + ε) / √(d + ε)
 *     d ← ρ·d + (1 − ρ)·(g/σ)²
 *
 * Zeiler, "ADADELTA", arXiv:1212.5701; torch.optim.Adadelta 1.13.
 */
export const adadelta = defineOptimizer({
  id: "adadelta",
  label: "Adadelta",
  description: "RMSProp whose rate is the running size of its own steps.",
  family: "pytorch",
  year: 2012,
  source: "Zeiler, arXiv:1212.5701",
  learningRate: learningRate(1, "factor of the method's own rate"),
  hyperparameters: {
    rho: beta(0.9, "weight of the past in both averages"),
    eps: epsilon(1e-6, "sets the size of the first steps"),
    weightDecay: coupledWeightDecay(),
  },
  state: { meanSquare: 0, meanSquareStep: 0 },
  formula: () => ({
    meanSquare: String.raw`@rho\,@last.meanSquare + (1 - @rho)\,(@gradient)^2`,
    sigma: String.raw`\frac{\sqrt{@meanSquare + @eps}}{\sqrt{@last.meanSquareStep + @eps}}`,
    meanSquareStep: String.raw`@rho\,@last.meanSquareStep + (1 - @rho)\,(@gradient / @sigma)^2`,
    m: "@gradient",
  }),

  update({ gradient, theta }, state, { rho, eps, weightDecay }) {
    const g = withDecay(gradient, weightDecay, theta);
    const meanSquare = rho * state.meanSquare + (1 - rho) * g * g;
    const sigma = Math.sqrt(meanSquare + eps) / Math.sqrt(state.meanSquareStep + eps);
    const step = g / sigma;
    const meanSquareStep = rho * state.meanSquareStep + (1 - rho) * step * step;
    return { m: g, sigma, state: { meanSquare, meanSquareStep } };
  },

  zhTw: {
    "RMSProp whose rate is the running size of its own steps.":
      "RMSProp，學習率取自己過去步伐的大小。",
    "factor of the method's own rate": "乘在方法自己的學習率上的倍數",
    "weight of the past in both averages": "過去在兩個平均裡的權重",
    "sets the size of the first steps": "決定最初幾步的大小",
  },
});
