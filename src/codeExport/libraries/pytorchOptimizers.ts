import type { RunOptions } from "../../options/runOptions";
import { literal } from "../methods/writtenMethod";
import type { LibraryChoice } from "./program";

/** What decides whether torch's own optimizer makes the same steps. */
interface Facts {
  readonly values: RunOptions["hyperparameters"];
  readonly isConstant: boolean;
  /** Whether the gradient is changed between the loss and the optimizer. */
  readonly changesGradient: boolean;
}

const own = (name: string, options: readonly string[]): LibraryChoice => ({
  kind: "own",
  name: `torch.optim.${name}`,
  options,
});
const written = (reason: string): LibraryChoice => ({ kind: "written", reason });

/** `eps=…` for each hyperparameter, under torch's name for it. */
function named(values: Facts["values"], names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names).map(([ours, theirs]) => `${theirs}=${literal(values[ours])}`);
}

const betas = (values: Facts["values"]): string =>
  `betas=(${literal(values.beta1)}, ${literal(values.beta2)})`;

const decayAndEps = { eps: "eps", weightDecay: "weight_decay" } as const;

const table: Readonly<Record<string, (facts: Facts) => LibraryChoice>> = {
  gd: () => own("SGD", []),
  momentum: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant
      ? own("SGD", named(values, { momentum: "momentum" }))
      : written("torch.optim.SGD keeps the learning rate outside the velocity; here it is inside."),
  sgd: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant || values.momentum === 0
      ? own(
          "SGD",
          named(values, {
            momentum: "momentum",
            dampening: "dampening",
            weightDecay: "weight_decay",
            nesterov: "nesterov",
          }),
        )
      : written("torch.optim.SGD keeps the learning rate outside the velocity; here it is inside."),
  adagrad: ({ values }) =>
    values.convention !== "pytorch"
      ? written(`torch.optim.Adagrad has another σ than ${String(values.convention)}'s Adagrad.`)
      : values.eps === 0
        ? written("torch.optim.Adagrad divides 0 by 0 where eps and a gradient are 0.")
        : own(
            "Adagrad",
            named(values, {
              lrDecay: "lr_decay",
              weightDecay: "weight_decay",
              initialAccumulatorValue: "initial_accumulator_value",
              eps: "eps",
            }),
          ),
  rmsprop: ({ values }) =>
    values.convention !== "pytorch"
      ? written(`torch.optim.RMSprop has another σ than ${String(values.convention)}'s RMSProp.`)
      : values.eps === 0
        ? written("torch.optim.RMSprop divides 0 by 0 where eps and a gradient are 0.")
        : own(
            "RMSprop",
            named(values, {
              alpha: "alpha",
              ...decayAndEps,
              momentum: "momentum",
              centered: "centered",
            }),
          ),
  adadelta: ({ values }) => own("Adadelta", named(values, { rho: "rho", ...decayAndEps })),
  adam: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adam", [betas(values), ...named(values, { ...decayAndEps, amsgrad: "amsgrad" })])
      : written("torch.optim.Adam adds ε after the bias correction; Keras adds it before."),
  amsgrad: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adam", [betas(values), ...named(values, { eps: "eps" }), "amsgrad=True"])
      : written("torch.optim.Adam keeps the largest σ² before its bias correction; Optax after."),
  adamw: ({ values }) =>
    values.convention === "pytorch"
      ? own("AdamW", [betas(values), ...named(values, { ...decayAndEps, amsgrad: "amsgrad" })])
      : written("torch.optim.AdamW adds ε after the bias correction; Keras adds it before."),
  adamax: ({ values }) =>
    values.convention === "pytorch"
      ? own("Adamax", [betas(values), ...named(values, decayAndEps)])
      : written("torch.optim.Adamax adds ε to |g|; Keras adds it to σ."),
  radam: ({ values }) =>
    values.convention === "pytorch"
      ? own("RAdam", [betas(values), ...named(values, decayAndEps)])
      : written("torch.optim.RAdam adds ε before the bias correction; Optax adds it after."),
  nadam: () =>
    written("Versions of torch.optim.NAdam differ in how they correct the momentum for bias."),
  asgd: ({ values, isConstant }) =>
    isConstant
      ? own(
          "ASGD",
          named(values, { lambd: "lambd", alpha: "alpha", t0: "t0", weightDecay: "weight_decay" }),
        )
      : written("torch.optim.ASGD follows a changing learning rate one step late."),
  rprop: ({ values, isConstant }) =>
    isConstant
      ? own("Rprop", [
          `etas=(${literal(values.etaMinus)}, ${literal(values.etaPlus)})`,
          `step_sizes=(${literal(values.stepMin)}, ${literal(values.stepMax)})`,
        ])
      : written("torch.optim.Rprop moves even where the schedule's rate is 0."),
  lbfgs: ({ values, isConstant, changesGradient }) =>
    !isConstant
      ? written("torch.optim.LBFGS cannot search where the schedule's rate is 0.")
      : changesGradient
        ? written("torch.optim.LBFGS would use the changed gradient in its line search too.")
        : own("LBFGS", [
            "max_iter=1",
            `history_size=${Number(values.historySize)}`,
            ...named(values, {
              toleranceGrad: "tolerance_grad",
              toleranceChange: "tolerance_change",
            }),
            ...(values.lineSearch === "strongWolfe" ? ['line_search_fn="strong_wolfe"'] : []),
          ]),
  muon: () => written("torch.optim.Muon works in bfloat16 and takes only matrices."),
  adafactor: () => written("torch.optim.Adafactor is not in every version of PyTorch."),
};

/** Torch's own optimizer (1.13 and 2.x) where it makes the same steps; otherwise why not. */
export function pytorchOptimizer(id: string, label: string, facts: Facts): LibraryChoice {
  const choose = Object.hasOwn(table, id) ? table[id] : undefined;
  return choose?.(facts) ?? written(`torch.optim has no ${label}.`);
}
