import { defaultKey, referenceOf } from "./argumentNumbers";
import { type Problems, isRecord } from "./problems";
import { readNumber, type NumberRange } from "./readValue";
import type { ArgumentNumber, NumbersByArgument, RunOptions } from "./runOptions";

/** A number that arguments may have their own of. */
interface ArgumentNumberRead<F> {
  /** The run's own. */
  readonly value: number | F;
  readonly byArgument: NumbersByArgument | undefined;
}

/** Whether a value gives a number for each argument rather than one for all. */
export function isByArgument(value: unknown): boolean {
  return isRecord(value) || Array.isArray(value);
}

/**
 * A number, or one for each argument: `0.1`, `{ w: 0.1, b: 0.01 }`, `{ default: 0.1, b: 0 }`, `{ layer: { w: 0.1 } }`, or
 * a list in the order of the arguments. 0 holds an argument where it is a rate, which one of them must not do.
 */
export function readArgumentNumber<F extends number | undefined>(
  value: unknown,
  range: NumberRange,
  fallback: F,
  problems: Problems,
): ArgumentNumberRead<F> {
  if (!isByArgument(value)) {
    return { value: readNumber(value, range, fallback, problems), byArgument: undefined };
  }
  const before = problems.list.length;
  const name = String(problems.path.at(-1));
  const numbers: Record<string, number> = {};
  const collect = (given: unknown, label: string, found: Problems): void => {
    if (isRecord(given) || Array.isArray(given)) {
      for (const [key, inner] of Object.entries(given)) {
        const place = Array.isArray(given) ? Number(key) : key;
        collect(inner, labelOf(label, key), found.at(place));
      }
      return;
    }
    const own = given === undefined ? null : given;
    const read = readNumber(own, { ...range, min: 0 }, undefined, found);
    if (read !== undefined) numbers[label] = read;
  };
  collect(value, "", problems);
  const nothing = { value: fallback, byArgument: undefined };
  if (problems.list.length > before) return nothing;
  const named = Object.keys(numbers).filter((key) => key !== defaultKey);
  if (named.length === 0) {
    problems.error(`${name} names no argument: write ${name}: { w: …, b: … }, or one number`);
    return nothing;
  }
  const reference = referenceOf(numbers);
  if (reference > 0) return { value: reference, byArgument: numbers };
  if (range.min === 0) return { value: 0, byArgument: undefined };
  problems.error(`${name} must be above 0 for at least one argument`);
  return nothing;
}

/** "w" and "0" are w[0], "layer" and "w" layer.w; at the top a key is as it is. */
function labelOf(label: string, key: string): string {
  if (label === "") return key;
  return /^\d+$/.test(key) ? `${label}[${key}]` : `${label}.${key}`;
}

/** `byArgument` of a run, from what of it was read. */
export function byArgumentOf(
  numbers: Readonly<Partial<Record<ArgumentNumber, NumbersByArgument | undefined>>>,
): Pick<RunOptions, "byArgument"> {
  const given = Object.entries(numbers).filter(([, one]) => one !== undefined);
  return given.length > 0 ? { byArgument: Object.fromEntries(given) } : {};
}
