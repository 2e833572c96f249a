import { learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Gradient descent: a step against the gradient, in proportion to it.
 *
 *     θ ← θ − η·g        (m = g, σ = 1)
 *
 * Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847.
 */
export const gd = defineOptimizer({
  id: "gd",
  label: "Gradient descent",
  description: "A step against the gradient, in proportion to it; σ is 1 everywhere.",
  family: "lecture",
  year: 1847,
  source: "Cauchy, Comptes rendus, 1847",
  learningRate: learningRate(0.01, "step length per unit of gradient"),
  hyperparameters: {},
  state: {},
  formula: () => ({ m: "@gradient", sigma: "1" }),

  update({ gradient: g }) {
    return { m: g, sigma: 1, state: {} };
  },

  zhTw: {
    "A step against the gradient, in proportion to it; σ is 1 everywhere.":
      "沿梯度的反方向走，步伐與梯度成正比；σ 處處為 1。",
  },
});
