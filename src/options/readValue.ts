import {
  isChoiceHyperparameter,
  isNumberHyperparameter,
  type Hyperparameter,
  type HyperparameterValue,
  type Hyperparameters,
} from "../optimizers/hyperparameter";
import { inWords, nearestNames } from "../text/nearest";
import { type Given, type OptionPath, type Problems, quoted, valueOf } from "./problems";
import { exactText } from "../text/number";

/** The bounds that a message and a check need. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** "a number between 0 and 1", "a whole number between 1 and 1e7". */
export function rangeInWords({ min, max, integer }: NumberRange): string {
  return `a ${integer === true ? "whole " : ""}number between ${exactText(min)} and ${exactText(max)}`;
}

export function isInRange(value: unknown, { min, max, integer }: NumberRange): value is number {
  return (
    typeof value === "number" &&
    value >= min &&
    value <= max &&
    (integer !== true || Number.isInteger(value))
  );
}

/**
 * `value` if it is a number in range; otherwise a problem that names the range, and `fallback`.
 *
 * `undefined` counts as left out.
 */
export function readNumber<F extends number | undefined>(
  value: unknown,
  range: NumberRange,
  fallback: F,
  problems: Problems,
): number | F {
  if (value === undefined) return fallback;
  if (isInRange(value, range)) return value;
  const usual = fallback === undefined ? "" : `; the default is ${exactText(fallback)}`;
  problems.error(
    `${nameOf(problems.path)} must be ${rangeInWords(range)}, not ${quoted(value)}${usual}`,
    { code: typeof value === "number" ? "range" : "type", meant: nearestInRange(value, range) },
  );
  return fallback;
}

/** The number in range that is nearest to what was given, if that is a number, in quotes or not. */
function nearestInRange(value: unknown, { min, max, integer }: NumberRange): readonly number[] {
  const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof given !== "number" || Number.isNaN(given)) return [];
  const whole = integer === true ? Math.round(given) : given;
  return [Math.min(max, Math.max(min, whole))];
}

export function readFlag(value: unknown, fallback: boolean, problems: Problems): boolean {
  if (value === undefined) return fallback;
  if (typeof value === "boolean") return value;
  problems.error(`${nameOf(problems.path)} must be true or false, not ${quoted(value)}`);
  return fallback;
}

export function readChoice(
  value: unknown,
  choices: readonly string[],
  fallback: string,
  problems: Problems,
): string {
  if (value === undefined) return fallback;
  if (typeof value === "string" && choices.includes(value)) return value;
  const nearest = typeof value === "string" ? nearestNames(value, choices) : [];
  const hint = nearest.length > 0 ? `: did you mean ${inWords(nearest, "or")}?` : "";
  problems.error(
    `${nameOf(problems.path)} must be ${inWords(choices, "or")}, not ${quoted(value)}${hint}`,
    { code: "unknown", meant: nearest },
  );
  return fallback;
}

/** The value of one declared hyperparameter, its default where it is left out or wrong. */
function readHyperparameter(
  value: unknown,
  declaration: Hyperparameter,
  problems: Problems,
): HyperparameterValue {
  if (isNumberHyperparameter(declaration))
    return readNumber(value, declaration, declaration.default, problems);
  if (isChoiceHyperparameter(declaration))
    return readChoice(value, declaration.choices, declaration.default, problems);
  return readFlag(value, declaration.default, problems);
}

/** Every declared hyperparameter, from `given` where that is right. Keys not declared are not looked at. */
export function readHyperparameters(
  given: Given,
  declarations: Hyperparameters,
  problems: Problems,
): Record<string, HyperparameterValue> {
  const values = Object.entries(declarations).map(([name, declaration]) => {
    const value = valueOf(given, name);
    return [name, readHyperparameter(value, declaration, problems.at(name))] as const;
  });
  return Object.fromEntries(values);
}

function nameOf(path: OptionPath): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${path.at(-2) ?? "item"} ${last + 1}` : (last ?? "it");
}
