import type { HyperparameterValue } from "../../optimizers/hyperparameter";
import type { HelperName } from "./helpers";
import { pythonBoolean, pythonFloat, pythonInteger, snakeCase } from "../python";

/**
 * An optimizer written out in Python, on arrays of one number per parameter.
 *
 * Its lines may use `theta`, `g`, `value`, `rate` (η^t), `t` and `value_and_gradient(theta)`. Functions of arrays are
 * written `xp.sqrt(…)`; a library puts its own module there (`inLibrary`).
 */
export interface WrittenMethod {
  /** Constants and state, before the loop. */
  readonly before: readonly string[];
  /** Lines of one step, up to what `change` needs. */
  readonly step: readonly string[];
  /** What is subtracted from θ: an expression such as `rate / sigma * m`. */
  readonly change: string;
  /** Decoupled decay d in θ ← (1 − rate·d)·θ − change; absent: none. */
  readonly decay?: string | undefined;
  /** Lines after θ has moved. */
  readonly after?: readonly string[];
  /** Functions it calls, of those in `helpers`. */
  readonly helpers?: readonly HelperName[];
}

/** What a method is written for. */
export interface MethodSetting {
  readonly values: Readonly<Record<string, HyperparameterValue>>;
  readonly shapes: readonly (readonly number[])[];
  /** Whether `rate` can be 0, which some formulas divide by. */
  readonly rateMayBeZero: boolean;
  /** Where parameters have numbers of their own `rate` is an array, and so is weight decay, as written here, if it is on. */
  readonly own?: { readonly weightDecay: string | undefined };
}

export type WriteMethod = (setting: MethodSetting) => WrittenMethod;

/** A hyperparameter as Python writes it. */
export function literal(value: HyperparameterValue | undefined): string {
  if (typeof value === "number") return pythonFloat(value);
  if (typeof value === "boolean") return pythonBoolean(value);
  throw new Error(`${String(value)} is not a number or a flag`);
}

/** `beta1, eps = 0.9, 1e-8`: hyperparameters under their own names, in Python's spelling. */
export function constants(
  values: MethodSetting["values"],
  ...names: readonly string[]
): readonly string[] {
  if (names.length === 0) return [];
  const left = names.map(snakeCase).join(", ");
  return [`${left} = ${names.map((name) => literal(values[name])).join(", ")}`];
}

/** As `constants`, for whole numbers. */
export function integerConstants(
  values: MethodSetting["values"],
  ...names: readonly string[]
): readonly string[] {
  const left = names.map(snakeCase).join(", ");
  return [`${left} = ${names.map((name) => pythonInteger(Number(values[name]))).join(", ")}`];
}

/** `mean = xp.zeros_like(theta)` for each name. */
export function zeros(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${name} = xp.zeros_like(theta)`);
}

/** The line of coupled weight decay, if there is any. */
export function coupledDecay(values: MethodSetting["values"]): readonly string[] {
  return values.weightDecay === 0 ? [] : [`g = g + ${literal(values.weightDecay)} * theta`];
}

/** The decoupled decay of the method itself, if there is any. */
export function ownDecay(values: MethodSetting["values"]): { readonly decay?: string } {
  return values.weightDecay === 0 ? {} : { decay: literal(values.weightDecay) };
}
