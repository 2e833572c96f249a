import { amount, convention, coupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { safeScale } from "./safeScale";
import { withDecay } from "./withDecay";

/**
 * Adagrad: each parameter's rate is divided by the size of all its gradients so far.
 *
 *     lecture   σ^t = √( 1/(t+1) · Σ_{s≤t} (g^s)² )       the root *mean* square; σ^0 = |g^0|, no ε
 *     pytorch   σ^t = √( a + Σ_{s≤t} (g^s)² ) + ε         and η^t/(1 + lrDecay·t)
 *     keras     σ^t = √( a + Σ_{s≤t} (g^s)² + ε )         a = 0.1, ε = 1e-7 there; optax alike
 *
 * a is `initialAccumulatorValue`. The libraries' σ only grows; the lecture's forgets, at a pace of 1/t, and is theirs
 * (a = 0, ε = 0) with η/√(t+1).
 *
 * Duchi, Hazan, Singer, "Adaptive subgradient methods", JMLR 12, 2011; H. Lee, NTU Machine Learning, 2021;
 * torch.optim.Adagrad 1.13; keras.optimizers.Adagrad 3.
 */
export const adagrad = defineOptimizer({
  id: "adagrad",
  label: "Adagrad",
  description: "Each parameter's rate is divided by the size of all its gradients so far.",
  family: "lecture",
  year: 2011,
  source: "Duchi, Hazan, Singer, JMLR 12, 2011",
  learningRate: learningRate(0.1),
  hyperparameters: {
    lrDecay: amount(0, "d in η/(1 + d·t); pytorch only"),
    weightDecay: coupledWeightDecay(),
    initialAccumulatorValue: amount(0, "what the sum of squares starts from; not the lecture's"),
    eps: epsilon(1e-10, "keeps σ above 0; the lecture has none", 0),
    convention: convention(
      ["pytorch", "lecture", "keras", "optax"],
      "lecture: root mean square; pytorch: root of the sum, ε outside; keras, optax: ε inside the root",
    ),
  },
  state: { sum: 0 },
  formula: ({ convention }) => {
    const sum = String.raw`@last.sum + (@gradient)^2`;
    if (convention === "lecture")
      return { sum, m: "@gradient", sigma: String.raw`\sqrt{\tfrac{1}{@t + 1}\,@sum}` };
    if (convention === "pytorch")
      return {
        sum,
        m: "@gradient",
        sigma: String.raw`\left(\sqrt{@sum} + @eps\right)(1 + @lrDecay\,@t)`,
      };
    return { sum, m: "@gradient", sigma: String.raw`\sqrt{@sum + @eps}` };
  },

  start: (_at, { initialAccumulatorValue, convention }) => ({
    sum: convention === "lecture" ? 0 : initialAccumulatorValue,
  }),

  perStep: ({ t }, { lrDecay, convention }) => ({
    count: t + 1,
    slowdown: convention === "pytorch" ? 1 + t * lrDecay : 1,
  }),

  update({ gradient, theta }, { sum }, { weightDecay, eps, convention }, { count, slowdown }) {
    const g = withDecay(gradient, weightDecay, theta);
    const next = sum + g * g;
    const sigma =
      convention === "lecture"
        ? Math.sqrt(next / count)
        : convention === "pytorch"
          ? (Math.sqrt(next) + eps) * slowdown
          : Math.sqrt(next + eps);
    return { m: g, sigma: safeScale(sigma), state: { sum: next } };
  },

  zhTw: {
    "Each parameter's rate is divided by the size of all its gradients so far.":
      "每個參數的學習率除以它過去所有梯度的大小。",
    "d in η/(1 + d·t); pytorch only": "η/(1 + d·t) 裡的 d；只用於 pytorch",
    "what the sum of squares starts from; not the lecture's":
      "平方和的初始值；課堂的式子沒有這一項",
    "lecture: root mean square; pytorch: root of the sum, ε outside; keras, optax: ε inside the root":
      "lecture：均方根；pytorch：平方和的根號，ε 在外；keras、optax:ε 在根號內",
  },
});
