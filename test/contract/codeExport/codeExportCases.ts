import { optimizers } from "../../../src/optimizers/catalogue";
import {
  type Hyperparameter,
  type HyperparameterValue,
  defaultValues,
  isChoiceHyperparameter,
} from "../../../src/optimizers/hyperparameter";
import type { Optimizer } from "../../../src/optimizers/optimizer";
import type { Extras, RunOptions, ScheduleOptions } from "../../../src/options/runOptions";
import { constantSchedule } from "../../../src/schedules/startSchedule";

type Values = Readonly<Record<string, HyperparameterValue>>;

/** A run, as far as it is not at the defaults. */
export interface Variant {
  readonly name: string;
  readonly optimizer: Optimizer;
  readonly values: Values;
  readonly schedule: ScheduleOptions;
  readonly extras: Extras;
  /** A loss of matrices instead of Rosenbrock's. */
  readonly isLayered?: true;
  /** Each argument has rates and decays of its own. */
  readonly isByArgument?: true;
}

/** Falls to 0 at step 40: methods that divide by η or keep it in a memory must manage. */
const fallingToZero: ScheduleOptions = { id: "polynomial", options: { totalIters: 40, power: 1 } };

/** Options with which something happens within 50 steps; schedules not listed are left at their defaults. */
const scheduleSettings: Readonly<Record<string, readonly ScheduleOptions["options"][]>> = {
  constant: [{}],
  constantFactor: [
    { factor: 0.25, totalIters: 7 },
    { factor: 0, totalIters: 7 },
  ],
  cosine: [{ tMax: 17, etaMin: 1e-5 }, { tMax: 60 }],
  cosineRestarts: [
    { t0: 5, tMult: 2, etaMin: 2e-5 },
    { t0: 8, tMult: 1 },
  ],
  cyclic: [
    { baseLr: 1e-5, maxLr: 1e-4, stepSizeUp: 6, stepSizeDown: 9 },
    { baseLr: 2e-5, maxLr: 3e-4, stepSizeUp: 5, mode: "triangular2" },
    { baseLr: 2e-5, maxLr: 3e-4, stepSizeUp: 7, mode: "expRange", gamma: 0.97 },
  ],
  exponential: [{ gamma: 0.93 }],
  inverseSqrt: [{}],
  inverseTime: [{ decay: 0.1 }],
  linear: [
    { startFactor: 0.2, endFactor: 0.9, totalIters: 13 },
    { startFactor: 2, endFactor: 0.1, totalIters: 30 },
  ],
  multiStep: [{ milestones: [4, 9, 31], gamma: 0.5 }],
  noam: [{ dModel: 4, warmup: 10 }],
  oneCycle: [
    { totalSteps: 50 },
    { totalSteps: 20 },
    { totalSteps: 60, pctStart: 0.4, threePhase: true },
    {
      totalSteps: 60,
      pctStart: 0.25,
      annealStrategy: "linear",
      divFactor: 10,
      finalDivFactor: 100,
    },
    { totalSteps: 30, pctStart: 1 },
  ],
  chained: [
    {
      schedules: [
        { id: "constantFactor", options: { factor: 0.1, totalIters: 9 } },
        { id: "exponential", options: { gamma: 0.95 } },
        { id: "plateau", options: { patience: 0, factor: 0.5, threshold: 0.3 } },
      ],
    },
  ],
  piecewise: [{ boundaries: [10, 30], values: [1e-4, 5e-5, 2e-4] }],
  plateau: [
    { factor: 0.5, patience: 1, threshold: 0.2 },
    { factor: 0.3, patience: 0, threshold: 0.1, thresholdMode: "abs", cooldown: 4, minLr: 1e-5 },
    { factor: 1, patience: 0 },
  ],
  polynomial: [{ totalIters: 25, power: 2.5 }],
  resnetWarmup: [{ warmupLr: 1e-5, steps: 12 }],
  sequence: [
    {
      schedules: [
        { id: "constantFactor", options: { factor: 0.1, totalIters: 100 } },
        { id: "exponential", options: { gamma: 0.9 } },
        { id: "plateau", options: { patience: 0, factor: 0.5, threshold: 0.3 } },
      ],
      milestones: [6, 20],
    },
  ],
  step: [{ stepSize: 11, gamma: 0.3 }],
  warmup: [
    { steps: 10, startFactor: 0.01 },
    { steps: 10, then: { id: "cosine", options: { tMax: 25 } } },
    {
      steps: 5,
      then: {
        id: "warmup",
        options: { steps: 8, startFactor: 0, then: { id: "plateau", options: { patience: 1 } } },
      },
    },
  ],
  wsd: [
    { warmupSteps: 8, stableSteps: 15, decaySteps: 20 },
    { warmupSteps: 8, stableSteps: 15, decaySteps: 20, shape: "sqrt", minFactor: 0.1 },
    { warmupSteps: 0, stableSteps: 15, decaySteps: 20, shape: "cosine" },
  ],
};

/** Settings of one schedule, such that its rates change within 50 steps. */
export function settingsOf(id: string): readonly ScheduleOptions[] {
  return (scheduleSettings[id] ?? [{}]).map((options) => ({ id, options }));
}

/** Every optimizer: at its defaults, with each choice and flag the other way, with all its numbers changed. */
export function optimizerVariants(): Variant[] {
  return optimizers.flatMap((optimizer) =>
    [...valuesOf(optimizer)].flatMap(([name, values]): Variant[] => [
      { name, optimizer, values, schedule: constantSchedule, extras: {} },
      { name: `${name}, η to 0`, optimizer, values, schedule: fallingToZero, extras: {} },
    ]),
  );
}

/** Every optimizer on a loss of two matrices and a number. */
export function layeredVariants(): Variant[] {
  return optimizers.flatMap((optimizer) =>
    optimizer.kind === "element"
      ? []
      : [...valuesOf(optimizer)].map(([name, values]): Variant => {
          const rest = { optimizer, values, schedule: constantSchedule, extras: {} };
          return { name: `${name}, matrices`, ...rest, isLayered: true };
        }),
  );
}

/** Schedules with an optimizer of momentum 0.5 where it has one, and `change` on top. */
export function scheduleVariants(
  ids: readonly string[],
  optimizer: Optimizer,
  change: Values = {},
): Variant[] {
  const { hyperparameters } = optimizer;
  const momentum = "momentum" in hyperparameters ? { momentum: 0.5 } : {};
  const values = { ...defaultValues(hyperparameters), ...momentum, ...change };
  const changes = Object.values(change).map((value) => ` ${String(value)}`);
  return ids.flatMap((id) =>
    settingsOf(id).map((schedule, k): Variant => {
      const name = `${optimizer.id}${changes.join("")} with ${id} ${k + 1}`;
      return { name, optimizer, values, schedule, extras: {} };
    }),
  );
}

/** Each extra alone, and all together, on a few optimizers of different kinds. */
export function extraVariants(): Variant[] {
  const extras: Readonly<Record<string, Extras>> = {
    clipValue: { clipValue: 20 },
    clipNorm: { clipNorm: 15 },
    coupledWeightDecay: { coupledWeightDecay: 0.05 },
    decoupledWeightDecay: { decoupledWeightDecay: 0.3 },
    nesterov: { nesterov: 0.4 },
    "all extras": {
      clipValue: 100,
      clipNorm: 50,
      coupledWeightDecay: 0.05,
      decoupledWeightDecay: 0.3,
      nesterov: 0.4,
    },
  };
  const kinds = [
    "gd",
    "adam",
    "adamw",
    "yogi",
    "lamb",
    "asgd",
    "lbfgs",
    "newton",
    "prodigy",
    "ftrl",
  ];
  return optimizers
    .filter(({ id }) => kinds.includes(id))
    .flatMap((optimizer) =>
      Object.entries(extras).map(([name, added]): Variant => {
        const values = defaultValues(optimizer.hyperparameters);
        const rest = { optimizer, values, schedule: constantSchedule, extras: added };
        return { name: `${optimizer.id} with ${name}`, ...rest };
      }),
    );
}

export function runOf(
  { optimizer, values, schedule, extras, name, isLayered, isByArgument }: Variant,
  lr: number,
): RunOptions {
  const run = {
    optimizer: optimizer.id,
    label: name,
    lr,
    hyperparameters: values,
    schedule,
    extras,
  };
  if (!isByArgument) return run;
  const each = (value: number): Readonly<Record<string, number>> =>
    isLayered ? { w: value, v: value / 2, bias: value / 5 } : { x: value, y: 0.4 * value };
  const { weightDecay } = values;
  const hasDecay = optimizer.kind === "element" && typeof weightDecay === "number";
  const own = Object.entries(extras).filter(([extra]) => extra.endsWith("WeightDecay"));
  return {
    ...run,
    byArgument: {
      lr: each(lr),
      ...(hasDecay &&
        weightDecay > 0 && { weightDecay: { default: 0, [isLayered ? "w" : "x"]: weightDecay } }),
      ...Object.fromEntries(own.map(([extra, value]) => [extra, each(Number(value))])),
    },
  };
}

/** Rates and decays by argument: with every optimizer that takes them, with every schedule, with extras. */
export function byArgumentVariants(scheduleIds: readonly string[]): Variant[] {
  const taking = optimizers.filter((one) => one.kind === "element" || one.ownRates === true);
  const plain = taking.flatMap((optimizer): Variant[] => {
    const base: Values = defaultValues(optimizer.hyperparameters);
    const values = "weightDecay" in base ? { ...base, weightDecay: 0.1 } : base;
    const rest = { optimizer, schedule: constantSchedule, extras: {} };
    return [
      { ...rest, name: optimizer.id, values },
      { ...rest, name: `${optimizer.id}, matrices`, values, isLayered: true },
    ];
  });
  const [sgd, yogi] = ["sgd", "yogi"].map((id) => optimizers.find((one) => one.id === id)!);
  const variants = [
    ...plain,
    ...scheduleVariants(scheduleIds, sgd!),
    ...scheduleVariants(scheduleIds, yogi!),
    ...scheduleVariants(
      ["polynomial"],
      optimizers.find(({ id }) => id === "lars")!,
    ),
    ...extraVariants().filter(({ optimizer }) => taking.includes(optimizer)),
  ];
  return variants.map((variant) => ({
    ...variant,
    name: `${variant.name}, by argument`,
    isByArgument: true,
  }));
}

function valuesOf(optimizer: Optimizer): Map<string, Values> {
  const base: Values = defaultValues(optimizer.hyperparameters);
  const found = new Map<string, Values>([[optimizer.id, base]]);
  const declared = Object.entries(optimizer.hyperparameters);
  const add = (name: string, values: Values): void => {
    if (optimizer.check?.(values) === undefined) found.set(`${optimizer.id} ${name}`, values);
  };
  const moved = Object.fromEntries(
    declared.map(([name, declaration]) => [name, changed(declaration)]),
  );
  if (declared.length > 0) add("changed", { ...base, ...moved });
  for (const [name, declaration] of declared) {
    if (isChoiceHyperparameter(declaration)) {
      for (const choice of declaration.choices) {
        add(`${name} ${choice}`, { ...base, [name]: choice });
        add(`${name} ${choice} changed`, { ...base, ...moved, [name]: choice });
      }
    } else if (typeof declaration.default === "boolean") {
      add(`${name} ${!declaration.default}`, { ...base, [name]: !declaration.default });
      add(`${name} ${!declaration.default} changed`, {
        ...base,
        ...moved,
        [name]: !declaration.default,
      });
    }
  }
  if ("m" in base && "sigma" in base) addPairs(optimizer, base, add);
  if ("nesterov" in base && "momentum" in base)
    add("nesterov, momentum 0.8", { ...base, momentum: 0.8, nesterov: true });
  return found;
}

/** Every m with every σ. */
function addPairs(
  { hyperparameters }: Optimizer,
  base: Values,
  add: (name: string, values: Values) => void,
): void {
  const choices = (name: string): readonly string[] =>
    (hyperparameters[name] as { readonly choices: readonly string[] }).choices;
  for (const m of choices("m"))
    for (const sigma of choices("sigma")) add(`${m}/${sigma}`, { ...base, m, sigma });
}

/** Another value in range; choices and flags stay. */
function changed(declaration: Hyperparameter): HyperparameterValue {
  if (typeof declaration.default !== "number" || !("min" in declaration))
    return declaration.default;
  const { default: usual, min, max, integer } = declaration;
  const other = usual === 0 ? 0.1 : usual * 0.9;
  const whole = usual === 0 ? 7 : usual > 20 ? 6 : usual - 1;
  return Math.min(Math.max(integer === true ? whole : other, min), max);
}
