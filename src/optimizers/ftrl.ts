import { amount, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/**
 * FTRL: the point that would have done best so far, with penalties; without them it is Adagrad.
 *
 *     n' = n + g²        p = −learningRatePower
 *     z ← z + g + 2·l2shrink·θ − (n'^p − n^p)/η·θ
 *     θ ← (clip(z, ±l1) − z) / q,    q = σ/η,    σ = n'^p + β + 2η·l2
 *
 * so m = q·θ + z − clip(z, ±l1). As in Keras z starts from 0 whatever θ^0 is: the first step pulls towards 0.
 *
 * McMahan et al., "Ad click prediction: a view from the trenches", KDD 2013; keras.optimizers.Ftrl 3.
 */
export const ftrl = defineOptimizer({
  id: "ftrl",
  label: "FTRL",
  description: "The point that would have done best so far, with penalties.",
  family: "libraries",
  year: 2013,
  source: "McMahan et al., KDD 2013",
  learningRate: learningRate(0.001),
  hyperparameters: {
    learningRatePower: {
      default: -0.5,
      min: -2,
      max: 0,
      help: "−0.5 as in Adagrad, 0 a fixed rate",
    },
    initialAccumulatorValue: amount(0.1, "what the sum of squares starts from"),
    l1RegularizationStrength: amount(0, "holds small parameters at exactly 0"),
    l2RegularizationStrength: amount(0, "slows every step"),
    l2ShrinkageRegularizationStrength: amount(0, "a penalty on θ², in the gradient"),
    beta: amount(0, "added to σ"),
  },
  state: { sum: 0, linear: 0 },
  start: (_at, { initialAccumulatorValue }) => ({ sum: initialAccumulatorValue, linear: 0 }),
  formula: ({ l2ShrinkageRegularizationStrength: shrinkage }) => {
    const shrunk =
      shrinkage > 0 ? String.raw` + 2\,@l2ShrinkageRegularizationStrength\,@theta` : "";
    return {
      sum: String.raw`@last.sum + (@gradient)^2`,
      sigma: String.raw`(@sum)^{-@learningRatePower} + @beta + 2\,@learningRate\,@l2RegularizationStrength`,
      linear: String.raw`@last.linear + @gradient${shrunk} - \frac{(@sum)^{-@learningRatePower} - (@last.sum)^{-@learningRatePower}}{@learningRate}\,@theta`,
      m: String.raw`\frac{@sigma}{@learningRate}\,@theta + @linear - \operatorname{clip}(@linear, \pm @l1RegularizationStrength)`,
    };
  },
  symbols: { linear: "z", l2ShrinkageRegularizationStrength: String.raw`\lambda_s` },

  /** 1/η, or 0 where η is 0 and nothing moves. */
  perStep: ({ learningRate }) => ({ inverseRate: learningRate > 0 ? 1 / learningRate : 0 }),

  update({ gradient: g, theta, learningRate }, state, hyperparameters, { inverseRate }) {
    const { learningRatePower, beta } = hyperparameters;
    const {
      l1RegularizationStrength: l1,
      l2RegularizationStrength: l2,
      l2ShrinkageRegularizationStrength: shrinkage,
    } = hyperparameters;
    const sum = state.sum + g * g;
    const root = Math.pow(sum, -learningRatePower);
    const lastRoot = Math.pow(state.sum, -learningRatePower);
    const pull = (root - lastRoot) * inverseRate * theta;
    const linear = state.linear + g + 2 * shrinkage * theta - pull;
    const clipped = Math.min(Math.max(linear, -l1), l1);
    const size = root + beta + 2 * learningRate * l2;
    const sigma = size > 0 ? size : 1;
    return {
      m: sigma * inverseRate * theta + linear - clipped,
      sigma,
      state: { sum, linear },
    };
  },

  zhTw: {
    "The point that would have done best so far, with penalties.":
      "走到目前為止（加上懲罰項）表現會最好的點。",
    "−0.5 as in Adagrad, 0 a fixed rate": "−0.5 如同 Adagrad,0 為固定的學習率",
    "what the sum of squares starts from": "平方和的初始值",
    "holds small parameters at exactly 0": "使小的參數剛好停在 0",
    "slows every step": "使每一步變慢",
    "a penalty on θ², in the gradient": "對 θ² 的懲罰，放在梯度裡",
  },
});
