import { literal } from "../methods/writtenMethod";
import { betas, optimizersOf, type OptimizerTable } from "./ownOptimizer";

const { own, named } = optimizersOf("torch.optim");

const rateOutside =
  "torch.optim.SGD keeps the learning rate outside the velocity; here it is inside.";

/** Torch's own optimizers (1.13 and 2.x) where they make the same steps; otherwise why not. */
export const pytorchOptimizers: OptimizerTable = {
  gd: () => own("SGD"),
  momentum: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant
      ? own("SGD", named(values, "momentum"))
      : rateOutside,
  sgd: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant || values.momentum === 0
      ? own("SGD", named(values, "momentum", "dampening", "weightDecay", "nesterov"))
      : rateOutside,
  adagrad: ({ values }) =>
    values.convention !== "pytorch"
      ? `torch.optim.Adagrad has another σ than ${String(values.convention)}'s Adagrad.`
      : values.eps === 0
        ? "torch.optim.Adagrad divides 0 by 0 where eps and a gradient are 0."
        : own("Adagrad", named(values, "lrDecay", "weightDecay", "initialAccumulatorValue", "eps")),
  rmsprop: ({ values }) =>
    values.convention !== "pytorch"
      ? `torch.optim.RMSprop has another σ than ${String(values.convention)}'s RMSProp.`
      : values.eps === 0
        ? "torch.optim.RMSprop divides 0 by 0 where eps and a gradient are 0."
        : own("RMSprop", named(values, "alpha", "eps", "weightDecay", "momentum", "centered")),
  adadelta: ({ values }) => own("Adadelta", named(values, "rho", "eps", "weightDecay")),
  adam: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adam", [betas(values), ...named(values, "eps", "weightDecay", "amsgrad")])
      : "torch.optim.Adam adds ε after the bias correction; Keras adds it before.",
  amsgrad: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adam", [betas(values), ...named(values, "eps"), "amsgrad=True"])
      : "torch.optim.Adam keeps the largest σ² before its bias correction; Optax after.",
  adamw: ({ values }) =>
    values.convention === "pytorch"
      ? own("AdamW", [betas(values), ...named(values, "eps", "weightDecay", "amsgrad")])
      : "torch.optim.AdamW adds ε after the bias correction; Keras adds it before.",
  adamax: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adamax", [betas(values), ...named(values, "eps", "weightDecay")])
      : "torch.optim.Adamax adds ε to |g|; Keras adds it to σ.",
  radam: ({ values }) =>
    values.convention === "pytorch"
      ? own("RAdam", [betas(values), ...named(values, "eps", "weightDecay")])
      : "torch.optim.RAdam adds ε before the bias correction; Optax adds it after.",
  nadam: () => "Versions of torch.optim.NAdam differ in how they correct the momentum for bias.",
  asgd: ({ values, isConstant }) =>
    isConstant
      ? own("ASGD", named(values, "lambd", "alpha", "t0", "weightDecay"))
      : "torch.optim.ASGD follows a changing learning rate one step late.",
  rprop: ({ values, isConstant }) =>
    isConstant
      ? own("Rprop", [
          `etas=(${literal(values.etaMinus)}, ${literal(values.etaPlus)})`,
          `step_sizes=(${literal(values.stepMin)}, ${literal(values.stepMax)})`,
        ])
      : "torch.optim.Rprop moves even where the schedule's rate is 0.",
  lbfgs: ({ values, isConstant, changesGradient }) =>
    !isConstant
      ? "torch.optim.LBFGS cannot search where the schedule's rate is 0."
      : changesGradient
        ? "torch.optim.LBFGS would use the changed gradient in its line search too."
        : own("LBFGS", [
            "max_iter=1",
            `history_size=${Number(values.historySize)}`,
            ...named(values, "toleranceGrad", "toleranceChange"),
            ...(values.lineSearch === "strongWolfe" ? ['line_search_fn="strong_wolfe"'] : []),
          ]),
  muon: () => "torch.optim.Muon works in bfloat16 and takes only matrices.",
  adafactor: () => "torch.optim.Adafactor is not in every version of PyTorch.",
};
