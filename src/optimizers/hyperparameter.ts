/** A hyperparameter that is a number. `min` and `max` are inclusive: values outside are refused. */
export interface NumberHyperparameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** How a slider should move; `nearOne` spaces 1 − value logarithmically, for weights of the past. */
  readonly scale?: "linear" | "log" | "nearOne";
  /** The part of [min, max] worth a slider; all of it when absent. */
  readonly slider?: readonly [number, number];
  readonly integer?: boolean;
  readonly help: string;
}

/** A hyperparameter that is on or off. */
export interface FlagHyperparameter {
  readonly default: boolean;
  readonly help: string;
}

/** A hyperparameter with named choices, such as the `convention` of a library. */
export interface ChoiceHyperparameter {
  readonly default: string;
  readonly choices: readonly string[];
  readonly help: string;
}

export type Hyperparameter = NumberHyperparameter | FlagHyperparameter | ChoiceHyperparameter;
export type Hyperparameters = Readonly<Record<string, Hyperparameter>>;
export type HyperparameterValue = number | boolean | string;

type ValueOf<D> = D extends NumberHyperparameter
  ? number
  : D extends FlagHyperparameter
    ? boolean
    : D extends ChoiceHyperparameter
      ? D["choices"][number]
      : never;

/** The values an update sees: each hyperparameter under its own name. */
export type HyperparameterValues<H extends Hyperparameters> = {
  readonly [K in keyof H]: ValueOf<H[K]>;
};

export function isNumberHyperparameter(
  declaration: Hyperparameter,
): declaration is NumberHyperparameter {
  return typeof declaration.default === "number";
}

export function isChoiceHyperparameter(
  declaration: Hyperparameter,
): declaration is ChoiceHyperparameter {
  return "choices" in declaration;
}

/** Every hyperparameter at its default. */
export function defaultValues<H extends Hyperparameters>(
  hyperparameters: H,
): HyperparameterValues<H> {
  const values = Object.entries(hyperparameters).map(([name, { default: value }]) => [name, value]);
  return Object.fromEntries(values) as HyperparameterValues<H>;
}

/** The learning rate η: any positive number is worth trying, a slider covers the usual ones. */
export function learningRate(
  usual: number,
  help = "length of a step at σ = |m|",
): NumberHyperparameter {
  return { default: usual, min: 1e-12, max: 1e6, scale: "log", slider: [1e-6, 10], help };
}

/** A weight of the past in an exponential average: 0 forgets at once, near 1 remembers long. */
export function beta(usual: number, help: string): NumberHyperparameter {
  return { default: usual, min: 0, max: 0.999999, scale: "nearOne", slider: [0, 0.9999], help };
}

/** A small ε that keeps a divisor above 0; 0 itself only where the optimizer guards against 0/0. */
export function epsilon(
  usual: number,
  help = "keeps σ above 0",
  smallest = 1e-30,
): NumberHyperparameter {
  return { default: usual, min: smallest, max: 1, scale: "log", slider: [1e-16, 1e-2], help };
}

/** A non-negative number with a slider over `slider`. */
export function amount(
  usual: number,
  help: string,
  slider: readonly [number, number] = [0, 1],
): NumberHyperparameter {
  return { default: usual, min: 0, max: 1e6, slider, help };
}

/** Coupled weight decay λ: g ← g + λ·θ before anything else. */
export function coupledWeightDecay(usual = 0): NumberHyperparameter {
  return amount(usual, "λ in g ← g + λ·θ", [0, 0.1]);
}

/** Decoupled weight decay λ: θ ← (1 − η·λ)·θ beside the step. */
export function decoupledWeightDecay(usual: number): NumberHyperparameter {
  return amount(usual, "λ in θ ← (1 − η·λ)·θ, beside the step", [0, 0.1]);
}

export function count(
  usual: number,
  help: string,
  range: readonly [number, number] = [1, 1e7],
): NumberHyperparameter {
  return { default: usual, min: range[0], max: range[1], integer: true, help };
}

export function flag(usual: boolean, help: string): FlagHyperparameter {
  return { default: usual, help };
}

/** One of `choices`; the first is the default. */
export function choice<const C extends readonly [string, ...string[]]>(
  choices: C,
  help: string,
): { readonly default: C[number]; readonly choices: C; readonly help: string } {
  return { default: choices[0], choices, help };
}

/** Whose formula to follow where libraries differ; the first is the default. */
export function convention<const C extends readonly [string, ...string[]]>(
  choices: C,
  help: string,
): { readonly default: C[number]; readonly choices: C; readonly help: string } {
  return choice(choices, help);
}
