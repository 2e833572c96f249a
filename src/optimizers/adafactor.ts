import { decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineVectorOptimizer } from "./optimizer";
import { factoredMeanSquares } from "./vectors/factoredMeanSquares";
import { argumentBlocks, blockNorm } from "./vectors/blocks";

/**
 * Adafactor: RMSProp that remembers σ² of a matrix by its rows and columns only, with steps relative to θ.
 *
 *     β = 1 − (t+1)^beta2Decay        V from rows R and columns C of the mean squares: R·C/mean(R); of a vector, all of it
 *     u = g/max(√V, ε₁)        α = max(ε₂, RMS(θ))·min(η, 1/√(t+1))
 *     θ ← (1 − η·λ)·θ − α·u/max(1, RMS(u)/d)
 *
 * of each argument, so m = g and σ = max(√V, ε₁)·max(1, RMS(u)/d)·η/α. Neighbouring scalar arguments count as a vector.
 *
 * Shazeer & Stern, arXiv:1804.04235; torch.optim.Adafactor (2.x).
 */
export const adafactor = defineVectorOptimizer({
  id: "adafactor",
  label: "Adafactor",
  description: "RMSProp that remembers a matrix by its rows and columns, with steps relative to θ.",
  family: "pytorch",
  year: 2018,
  source: "Shazeer & Stern, arXiv:1804.04235",
  coupling: "row and column averages, and a norm per argument",
  ownRates: true,
  learningRate: learningRate(0.01, "largest step relative to the argument's size"),
  hyperparameters: {
    beta2Decay: { default: -0.8, min: -10, max: 0, help: "the memory is 1 − (t+1)^this" },
    eps1: epsilon(2.220446049250313e-16, "σ is never below this"),
    eps2: epsilon(1e-3, "size that small arguments count as"),
    d: { default: 1, min: 1, max: 100, help: "steps are shortened where their size is above this" },
    weightDecay: decoupledWeightDecay(0),
  },
  formula: () => ({
    m: "@gradient",
    sigma: String.raw`\max\left(\sqrt{@meanSquare},\; @eps1\right)\,\frac{\max\left(1,\; @size / @d\right)}{@relativeRate}`,
    decay: "@weightDecay",
  }),
  symbols: {
    meanSquare: "V^{t}",
    size: String.raw`\operatorname{RMS}(u)`,
    relativeRate: String.raw`\alpha^{t}/\eta^{t}`,
  },

  initialState: (dimension) => ({
    rows: new Float64Array(dimension),
    columns: new Float64Array(dimension),
  }),

  update({ t, theta, gradient, learningRate, rates, shapes }, state, hyperparameters) {
    const { beta2Decay, eps1, eps2, d, weightDecay } = hyperparameters;
    const intake = Math.pow(t + 1, beta2Decay);
    const next = { rows: state.rows.slice(), columns: state.columns.slice() };
    const sigma = new Float64Array(theta.length);
    for (const block of argumentBlocks(shapes)) {
      const count = block.to - block.from;
      const squares = factoredMeanSquares(gradient, block, intake, next, eps1);
      for (let i = block.from; i < block.to; i++)
        sigma[i] = Math.max(Math.sqrt(squares[i - block.from]!), eps1);
      const wanted = gradient.map((g, i) => g / sigma[i]!);
      const size = blockNorm(wanted, block) / Math.sqrt(count);
      const most = Math.max(eps2, blockNorm(theta, block) / Math.sqrt(count));
      for (let i = block.from; i < block.to; i++) {
        const rate = rates?.[i] ?? learningRate;
        const relativeRate = most * (rate > 0 ? Math.min(1, 1 / (rate * Math.sqrt(t + 1))) : 1);
        sigma[i] = sigma[i]! * (Math.max(1, size / d) / relativeRate);
      }
    }
    return { m: gradient.slice(), sigma, decay: weightDecay, state: next };
  },

  zhTw: {
    "RMSProp that remembers a matrix by its rows and columns, with steps relative to θ.":
      "RMSProp，只以列與行記住矩陣，步伐相對於 θ。",
    "row and column averages, and a norm per argument": "列與行的平均，以及每個引數的範數",
    "largest step relative to the argument's size": "相對於引數大小的最大步伐",
    "the memory is 1 − (t+1)^this": "記憶是 1 − (t+1)^這個值",
    "size that small arguments count as": "小的引數當作這個大小",
    "steps are shortened where their size is above this": "步伐超過這個大小時就縮短",
  },
});
