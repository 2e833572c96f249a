import { betas, optimizersOf, type OptimizerTable } from "./ownOptimizer";

const { own, named } = optimizersOf("optax", { beta1: "b1", beta2: "b2", beta3: "b3" });

const adamNames = ["beta1", "beta2", "eps"] as const;

const rateOutside = "optax.sgd keeps the learning rate outside the velocity; here it is inside.";

/** Optax's own optimizers (0.2.8) where they make the same steps; otherwise why not. */
export const optaxOptimizers: OptimizerTable = {
  gd: () => own("sgd"),
  momentum: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant
      ? own("sgd", named(values, "momentum"))
      : rateOutside,
  sgd: ({ values, isConstant }) =>
    values.dampening !== 0 && values.momentum !== 0
      ? "optax.sgd has no dampening."
      : values.convention === "pytorch" || isConstant || values.momentum === 0
        ? own("sgd", named(values, "momentum", "nesterov"), values.weightDecay)
        : rateOutside,
  adagrad: ({ values }) =>
    values.convention === "keras" || values.convention === "optax"
      ? own("adagrad", named(values, "initialAccumulatorValue", "eps"), values.weightDecay)
      : `optax.adagrad has another σ than ${String(values.convention)}'s Adagrad.`,
  rmsprop: ({ values, isConstant, mayBeZero }) =>
    values.convention === "lecture"
      ? "optax.rmsprop starts σ from 0; the lecture's σ starts from |g|."
      : values.eps === 0
        ? "optax.rmsprop divides 0 by 0 where eps and a gradient are 0."
        : values.convention === "pytorch" && values.momentum !== 0 && !isConstant
          ? "optax.rmsprop keeps the learning rate inside the movement; here it is outside."
          : values.momentum !== 0 && mayBeZero
            ? "optax.rmsprop moves on where the schedule's rate is 0; the run does not."
            : own(
                "rmsprop",
                [
                  ...named(values, { alpha: "decay" }, "eps"),
                  `eps_in_sqrt=${values.convention === "pytorch" ? "False" : "True"}`,
                  ...named(values, "centered"),
                  ...(values.momentum === 0 ? [] : named(values, "momentum")),
                ],
                values.weightDecay,
              ),
  adadelta: ({ values }) => own("adadelta", named(values, "rho", "eps", "weightDecay")),
  adam: ({ values }) =>
    values.amsgrad === true
      ? "optax.amsgrad keeps the largest σ² after its bias correction; here it is before."
      : values.convention === "pytorch"
        ? own("adam", named(values, ...adamNames), values.weightDecay)
        : "optax.adam adds ε after the bias correction; Keras adds it before.",
  amsgrad: ({ values }) =>
    values.convention === "optax"
      ? own("amsgrad", named(values, ...adamNames))
      : "optax.amsgrad keeps the largest σ² after its bias correction; PyTorch before.",
  adamw: ({ values }) =>
    values.amsgrad === true
      ? "optax.adamw has no AMSGrad."
      : values.convention === "keras"
        ? "optax.adamw adds ε after the bias correction; Keras adds it before."
        : own("adamw", named(values, ...adamNames, "weightDecay")),
  adamax: ({ values }) =>
    values.convention === "pytorch"
      ? own("adamax", named(values, ...adamNames), values.weightDecay)
      : "optax.adamax adds ε to |g|; Keras adds it to σ.",
  adabelief: ({ values }) => own("adabelief", named(values, ...adamNames, "epsRoot")),
  yogi: ({ values }) =>
    values.initialAccumulatorValue === 1e-6
      ? own("yogi", named(values, ...adamNames))
      : "optax.yogi starts from 1e-6; this run does not.",
  nadamw: ({ values }) => own("nadamw", named(values, ...adamNames, "weightDecay")),
  nadam: ({ values }) =>
    values.convention === "optax"
      ? own("nadam", named(values, ...adamNames), values.weightDecay)
      : "optax.nadam keeps its momentum at β₁; this one rises towards it.",
  radam: ({ values }) =>
    values.convention === "optax"
      ? own("radam", named(values, ...adamNames), values.weightDecay)
      : "optax.radam adds ε after the bias correction; here it is before.",
  lion: ({ values }) => own("lion", named(values, "beta1", "beta2", "weightDecay")),
  signsgd: () => own("sign_sgd"),
  signum: ({ values }) => own("signum", named(values, { momentum: "beta" })),
  rprop: () => "optax.rprop forgets a change of sign later than Riedmiller's and PyTorch's.",
  lamb: ({ values, isOneBlock }) =>
    isOneBlock
      ? own("lamb", named(values, ...adamNames, "weightDecay"))
      : "optax.lamb would take all arguments for one, as θ is one array here.",
  lars: ({ values, isOneBlock, mayBeZero }) =>
    !isOneBlock
      ? "optax.lars would take all arguments for one, as θ is one array here."
      : mayBeZero
        ? "optax.lars moves on where the schedule's rate is 0; the run does not."
        : own(
            "lars",
            named(values, "weightDecay", "trustCoefficient", "eps", "momentum", "nesterov"),
          ),
  ademamix: ({ values }) =>
    values.warmup === 0
      ? own("contrib.ademamix", named(values, ...adamNames, "beta3", "alpha", "weightDecay"))
      : "optax.contrib.ademamix leaves the warm-up of α and β₃ to schedules of one's own.",
  adopt: ({ values }) =>
    own("contrib.adopt", named(values, ...adamNames, { clipping: "use_clipping" })),
  prodigy: ({ values }) =>
    own("contrib.prodigy", [
      betas(values),
      ...(values.beta3 === 0 ? [] : named(values, { beta3: "beta3" })),
      ...named(values, "eps", { d0: "estim_lr0", dCoef: "estim_lr_coef" }, "weightDecay"),
    ]),
  scheduleFreeAdamw: () =>
    "optax.contrib.schedule_free_adamw corrects and weighs its steps otherwise.",
  lbfgs: () => "optax.lbfgs has another line search.",
  muon: () => "optax.contrib.muon takes each argument as an array of its own.",
  adafactor: () => "optax.adafactor has another ε and another order of its steps.",
};
