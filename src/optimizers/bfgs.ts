import { learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { dot, plus } from "./vectors/arithmetic";
import { requireAtMost } from "./vectors/mostParameters";
import { stepAlong } from "./vectors/stepAlong";
import { strongWolfe } from "./vectors/strongWolfe";

interface Memory {
  /** Estimate of the inverse Hessian, row-major n × n. */
  readonly inverse: Float64Array;
  readonly theta: Float64Array;
  readonly gradient: Float64Array;
  /** Whether `inverse` has met a pair yet, or is still the 1 it starts from. */
  readonly learnt: boolean;
}

/**
 * BFGS: Newton's method with a Hessian learnt from the gradients.
 *
 *     s = θ − θ_last, y = g − g_last
 *     B ← (1 − s·yᵀ/yᵀs)·B·(1 − y·sᵀ/yᵀs) + s·sᵀ/yᵀs        B starts from 1, then (yᵀs/yᵀy)·1
 *     θ ← θ − l·B·g, l by a strong Wolfe line search              m = B·g, σ = η/l
 *
 * Broyden, Fletcher, Goldfarb, Shanno, 1970; Nocedal & Wright, "Numerical Optimization", algorithm 6.1.
 */
export const bfgs = defineVectorOptimizer({
  id: "bfgs",
  label: "BFGS",
  description: "Newton's method with a Hessian learnt from the gradients.",
  family: "classical",
  year: 1970,
  source: "Broyden, Fletcher, Goldfarb, Shanno, 1970",
  coupling: "a line search and an n × n matrix",
  learningRate: learningRate(1, "first step length to try; 1 is Newton's"),
  hyperparameters: {},
  formula: () => ({
    m: String.raw`@inverse\,g^{t}`,
    sigma: String.raw`@learningRate / @length`,
  }),
  symbols: { inverse: "B^{t}", length: "s^{t}" },

  initialState(dimension): Memory | null {
    requireAtMost("BFGS", 2000, dimension);
    return null;
  },

  update({ theta, loss, gradient, learningRate, evaluate }, memory) {
    const n = theta.length;
    const { inverse, learnt } = memory
      ? learn(memory, theta, gradient)
      : { inverse: identity(n, 1), learnt: false };
    const direction = new Float64Array(n);
    for (let i = 0; i < n; i++) direction[i] = -dot(inverse.subarray(i * n, (i + 1) * n), gradient);
    const slope = dot(direction, gradient);
    if (!(slope < 0)) return { ...stepAlong(direction, 0, learningRate), state: memory };
    const size = gradient.reduce((sum, g) => sum + Math.abs(g), 0);
    const first = (memory ? 1 : Math.min(1, 1 / size)) * learningRate;
    const length = strongWolfe({ theta, loss, gradient, direction, length: first, evaluate });
    return {
      ...stepAlong(direction, length, learningRate),
      state: { inverse, theta: theta.slice(), gradient: gradient.slice(), learnt },
    };
  },

  zhTw: {
    "Newton's method with a Hessian learnt from the gradients.": "牛頓法，海森矩陣由梯度學得。",
    "a line search and an n × n matrix": "線搜尋與一個 n × n 矩陣",
  },
});

function learn(
  memory: Memory,
  theta: Float64Array,
  gradient: Float64Array,
): Pick<Memory, "inverse" | "learnt"> {
  const n = theta.length;
  const s = plus(theta, memory.theta, -1);
  const y = plus(gradient, memory.gradient, -1);
  const ys = dot(y, s);
  if (!(ys > 1e-300)) return memory;
  const inverse = memory.learnt ? memory.inverse : identity(n, ys / dot(y, y));
  const product = new Float64Array(n);
  for (let i = 0; i < n; i++) product[i] = dot(inverse.subarray(i * n, (i + 1) * n), y);
  const factor = (1 + dot(y, product) / ys) / ys;
  const next = inverse.map((value, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return value + factor * s[i]! * s[j]! - (s[i]! * product[j]! + product[i]! * s[j]!) / ys;
  });
  return { inverse: next, learnt: true };
}

function identity(n: number, scale: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale;
  return matrix;
}
