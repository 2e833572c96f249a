import { beta, convention, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * Heavy ball: the step is a fading sum of all gradients so far.
 *
 *     m ← μ·m + g        θ ← θ − η·m
 *
 * The lecture and Keras keep η inside the movement, v ← μ·v + η^t·g, θ ← θ − v: the same while η is constant,
 * another past when η changes. Written as v = η^t·m that is m ← μ·(η^{t−1}/η^t)·m + g.
 *
 * Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
 */
export const momentum = defineOptimizer({
  id: "momentum",
  label: "Momentum",
  description: "The step is a fading sum of all gradients so far (heavy ball).",
  family: "lecture",
  year: 1964,
  source: "Polyak, USSR Comput. Math. Math. Phys. 4(5), 1964",
  learningRate: learningRate(0.01, "step length per unit of gradient"),
  hyperparameters: {
    momentum: beta(0.9, "share of the last movement that is kept (μ)"),
    convention: convention(
      ["pytorch", "lecture", "keras"],
      "pytorch: η outside the sum; lecture, keras: each gradient keeps the η of its step",
    ),
  },
  state: { velocity: 0 },
  formula: ({ convention }) => ({
    velocity:
      convention === "pytorch"
        ? String.raw`@momentum\,@last.velocity + @gradient`
        : String.raw`@momentum\,@carried\,@last.velocity + @gradient`,
    m: "@velocity",
    sigma: "1",
  }),
  symbols: { carried: String.raw`\tfrac{\eta^{t-1}}{\eta^{t}}` },

  perStep(
    { learningRate },
    { convention },
    previous: { rate: number; carried: number } | undefined,
  ) {
    const carried = previous === undefined || learningRate === 0 ? 1 : previous.rate / learningRate;
    return { rate: learningRate, carried: convention === "pytorch" ? 1 : carried };
  },

  update({ gradient: g }, { velocity }, { momentum }, { carried }) {
    const m = momentum * carried * velocity + g;
    return { m, sigma: 1, state: { velocity: m } };
  },

  zhTw: {
    "The step is a fading sum of all gradients so far (heavy ball).":
      "步伐是過去所有梯度逐漸淡忘的總和（重球法）。",
    "pytorch: η outside the sum; lecture, keras: each gradient keeps the η of its step":
      "pytorch:η 在總和之外；lecture、keras：每個梯度保留它那一步的 η",
  },
});
