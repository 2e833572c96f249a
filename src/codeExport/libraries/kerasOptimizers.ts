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

const own = (name: string, options: readonly string[], coupled?: unknown): LibraryChoice => ({
  kind: "own",
  name: `keras.optimizers.${name}`,
  options,
  ...(typeof coupled === "number" && coupled !== 0 ? { coupledDecay: coupled } : {}),
});
const written = (reason: string): LibraryChoice => ({ kind: "written", reason });

function named(values: Facts["values"], names: Readonly<Record<string, string>>): string[] {
  return Object.entries(names).map(([ours, theirs]) => `${theirs}=${literal(values[ours])}`);
}

/** The decoupled decay that every optimizer of Keras takes. */
function decoupled(values: Facts["values"]): string[] {
  return values.weightDecay === 0 ? [] : named(values, { weightDecay: "weight_decay" });
}

const adamNames = { beta1: "beta_1", beta2: "beta_2", eps: "epsilon" } as const;
const otherEpsilon = "adds ε before the bias correction; here it is added after.";
const insideVelocity =
  "keras.optimizers.SGD keeps the learning rate inside the velocity; here it is outside.";
const coasts = (name: string) =>
  `keras.optimizers.${name} moves on where the schedule's rate is 0; the run does not.`;

const table: Readonly<Record<string, (facts: Facts) => LibraryChoice>> = {
  gd: () => own("SGD", []),
  momentum: ({ values, isConstant, mayBeZero }) =>
    values.convention === "pytorch" && !isConstant
      ? written(insideVelocity)
      : mayBeZero
        ? written(coasts("SGD"))
        : own("SGD", named(values, { momentum: "momentum" })),
  sgd: ({ values, isConstant, mayBeZero }) => {
    const options = named(values, { momentum: "momentum", nesterov: "nesterov" });
    if (values.momentum === 0) return own("SGD", [], values.weightDecay);
    if (values.dampening !== 0) return written("keras.optimizers.SGD has no dampening.");
    if (values.convention === "pytorch" && !isConstant) return written(insideVelocity);
    return mayBeZero ? written(coasts("SGD")) : own("SGD", options, values.weightDecay);
  },
  adagrad: ({ values }) =>
    values.convention !== "keras" && values.convention !== "optax"
      ? written(
          `keras.optimizers.Adagrad has another σ than ${String(values.convention)}'s Adagrad.`,
        )
      : values.eps === 0
        ? written("keras.optimizers.Adagrad divides 0 by 0 where epsilon and a gradient are 0.")
        : own(
            "Adagrad",
            named(values, {
              initialAccumulatorValue: "initial_accumulator_value",
              eps: "epsilon",
            }),
            values.weightDecay,
          ),
  rmsprop: ({ values, mayBeZero }) =>
    values.convention !== "keras" && values.convention !== "optax"
      ? written(
          `keras.optimizers.RMSprop has another σ than ${String(values.convention)}'s RMSProp.`,
        )
      : values.eps === 0
        ? written("keras.optimizers.RMSprop divides 0 by 0 where epsilon and a gradient are 0.")
        : values.momentum !== 0 && mayBeZero
          ? written(coasts("RMSprop"))
          : own(
              "RMSprop",
              named(values, {
                alpha: "rho",
                momentum: "momentum",
                eps: "epsilon",
                centered: "centered",
              }),
              values.weightDecay,
            ),
  adadelta: ({ values }) =>
    own("Adadelta", named(values, { rho: "rho", eps: "epsilon" }), values.weightDecay),
  adam: ({ values }) =>
    values.convention === "keras"
      ? own("Adam", named(values, { ...adamNames, amsgrad: "amsgrad" }), values.weightDecay)
      : written(`keras.optimizers.Adam ${otherEpsilon}`),
  adamw: ({ values }) =>
    values.convention === "keras"
      ? own("AdamW", [...named(values, { ...adamNames, amsgrad: "amsgrad" }), ...decoupled(values)])
      : written(`keras.optimizers.AdamW ${otherEpsilon}`),
  amsgrad: () => written(`keras.optimizers.Adam ${otherEpsilon}`),
  adamax: ({ values }) =>
    values.convention === "keras"
      ? own("Adamax", named(values, adamNames), values.weightDecay)
      : written("keras.optimizers.Adamax adds ε to σ instead of to |g|."),
  nadam: () => written("keras.optimizers.Nadam has another momentum schedule."),
  nadamw: () => written("keras.optimizers.Nadam has another momentum schedule."),
  ftrl: ({ values, mayBeZero }) =>
    !mayBeZero
      ? own(
          "Ftrl",
          named(values, {
            learningRatePower: "learning_rate_power",
            initialAccumulatorValue: "initial_accumulator_value",
            l1RegularizationStrength: "l1_regularization_strength",
            l2RegularizationStrength: "l2_regularization_strength",
            l2ShrinkageRegularizationStrength: "l2_shrinkage_regularization_strength",
            beta: "beta",
          }),
        )
      : written("keras.optimizers.Ftrl divides by the schedule's rate, which is 0 at some step."),
  lion: ({ values }) =>
    own("Lion", [...named(values, { beta1: "beta_1", beta2: "beta_2" }), ...decoupled(values)]),
  lamb: ({ values, isOneBlock }) =>
    values.weightDecay !== 0
      ? written("keras.optimizers.Lamb leaves the weight decay out of the trust ratio.")
      : isOneBlock
        ? own("Lamb", named(values, adamNames))
        : written(
            "keras.optimizers.Lamb would take all arguments for one, as θ is one array here.",
          ),
  muon: () => written("keras.optimizers.Muon chooses which arguments are matrices by their names."),
  adafactor: () => written("keras.optimizers.Adafactor has another ε and another rate."),
  scheduleFreeAdamw: () =>
    written("keras.optimizers.ScheduleFreeAdamW corrects and weighs its steps otherwise."),
};

/** Keras' own optimizer (3.15) where it makes the same steps; otherwise why not. */
export function kerasOptimizer(id: string, label: string, facts: Facts): LibraryChoice {
  const choose = Object.hasOwn(table, id) ? table[id] : undefined;
  return choose?.(facts) ?? written(`Keras has no ${label}.`);
}
