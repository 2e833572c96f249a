import {
  beta,
  choice,
  count,
  decoupledWeightDecay,
  epsilon,
  flag,
  learningRate,
} from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { type Block, argumentBlocks } from "./vectors/blocks";
import { orthogonalize } from "./vectors/orthogonalize";

/**
 * Muon: the momentum of a matrix is replaced by the nearest matrix with equal singular values.
 *
 *     b ← μ·b + (1 − μ)·g        n = nesterov ? μ·b + (1 − μ)·g : b
 *     m = orthogonalize(n)        σ = 1/√max(1, rows/columns)   (matchRmsAdamw: 1/(0.2·√max(rows, columns)))
 *     θ ← (1 − η·λ)·θ − (η/σ)·m
 *
 * Only for arguments that are matrices. All others take AdamW's step (β 0.9 and 0.999, ε 1e-8), as Optax does.
 *
 * Jordan et al., "Muon: an optimizer for hidden layers", 2024; torch.optim.Muon; optax.contrib.muon.
 */
export const muon = defineVectorOptimizer({
  id: "muon",
  label: "Muon",
  description: "The momentum of matrices is made orthogonal; others take AdamW's step.",
  family: "pytorch",
  year: 2024,
  source: "Jordan et al., 2024",
  coupling: "a matrix's singular vectors",
  ownRates: true,
  learningRate: learningRate(0.02, "length of a step along every singular vector"),
  hyperparameters: {
    momentum: beta(0.95, "weight of the past in the average (μ)"),
    weightDecay: decoupledWeightDecay(0.1),
    nesterov: flag(true, "look ahead along the average"),
    nsSteps: count(5, "Newton–Schulz steps", [1, 99]),
    eps: epsilon(1e-7, "least norm that is divided by"),
    adjustLr: choice(["original", "matchRmsAdamw"], "how the shape of a matrix changes the rate"),
  },
  notice: (shapes) =>
    shapes.some((shape) => shape.length === 2)
      ? undefined
      : "it needs an argument that is a matrix; this function has none, so every parameter takes AdamW's step",
  formula: ({ nesterov }) => ({
    mean: String.raw`@momentum\,@last.mean + (1 - @momentum)\,@gradient`,
    m: nesterov
      ? String.raw`\operatorname{orthogonalize}\left(@momentum\,b^{t} + (1 - @momentum)\,g^{t}\right)`
      : String.raw`\operatorname{orthogonalize}(b^{t})`,
    sigma: String.raw`1 / \sqrt{\max(1,\; \text{rows}/\text{columns})}`,
    decay: "@weightDecay",
  }),
  symbols: { mean: "b^{t}" },

  initialState: (dimension) => ({
    mean: new Float64Array(dimension),
    meanSquare: new Float64Array(dimension),
  }),

  update({ t, theta, gradient, shapes }, state, hyperparameters) {
    const { momentum, weightDecay, nesterov, nsSteps, eps, adjustLr } = hyperparameters;
    const next = { mean: state.mean.slice(), meanSquare: state.meanSquare.slice() };
    const m = new Float64Array(theta.length);
    const sigma = new Float64Array(theta.length);
    for (const block of argumentBlocks(shapes)) {
      const { from, to, shape } = block;
      const [rows, columns] = shape;
      if (shape.length !== 2 || rows === undefined || columns === undefined) {
        adamStep(block, t, gradient, next, m, sigma);
        continue;
      }
      const aimed = new Float64Array(to - from);
      for (let i = from; i < to; i++) {
        next.mean[i] = momentum * next.mean[i]! + (1 - momentum) * gradient[i]!;
        aimed[i - from] = nesterov
          ? momentum * next.mean[i]! + (1 - momentum) * gradient[i]!
          : next.mean[i]!;
      }
      m.set(orthogonalize(aimed, rows, columns, nsSteps, eps), from);
      const faster =
        adjustLr === "original"
          ? Math.sqrt(Math.max(1, rows / columns))
          : 0.2 * Math.sqrt(Math.max(rows, columns));
      sigma.fill(1 / faster, from, to);
    }
    return { m, sigma, decay: weightDecay, state: next };
  },

  zhTw: {
    "The momentum of matrices is made orthogonal; others take AdamW's step.":
      "把矩陣的動量正交化；其他參數走 AdamW 的步伐。",
    "a matrix's singular vectors": "矩陣的奇異向量",
    "length of a step along every singular vector": "沿每個奇異向量的一步長度",
    "weight of the past in the average (μ)": "過去在平均裡的權重(μ)",
    "look ahead along the average": "沿平均的方向前瞻",
    "Newton–Schulz steps": "Newton–Schulz 的步數",
    "least norm that is divided by": "除數的範數至少是這個值",
    "how the shape of a matrix changes the rate": "矩陣的形狀如何改變學習率",
    "it needs an argument that is a matrix; this function has none, so every parameter takes AdamW's step":
      "它需要一個矩陣引數；這個函數沒有，所以每個參數都走 AdamW 的步伐",
  },
});

function adamStep(
  { from, to }: Block,
  t: number,
  gradient: Float64Array,
  state: { readonly mean: Float64Array; readonly meanSquare: Float64Array },
  m: Float64Array,
  sigma: Float64Array,
): void {
  for (let i = from; i < to; i++) {
    const g = gradient[i]!;
    state.mean[i] = 0.9 * state.mean[i]! + 0.1 * g;
    state.meanSquare[i] = 0.999 * state.meanSquare[i]! + 0.001 * g * g;
    m[i] = state.mean[i]! / (1 - Math.pow(0.9, t + 1));
    sigma[i] = Math.sqrt(state.meanSquare[i]! / (1 - Math.pow(0.999, t + 1))) + 1e-8;
  }
}
