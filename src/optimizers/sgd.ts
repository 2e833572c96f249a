import { beta, convention, coupledWeightDecay, flag, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";
import { withDecay } from "./withDecay";

/**
 * SGD as the libraries have it: gradient descent with momentum, dampening and Nesterov's look ahead.
 *
 *     b ← μ·b + (1 − dampening)·g        m = b, or with nesterov  g + μ·b
 *
 * The first b is g, undampened. Keras keeps η inside b: each gradient keeps the rate of its own step.
 *
 * Sutskever et al., "On the importance of initialization and momentum", ICML 2013; torch.optim.SGD 1.13;
 * keras.optimizers.SGD 3.
 */
export const sgd = defineOptimizer({
  id: "sgd",
  label: "SGD",
  description: "Gradient descent with momentum, dampening and Nesterov's look ahead.",
  family: "pytorch",
  year: 2013,
  source: "Sutskever et al., ICML 2013",
  learningRate: learningRate(0.01, "step length per unit of gradient"),
  hyperparameters: {
    momentum: beta(0, "share of the last movement that is kept (μ)"),
    dampening: beta(0, "share of each new gradient that is left out of the movement"),
    weightDecay: coupledWeightDecay(),
    nesterov: flag(false, "look ahead along the movement"),
    convention: convention(["pytorch", "keras"], "keras: each gradient keeps the η of its step"),
  },
  state: { movement: 0 },
  check: ({ nesterov, momentum, dampening }) =>
    nesterov && (momentum === 0 || dampening !== 0)
      ? "nesterov needs momentum above 0 and dampening 0"
      : undefined,
  formula: ({ momentum, nesterov, dampening, convention }) => ({
    movement: [
      convention === "keras" ? String.raw`@momentum\,@carried\,@last.movement` : "",
      convention === "pytorch" ? String.raw`@momentum\,@last.movement` : "",
      dampening === 0 || momentum === 0
        ? " + @gradient"
        : String.raw` + (1 - @dampening)\,@gradient`,
    ].join(""),
    m: nesterov ? String.raw`@gradient + @momentum\,@movement` : "@movement",
    sigma: "1",
  }),
  symbols: { carried: String.raw`\tfrac{\eta^{t-1}}{\eta^{t}}` },

  perStep(
    { t, learningRate },
    { momentum, dampening, convention },
    previous: { rate: number; carried: number; intake: number } | undefined,
  ) {
    const keras = convention === "keras" && previous !== undefined && learningRate !== 0;
    return {
      rate: learningRate,
      carried: keras ? previous.rate / learningRate : 1,
      intake: t === 0 || momentum === 0 ? 1 : 1 - dampening,
    };
  },

  update({ gradient, theta }, { movement }, hyperparameters, { carried, intake }) {
    const { momentum, weightDecay, nesterov } = hyperparameters;
    const g = withDecay(gradient, weightDecay, theta);
    const next = momentum * carried * movement + intake * g;
    return { m: nesterov ? g + momentum * next : next, sigma: 1, state: { movement: next } };
  },

  zhTw: {
    "Gradient descent with momentum, dampening and Nesterov's look ahead.":
      "帶有動量、阻尼與 Nesterov 前瞻的梯度下降。",
    "share of each new gradient that is left out of the movement": "每個新梯度不計入移動的比例",
    "keras: each gradient keeps the η of its step": "keras：每個梯度保留它那一步的 η",
    "nesterov needs momentum above 0 and dampening 0":
      "nesterov 需要 momentum 大於 0，且 dampening 為 0",
  },
});
