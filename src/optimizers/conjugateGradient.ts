import { choice, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { dot, plus, times } from "./vectors/arithmetic";
import { stepAlong } from "./vectors/stepAlong";
import { strongWolfe } from "./vectors/strongWolfe";

interface Memory {
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  /** Length of the last step times its slope: the next first trial keeps this fall. */
  readonly promised: number;
}

/**
 * Nonlinear conjugate gradients: each direction keeps what the line search before has won.
 *
 *     d = −g + β·d_last        θ ← θ + s·d, s by a strong Wolfe line search      m = −d, σ = η/s
 *     polakRibiere      β = max(0, g·(g − g_last)/‖g_last‖²)
 *     fletcherReeves    β = ‖g‖²/‖g_last‖²
 *     hestenesStiefel   β = max(0, g·(g − g_last)/d_last·(g − g_last))
 *
 * Starts over from −g where d would not descend. η is the first length tried, per ‖g‖₁ at first.
 *
 * Fletcher & Reeves 1964; Polak & Ribière 1969; Nocedal & Wright, "Numerical Optimization", section 5.2.
 */
export const conjugateGradient = defineVectorOptimizer({
  id: "conjugateGradient",
  label: "Conjugate gradients",
  description: "Each direction keeps what the line search before has won.",
  family: "classical",
  year: 1964,
  source: "Fletcher & Reeves, Computer J. 7, 1964",
  coupling: "a line search and the direction before",
  learningRate: learningRate(1, "first step length to try"),
  hyperparameters: {
    formula: choice(
      ["polakRibiere", "fletcherReeves", "hestenesStiefel"],
      "how much of the last direction is kept",
    ),
  },
  formula: () => ({
    direction: String.raw`-@gradient + \beta\,@last.direction`,
    m: "-@direction",
    sigma: String.raw`@learningRate / @length`,
  }),
  symbols: { direction: "d^{t}", length: "s^{t}" },

  initialState: (): Memory | null => null,

  update(step, memory, { formula }) {
    const { theta, loss, gradient, learningRate, evaluate } = step;
    const fresh = times(gradient, -1);
    const mixed = memory ? plus(fresh, memory.direction, share(formula, gradient, memory)) : fresh;
    const descends = dot(mixed, gradient) < 0;
    const direction = descends ? mixed : fresh;
    const slope = dot(direction, gradient);
    if (!(slope < 0)) return { ...stepAlong(direction, 0, learningRate), state: memory };
    const size = gradient.reduce((sum, g) => sum + Math.abs(g), 0);
    const first =
      memory && descends
        ? Math.min(memory.promised / slope, 1e3)
        : Math.min(1, 1 / size) * learningRate;
    const start = { theta, loss, gradient, direction, length: first, evaluate };
    const length = strongWolfe(start, { curvature: 0.1 });
    return {
      ...stepAlong(direction, length, learningRate),
      state: { gradient: gradient.slice(), direction, promised: length * slope },
    };
  },

  zhTw: {
    "Each direction keeps what the line search before has won.":
      "每個方向都保住前一次線搜尋的成果。",
    "a line search and the direction before": "線搜尋與前一個方向",
    "first step length to try": "最先嘗試的步伐長度",
    "how much of the last direction is kept": "保留多少上一個方向",
  },
});

function share(
  formula: "polakRibiere" | "fletcherReeves" | "hestenesStiefel",
  gradient: Float64Array,
  last: Memory,
): number {
  const change = plus(gradient, last.gradient, -1);
  const lastSquare = dot(last.gradient, last.gradient);
  switch (formula) {
    case "polakRibiere":
      return Math.max(0, dot(gradient, change) / lastSquare);
    case "fletcherReeves":
      return dot(gradient, gradient) / lastSquare;
    case "hestenesStiefel":
      return Math.max(0, dot(gradient, change) / dot(last.direction, change)) || 0;
  }
}
