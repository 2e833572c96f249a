import { amount, choice, count, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { dot, largest, plus, times } from "./vectors/arithmetic";
import { stepAlong } from "./vectors/stepAlong";
import { strongWolfe } from "./vectors/strongWolfe";

/** One pair: how θ moved and how the gradient changed with it. */
interface Pair {
  readonly move: Float64Array;
  readonly change: Float64Array;
  /** 1/(change·move). */
  readonly weight: number;
}

interface Memory {
  readonly pairs: readonly Pair[];
  /** γ in B₀ = γ·1. */
  readonly scale: number;
  readonly gradient: Float64Array;
  /** The move that led here. */
  readonly move: Float64Array;
}

/**
 * L-BFGS: Newton's method with the curvature of the last few steps.
 *
 *     d = −B·g, B from the last `historySize` pairs (θ − θ_last, g − g_last)      m = −d
 *     θ ← θ + s·d        s = η (η·min(1, 1/‖g‖₁) at first), or by a strong Wolfe line search        σ = η/s
 *
 * One step is one iteration, PyTorch's LBFGS with max_iter 1. PyTorch searches only when asked; here the search is on
 * unless `lineSearch: "none"`, without which L-BFGS diverges on most curved losses.
 *
 * Liu & Nocedal, "On the limited memory BFGS method", 1989; torch.optim.LBFGS 1.13.
 */
export const lbfgs = defineVectorOptimizer({
  id: "lbfgs",
  label: "L-BFGS",
  description: "Newton's method with the curvature of the last few steps.",
  family: "pytorch",
  year: 1989,
  source: "Liu & Nocedal, Math. Programming 45, 1989",
  coupling: "a line search and the last steps",
  learningRate: learningRate(1, "first step length to try; 1 is Newton's"),
  hyperparameters: {
    historySize: count(100, "steps whose curvature is remembered", [1, 1000]),
    toleranceGrad: amount(1e-7, "no step where every |g| is at most this", [0, 1e-3]),
    toleranceChange: amount(1e-9, "no step whose promised fall is at most this", [0, 1e-3]),
    lineSearch: choice(["strongWolfe", "none"], "none: steps of η, as PyTorch does unless asked"),
  },
  formula: ({ lineSearch }) => ({
    direction: String.raw`-@inverse\,g^{t}`,
    m: "-@direction",
    sigma: lineSearch === "none" ? "1" : String.raw`@learningRate / @length`,
  }),
  symbols: { direction: "d^{t}", inverse: "B^{t}", length: "s^{t}" },

  initialState: (): Memory | null => null,

  update(step, memory, { historySize, toleranceGrad, toleranceChange, lineSearch }) {
    const { theta, loss, gradient, learningRate, evaluate } = step;
    if (largest(gradient) <= toleranceGrad)
      return { ...stepAlong(gradient, 0, learningRate), state: memory };
    const { pairs, scale } = memory
      ? remember(memory, gradient, historySize)
      : { pairs: [], scale: 1 };
    const direction = memory ? twoLoops(gradient, pairs, scale) : times(gradient, -1);
    const slope = dot(gradient, direction);
    const size = gradient.reduce((sum, g) => sum + Math.abs(g), 0);
    let length = memory ? learningRate : Math.min(1, 1 / size) * learningRate;
    if (slope > -toleranceChange) length = 0;
    else if (lineSearch === "strongWolfe")
      length = strongWolfe(
        { theta, loss, gradient, direction, length, evaluate },
        { toleranceChange },
      );
    const move = times(direction, length);
    return {
      ...stepAlong(direction, length, learningRate),
      state: { pairs, scale, gradient: gradient.slice(), move },
    };
  },

  zhTw: {
    "Newton's method with the curvature of the last few steps.": "用最近幾步的曲率做牛頓法。",
    "a line search and the last steps": "線搜尋與最近幾步",
    "steps whose curvature is remembered": "記住多少步的曲率",
    "no step where every |g| is at most this": "每個 |g| 都不超過這個值時就不再走",
    "no step whose promised fall is at most this": "預期的下降不超過這個值時就不走那一步",
    "none: steps of η, as PyTorch does unless asked":
      "none：步伐為 η,PyTorch 沒有另外指定時就是如此",
  },
});

function remember(
  memory: Memory,
  gradient: Float64Array,
  historySize: number,
): { pairs: readonly Pair[]; scale: number } {
  const change = plus(gradient, memory.gradient, -1);
  const product = dot(change, memory.move);
  if (!(product > 1e-10)) return memory;
  const pair = { move: memory.move, change, weight: 1 / product };
  return {
    pairs: [...memory.pairs, pair].slice(-historySize),
    scale: product / dot(change, change),
  };
}

/** −B·g by the two-loop recursion. */
function twoLoops(gradient: Float64Array, pairs: readonly Pair[], scale: number): Float64Array {
  let direction = times(gradient, -1);
  const shares = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { move, change, weight } = pairs[k]!;
    shares[k] = dot(move, direction) * weight;
    direction = plus(direction, change, -shares[k]!);
  }
  direction = times(direction, scale);
  pairs.forEach(({ move, change, weight }, k) => {
    const back = dot(change, direction) * weight;
    direction = plus(direction, move, shares[k]! - back);
  });
  return direction;
}
