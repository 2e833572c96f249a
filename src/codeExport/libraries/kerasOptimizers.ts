import { optimizersOf, type OptimizerFacts, type OptimizerTable } from "./ownOptimizer";

const { own, named } = optimizersOf("keras.optimizers", {
  beta1: "beta_1",
  beta2: "beta_2",
  eps: "epsilon",
});

const adamNames = ["beta1", "beta2", "eps"] as const;

/** The decoupled decay that every optimizer of Keras takes. */
function decoupled(values: OptimizerFacts["values"]): string[] {
  return values.weightDecay === 0 ? [] : named(values, "weightDecay");
}

const otherEpsilon = "adds ε before the bias correction; here it is added after.";
const rateInside =
  "keras.optimizers.SGD keeps the learning rate inside the velocity; here it is outside.";
const coasts = (name: string) =>
  `keras.optimizers.${name} moves on where the schedule's rate is 0; the run does not.`;

/** Keras' own optimizers (3.15) where they make the same steps; otherwise why not. */
export const kerasOptimizers: OptimizerTable = {
  gd: () => own("SGD"),
  momentum: ({ values, isConstant, mayBeZero }) =>
    values.convention === "pytorch" && !isConstant
      ? rateInside
      : mayBeZero
        ? coasts("SGD")
        : own("SGD", named(values, "momentum")),
  sgd: ({ values, isConstant, mayBeZero }) => {
    if (values.momentum === 0) return own("SGD", [], values.weightDecay);
    if (values.dampening !== 0) return "keras.optimizers.SGD has no dampening.";
    if (values.convention === "pytorch" && !isConstant) return rateInside;
    if (mayBeZero) return coasts("SGD");
    return own("SGD", named(values, "momentum", "nesterov"), values.weightDecay);
  },
  adagrad: ({ values }) =>
    values.convention !== "keras" && values.convention !== "optax"
      ? `keras.optimizers.Adagrad has another σ than ${String(values.convention)}'s Adagrad.`
      : values.eps === 0
        ? "keras.optimizers.Adagrad divides 0 by 0 where epsilon and a gradient are 0."
        : own("Adagrad", named(values, "initialAccumulatorValue", "eps"), values.weightDecay),
  rmsprop: ({ values, mayBeZero }) =>
    values.convention !== "keras" && values.convention !== "optax"
      ? `keras.optimizers.RMSprop has another σ than ${String(values.convention)}'s RMSProp.`
      : values.eps === 0
        ? "keras.optimizers.RMSprop divides 0 by 0 where epsilon and a gradient are 0."
        : values.momentum !== 0 && mayBeZero
          ? coasts("RMSprop")
          : own(
              "RMSprop",
              named(values, { alpha: "rho" }, "momentum", "eps", "centered"),
              values.weightDecay,
            ),
  adadelta: ({ values }) => own("Adadelta", named(values, "rho", "eps"), values.weightDecay),
  adam: ({ values }) =>
    values.convention === "keras"
      ? own("Adam", named(values, ...adamNames, "amsgrad"), values.weightDecay)
      : `keras.optimizers.Adam ${otherEpsilon}`,
  adamw: ({ values }) =>
    values.convention === "keras"
      ? own("AdamW", [...named(values, ...adamNames, "amsgrad"), ...decoupled(values)])
      : `keras.optimizers.AdamW ${otherEpsilon}`,
  amsgrad: () => `keras.optimizers.Adam ${otherEpsilon}`,
  adamax: ({ values }) =>
    values.convention === "keras"
      ? own("Adamax", named(values, ...adamNames), values.weightDecay)
      : "keras.optimizers.Adamax adds ε to σ instead of to |g|.",
  nadam: () => "keras.optimizers.Nadam has another momentum schedule.",
  nadamw: () => "keras.optimizers.Nadam has another momentum schedule.",
  ftrl: ({ values, mayBeZero }) =>
    mayBeZero
      ? "keras.optimizers.Ftrl divides by the schedule's rate, which is 0 at some step."
      : own(
          "Ftrl",
          named(
            values,
            "learningRatePower",
            "initialAccumulatorValue",
            "l1RegularizationStrength",
            "l2RegularizationStrength",
            "l2ShrinkageRegularizationStrength",
            "beta",
          ),
        ),
  lion: ({ values }) => own("Lion", [...named(values, "beta1", "beta2"), ...decoupled(values)]),
  lamb: ({ values, isOneBlock }) =>
    values.weightDecay !== 0
      ? "keras.optimizers.Lamb leaves the weight decay out of the trust ratio."
      : isOneBlock
        ? own("Lamb", named(values, ...adamNames))
        : "keras.optimizers.Lamb would take all arguments for one, as θ is one array here.",
  muon: () => "keras.optimizers.Muon chooses which arguments are matrices by their names.",
  adafactor: () => "keras.optimizers.Adafactor has another ε and another rate.",
  scheduleFreeAdamw: () =>
    "keras.optimizers.ScheduleFreeAdamW corrects and weighs its steps otherwise.",
};
