/** What holds numbers; `min` and `max` are inclusive. */
interface Bounded {
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

export interface NumberOption extends Bounded {
  readonly kind: "number";
  readonly default: number;
  readonly scale?: "linear" | "log";
  readonly slider?: readonly [number, number];
  readonly integer?: boolean;
}

/** A learning rate; left out, it is `factor` times the run's own. */
export interface RateOption extends Bounded {
  readonly kind: "rate";
  readonly factor: number;
}

/** A number of steps; left out, it is `share` of the run's own, and follows them. */
export interface LengthOption extends Bounded {
  readonly kind: "length";
  readonly share: number;
  readonly integer: true;
}

export interface FlagOption {
  readonly kind: "flag";
  readonly default: boolean;
  readonly help: string;
}

export interface ChoiceOption {
  readonly kind: "choice";
  readonly default: string;
  readonly choices: readonly string[];
  readonly help: string;
}

/** A list of numbers, each within [min, max]. */
export interface NumbersOption extends Bounded {
  readonly kind: "numbers";
  readonly default: readonly number[];
  readonly integer?: boolean;
  readonly increasing?: boolean;
}

/** Another schedule, such as what follows a warm-up; `constant` when left out. */
export interface ScheduleOption {
  readonly kind: "schedule";
  readonly help: string;
}

/** Several schedules. */
export interface SchedulesOption {
  readonly kind: "schedules";
  readonly help: string;
}

export type Option =
  | NumberOption
  | RateOption
  | LengthOption
  | FlagOption
  | ChoiceOption
  | NumbersOption
  | ScheduleOption
  | SchedulesOption;

/** A schedule inside another: its own η at its own step, for the learning rate of the run. */
export type InnerRate = (t: number) => number;

type ValueOf<D> = D extends NumberOption | RateOption | LengthOption
  ? number
  : D extends FlagOption
    ? boolean
    : D extends ChoiceOption
      ? D["choices"][number]
      : D extends NumbersOption
        ? readonly number[]
        : D extends ScheduleOption
          ? InnerRate
          : D extends SchedulesOption
            ? readonly InnerRate[]
            : never;

/** The values a schedule sees: each option under its own name. */
export type OptionValues<O extends Readonly<Record<string, Option>>> = {
  readonly [K in keyof O]: ValueOf<O[K]>;
};

/** A number of steps. */
export function steps(usual: number, help: string, min = 1): NumberOption {
  return { kind: "number", default: usual, min, max: 1e7, integer: true, help };
}

/** A number of steps that is a share of the run's own unless it is given. */
export function length(share: number, help: string, min = 1): LengthOption {
  return { kind: "length", share, min, max: 1e7, integer: true, help };
}

/** The number that an option is where it is left out, in a run of this rate and so many steps. */
export function usualNumber(
  option: NumberOption | RateOption | LengthOption,
  lr: number,
  steps: number,
): number {
  switch (option.kind) {
    case "number":
      return option.default;
    case "rate":
      return option.factor * lr;
    case "length":
      return Math.max(option.min, Math.round(option.share * steps));
  }
}

/** A number within [min, max]. */
export function number(
  usual: number,
  [min, max]: readonly [number, number],
  help: string,
  more: Pick<NumberOption, "scale" | "slider" | "integer"> = {},
): NumberOption {
  return { kind: "number", default: usual, min, max, help, ...more };
}

/** A factor between 0 and `max`. */
export function factor(usual: number, help: string, max = 1): NumberOption {
  return number(usual, [0, max], help);
}

export function rate(relative: number, help: string): RateOption {
  return { kind: "rate", factor: relative, min: 0, max: 1e6, help };
}

export function flag(usual: boolean, help: string): FlagOption {
  return { kind: "flag", default: usual, help };
}

/** One of `choices`; the first is the default. */
export function choice<const C extends readonly [string, ...string[]]>(
  choices: C,
  help: string,
): ChoiceOption & { readonly choices: C } {
  return { kind: "choice", default: choices[0], choices, help };
}

/** Steps in increasing order, none before `min`. */
export function increasingSteps(usual: readonly number[], help: string, min = 0): NumbersOption {
  return { kind: "numbers", default: usual, min, max: 1e7, integer: true, increasing: true, help };
}
