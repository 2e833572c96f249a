import { learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Rprop: only the sign of the gradient counts; each parameter has a step size that grows while the sign holds.
 *
 *     g·g_last > 0:  Δ ← min(η₊·Δ, Δmax)
 *     g·g_last < 0:  Δ ← max(η₋·Δ, Δmin), and no step this time
 *     θ ← θ − Δ·sign(g)         m = sign(g), σ = η/Δ
 *
 * Δ starts from η^0; a schedule has no effect after that, as in PyTorch.
 *
 * Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning", 1993; torch.optim.Rprop 1.13.
 */
export const rprop = defineOptimizer({
  id: "rprop",
  label: "Rprop",
  description: "Only the sign of the gradient counts; step sizes grow while it holds.",
  family: "pytorch",
  year: 1993,
  source: "Riedmiller & Braun, ICNN 1993",
  learningRate: learningRate(0.01, "first step size of every parameter"),
  hyperparameters: {
    etaMinus: {
      default: 0.5,
      min: 0.01,
      max: 0.999,
      help: "factor of the step after a change of sign",
    },
    etaPlus: { default: 1.2, min: 1.001, max: 10, help: "factor of the step while the sign holds" },
    stepMin: { default: 1e-6, min: 1e-30, max: 1, scale: "log", help: "smallest step size" },
    stepMax: { default: 50, min: 1e-6, max: 1e6, scale: "log", help: "largest step size" },
  },
  check: ({ stepMin, stepMax }) =>
    stepMin > stepMax ? "stepMin must not be above stepMax" : undefined,
  state: { stepSize: 0, lastGradient: 0 },
  start: ({ learningRate }) => ({ stepSize: learningRate, lastGradient: 0 }),
  formula: () => ({
    stepSize: String.raw`@last.stepSize \cdot \left(@etaPlus\ \text{if}\ @gradient\,@last.lastGradient > 0,\ @etaMinus\ \text{if}\ < 0\right)`,
    m: String.raw`\operatorname{sign}(@gradient)\ \text{unless the sign changed}`,
    sigma: String.raw`@learningRate / @stepSize`,
  }),

  update({ gradient, learningRate }, state, { etaMinus, etaPlus, stepMin, stepMax }) {
    const agreement = gradient * state.lastGradient;
    const growth = agreement > 0 ? etaPlus : agreement < 0 ? etaMinus : 1;
    const stepSize = Math.min(Math.max(state.stepSize * growth, stepMin), stepMax);
    const g = agreement < 0 ? 0 : gradient;
    return {
      m: Math.sign(g),
      sigma: learningRate > 0 ? learningRate / stepSize : 1,
      state: { stepSize, lastGradient: g },
    };
  },

  zhTw: {
    "Only the sign of the gradient counts; step sizes grow while it holds.":
      "只看梯度的正負號；符號不變時步伐變大。",
    "first step size of every parameter": "每個參數最初的步伐大小",
    "factor of the step after a change of sign": "符號改變之後步伐的倍數",
    "factor of the step while the sign holds": "符號不變時步伐的倍數",
    "smallest step size": "最小的步伐",
    "largest step size": "最大的步伐",
    "stepMin must not be above stepMax": "stepMin 不能大於 stepMax",
  },
});
