import { amount, coupledWeightDecay, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * ASGD: gradient descent with a rate that falls and a small decay, so that the average of its points converges.
 *
 *     s^t = (1 + λ·η·t)^α        θ ← (1 − η·λ/s)·θ − (η/s)·g        σ = s
 *     average ← average + (θ − average)/max(1, t + 1 − t0)
 *
 * λ is `lambd`. As in PyTorch the average is kept beside θ and does not steer it.
 *
 * Polyak & Juditsky, "Acceleration of stochastic approximation by averaging", 1992; torch.optim.ASGD 1.13 (which applies
 * a change of η one step late).
 */
export const asgd = defineOptimizer({
  id: "asgd",
  label: "ASGD",
  description: "Gradient descent with a falling rate, for averaging its points.",
  family: "pytorch",
  year: 1992,
  source: "Polyak & Juditsky, SIAM J. Control Optim. 30(4), 1992",
  learningRate: learningRate(0.01, "step length per unit of gradient at t = 0"),
  hyperparameters: {
    lambd: amount(1e-4, "decay of θ and pace at which the rate falls (λ)", [0, 0.1]),
    alpha: amount(0.75, "power with which the rate falls (α)", [0, 1]),
    t0: amount(1e6, "step from which the points are averaged", [0, 1e6]),
    weightDecay: coupledWeightDecay(),
  },
  state: { average: 0 },
  start: ({ theta }) => ({ average: theta }),
  formula: () => ({
    m: "@gradient",
    sigma: String.raw`(1 + @lambd\,@learningRate\,@t)^{@alpha}`,
    decay: String.raw`@lambd / @sigma`,
  }),

  perStep: ({ t, learningRate }, { lambd, alpha, t0 }) => ({
    slowdown: Math.pow(1 + lambd * learningRate * t, alpha),
    averaging: t === 0 ? 1 : 1 / Math.max(1, t - t0),
  }),

  update({ gradient, theta, learningRate }, { average }, { lambd, weightDecay }, scalars) {
    const { slowdown, averaging } = scalars;
    const g = withDecay(gradient, weightDecay, theta);
    const decay = lambd / slowdown;
    const next = (1 - learningRate * decay) * theta - (learningRate / slowdown) * g;
    return {
      m: g,
      sigma: slowdown,
      decay,
      state: { average: average + averaging * (next - average) },
    };
  },

  zhTw: {
    "Gradient descent with a falling rate, for averaging its points.":
      "學習率遞減的梯度下降，用來平均走過的點。",
    "step length per unit of gradient at t = 0": "t = 0 時每單位梯度的步伐長度",
    "decay of θ and pace at which the rate falls (λ)": "θ 的衰減，也是學習率下降的快慢(λ)",
    "power with which the rate falls (α)": "學習率下降的次方(α)",
    "step from which the points are averaged": "從第幾步開始平均走過的點",
  },
});
