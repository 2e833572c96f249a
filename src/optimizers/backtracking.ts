import { count, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { dot, plus, times } from "./vectors/arithmetic";
import { stepAlong } from "./vectors/stepAlong";

/**
 * Gradient descent that shortens each step until the loss falls enough (Armijo).
 *
 *     s = η, η·ρ, η·ρ², … until L(θ − s·g) ≤ L(θ) − c·s·‖g‖²
 *     θ ← θ − s·g            m = g, σ = η/s
 *
 * If no trial is good enough there is no step.
 *
 * Armijo, "Minimization of functions having Lipschitz continuous first partial derivatives", 1966; Nocedal & Wright,
 * "Numerical Optimization", algorithm 3.1.
 */
export const backtracking = defineVectorOptimizer({
  id: "backtracking",
  label: "Backtracking line search",
  description: "Gradient descent that shortens each step until the loss falls enough.",
  family: "classical",
  year: 1966,
  source: "Armijo, Pacific J. Math. 16(1), 1966",
  coupling: "a line search",
  learningRate: learningRate(1, "first step length to try, per unit of gradient"),
  hyperparameters: {
    rho: {
      default: 0.5,
      min: 0.01,
      max: 0.99,
      help: "factor of the length after a trial that failed",
    },
    c: {
      default: 1e-4,
      min: 0,
      max: 0.99,
      scale: "log",
      slider: [1e-6, 0.9],
      help: "share of the promised fall that counts as enough",
    },
    mostTrials: count(60, "trials before giving up", [1, 1000]),
  },
  formula: () => ({ m: "@gradient", sigma: String.raw`@learningRate / @length` }),
  symbols: { length: "s^{t}" },

  initialState: () => null,

  update({ theta, loss, gradient, learningRate, evaluate }, state, { rho, c, mostTrials }) {
    const direction = times(gradient, -1);
    const fall = dot(gradient, gradient);
    let length = learningRate;
    for (let k = 0; k < mostTrials && fall > 0; k++) {
      const trial = evaluate(plus(theta, direction, length)).loss;
      if (trial <= loss - c * length * fall)
        return { ...stepAlong(direction, length, learningRate), state };
      length *= rho;
    }
    return { ...stepAlong(direction, 0, learningRate), state };
  },

  zhTw: {
    "Gradient descent that shortens each step until the loss falls enough.":
      "梯度下降，每一步縮短到損失下降得夠多為止。",
    "first step length to try, per unit of gradient": "最先嘗試的步伐長度，每單位梯度",
    "factor of the length after a trial that failed": "嘗試失敗之後長度乘上的倍數",
    "share of the promised fall that counts as enough": "下降達到預期的多少比例才算夠",
    "trials before giving up": "嘗試幾次之後放棄",
  },
});
