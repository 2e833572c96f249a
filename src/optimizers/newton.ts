import { amount, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { largest, times } from "./vectors/arithmetic";
import { solvePositive } from "./vectors/linearSolve";
import { requireAtMost } from "./vectors/mostParameters";
import { stepAlong } from "./vectors/stepAlong";

/**
 * Newton's method, damped: a step to the bottom of the parabola that touches the loss here.
 *
 *     m = (H + λ·1)⁻¹·g        σ = 1        θ ← θ − η·m
 *
 * λ starts from `damping` and is raised, tenfold each time, until H + λ·1 is positive definite, so that the step
 * descends at saddles too. η = 1 is the full step.
 *
 * Levenberg 1944; Nocedal & Wright, "Numerical Optimization", section 3.4.
 */
export const newton = defineVectorOptimizer({
  id: "newton",
  label: "Newton",
  description: "A step to the bottom of the parabola that touches the loss here.",
  family: "classical",
  year: 1944,
  source: "Levenberg, Quart. Appl. Math. 2, 1944",
  coupling: "the Hessian",
  learningRate: learningRate(1, "share of the full step"),
  hyperparameters: { damping: amount(0, "least λ added to the Hessian's diagonal", [0, 10]) },
  formula: () => ({
    m: String.raw`(@hessian + \lambda\,\mathbf 1)^{-1}\,g^{t}`,
    sigma: "1",
  }),
  symbols: { hessian: "H^{t}" },

  initialState(dimension) {
    requireAtMost("Newton", 1000, dimension);
    return null;
  },

  update({ theta, gradient, learningRate, hessian }, state, { damping }) {
    const matrix = hessian(theta);
    const none = { ...stepAlong(gradient, 0, learningRate), state };
    if (!matrix.every(Number.isFinite)) return none;
    const size = largest(matrix) || 1;
    let shift = damping;
    for (let k = 0; k < 40; k++) {
      const m = solvePositive(matrix, gradient, shift);
      if (m?.every(Number.isFinite) === true)
        return { ...stepAlong(times(m, -1), learningRate, learningRate), state };
      shift = shift === 0 ? 1e-8 * size : 10 * shift;
    }
    return none;
  },

  zhTw: {
    "A step to the bottom of the parabola that touches the loss here.":
      "一步走到在此處與損失相切的拋物面的底部。",
    "share of the full step": "占完整一步的比例",
    "least λ added to the Hessian's diagonal": "加在海森矩陣對角線上的 λ 的最小值",
  },
});
