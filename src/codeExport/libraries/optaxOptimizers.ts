import type { RunOptions } from "../../options/runOptions";
import { literal } from "../methods/writtenMethod";
import type { LibraryChoice } from "./program";

interface Facts {
  readonly values: RunOptions["hyperparameters"];
  readonly isConstant: boolean;
  /** Whether the schedule's rate is 0 at some step. */
  readonly mayBeZero: boolean;
  readonly isOneBlock: boolean;
}

/** `learning_rate` stands for the rate or schedule, which the caller puts in. */
const own = (name: string, options: readonly string[], coupled?: unknown): LibraryChoice => ({
  kind: "own",
  name: `optax.${name}`,
  options,
  ...(typeof coupled === "number" && coupled !== 0 ? { coupledDecay: coupled } : {}),
});
const written = (reason: string): LibraryChoice => ({ kind: "written", reason });

function named(values: Facts["values"], names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names).map(([ours, theirs]) => `${theirs}=${literal(values[ours])}`);
}

const adamNames = { beta1: "b1", beta2: "b2", eps: "eps" } as const;

const table: Readonly<Record<string, (facts: Facts) => LibraryChoice>> = {
  gd: () => own("sgd", []),
  momentum: ({ values, isConstant }) =>
    values.convention === "pytorch" || isConstant
      ? own("sgd", named(values, { momentum: "momentum" }))
      : written("optax.sgd keeps the learning rate outside the velocity; here it is inside."),
  sgd: ({ values, isConstant }) =>
    values.dampening !== 0 && values.momentum !== 0
      ? written("optax.sgd has no dampening.")
      : values.convention === "pytorch" || isConstant || values.momentum === 0
        ? own(
            "sgd",
            named(values, { momentum: "momentum", nesterov: "nesterov" }),
            values.weightDecay,
          )
        : written("optax.sgd keeps the learning rate outside the velocity; here it is inside."),
  adagrad: ({ values }) =>
    values.convention === "keras" || values.convention === "optax"
      ? own(
          "adagrad",
          named(values, { initialAccumulatorValue: "initial_accumulator_value", eps: "eps" }),
          values.weightDecay,
        )
      : written(`optax.adagrad has another σ than ${String(values.convention)}'s Adagrad.`),
  rmsprop: ({ values, isConstant, mayBeZero }) =>
    values.convention === "lecture"
      ? written("optax.rmsprop starts σ from 0; the lecture's σ starts from |g|.")
      : values.eps === 0
        ? written("optax.rmsprop divides 0 by 0 where eps and a gradient are 0.")
        : values.convention === "pytorch" && values.momentum !== 0 && !isConstant
          ? written(
              "optax.rmsprop keeps the learning rate inside the movement; here it is outside.",
            )
          : values.momentum !== 0 && mayBeZero
            ? written("optax.rmsprop moves on where the schedule's rate is 0; the run does not.")
            : own(
                "rmsprop",
                [
                  ...named(values, { alpha: "decay", eps: "eps" }),
                  `eps_in_sqrt=${values.convention === "pytorch" ? "False" : "True"}`,
                  ...named(values, { centered: "centered" }),
                  ...(values.momentum === 0 ? [] : named(values, { momentum: "momentum" })),
                ],
                values.weightDecay,
              ),
  adadelta: ({ values }) =>
    own("adadelta", named(values, { rho: "rho", eps: "eps", weightDecay: "weight_decay" })),
  adam: ({ values }) =>
    values.amsgrad === true
      ? written("optax.amsgrad keeps the largest σ² after its bias correction; here it is before.")
      : values.convention === "pytorch"
        ? own("adam", named(values, adamNames), values.weightDecay)
        : written("optax.adam adds ε after the bias correction; Keras adds it before."),
  amsgrad: ({ values }) =>
    values.convention === "optax"
      ? own("amsgrad", named(values, adamNames))
      : written("optax.amsgrad keeps the largest σ² after its bias correction; PyTorch before."),
  adamw: ({ values }) =>
    values.amsgrad === true
      ? written("optax.adamw has no AMSGrad.")
      : values.convention === "keras"
        ? written("optax.adamw adds ε after the bias correction; Keras adds it before.")
        : own("adamw", named(values, { ...adamNames, weightDecay: "weight_decay" })),
  adamax: ({ values }) =>
    values.convention === "pytorch"
      ? own("adamax", named(values, adamNames), values.weightDecay)
      : written("optax.adamax adds ε to |g|; Keras adds it to σ."),
  adabelief: ({ values }) => own("adabelief", named(values, { ...adamNames, epsRoot: "eps_root" })),
  yogi: ({ values }) =>
    values.initialAccumulatorValue === 1e-6
      ? own("yogi", named(values, adamNames))
      : written("optax.yogi starts from 1e-6; this run does not."),
  nadamw: ({ values }) =>
    own("nadamw", named(values, { ...adamNames, weightDecay: "weight_decay" })),
  nadam: ({ values }) =>
    values.convention === "optax"
      ? own("nadam", named(values, adamNames), values.weightDecay)
      : written("optax.nadam keeps its momentum at β₁; this one rises towards it."),
  radam: ({ values }) =>
    values.convention === "optax"
      ? own("radam", named(values, adamNames), values.weightDecay)
      : written("optax.radam adds ε after the bias correction; here it is before."),
  lion: ({ values }) =>
    own("lion", named(values, { beta1: "b1", beta2: "b2", weightDecay: "weight_decay" })),
  signsgd: () => own("sign_sgd", []),
  signum: ({ values }) => own("signum", named(values, { momentum: "beta" })),
  rprop: () =>
    written("optax.rprop forgets a change of sign later than Riedmiller's and PyTorch's."),
  lamb: ({ values, isOneBlock }) =>
    isOneBlock
      ? own("lamb", named(values, { ...adamNames, weightDecay: "weight_decay" }))
      : written("optax.lamb would take all arguments for one, as θ is one array here."),
  lars: ({ values, isOneBlock, mayBeZero }) =>
    !isOneBlock
      ? written("optax.lars would take all arguments for one, as θ is one array here.")
      : mayBeZero
        ? written("optax.lars moves on where the schedule's rate is 0; the run does not.")
        : own(
            "lars",
            named(values, {
              weightDecay: "weight_decay",
              trustCoefficient: "trust_coefficient",
              eps: "eps",
              momentum: "momentum",
              nesterov: "nesterov",
            }),
          ),
  ademamix: ({ values }) =>
    values.warmup === 0
      ? own(
          "contrib.ademamix",
          named(values, {
            ...adamNames,
            beta3: "b3",
            alpha: "alpha",
            weightDecay: "weight_decay",
          }),
        )
      : written("optax.contrib.ademamix leaves the warm-up of α and β₃ to schedules of one's own."),
  adopt: ({ values }) =>
    own("contrib.adopt", named(values, { ...adamNames, clipping: "use_clipping" })),
  prodigy: ({ values }) =>
    own("contrib.prodigy", [
      `betas=(${literal(values.beta1)}, ${literal(values.beta2)})`,
      ...(values.beta3 === 0 ? [] : named(values, { beta3: "beta3" })),
      ...named(values, {
        eps: "eps",
        d0: "estim_lr0",
        dCoef: "estim_lr_coef",
        weightDecay: "weight_decay",
      }),
    ]),
  scheduleFreeAdamw: () =>
    written("optax.contrib.schedule_free_adamw corrects and weighs its steps otherwise."),
  lbfgs: () => written("optax.lbfgs has another line search."),
  muon: () => written("optax.contrib.muon takes each argument as an array of its own."),
  adafactor: () => written("optax.adafactor has another ε and another order of its steps."),
};

/** Optax's own optimizer (0.2.8) where it makes the same steps; otherwise why not. */
export function optaxOptimizer(id: string, label: string, facts: Facts): LibraryChoice {
  const choose = Object.hasOwn(table, id) ? table[id] : undefined;
  return choose?.(facts) ?? written(`Optax has no ${label}.`);
}
