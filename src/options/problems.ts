import { nearestNames, suggestion } from "../text/nearest";
import type { OptionHint, OptionProblem } from "./runOptions";

export type OptionPath = OptionProblem["path"];

/** An object of options as it was written; only own keys count. */
export type Given = Readonly<Record<string, unknown>>;

/** Collects faults at a place in the options while they are read; reading goes on with defaults. */
export interface Problems {
  readonly path: OptionPath;
  /** Those of all places so far. */
  readonly list: readonly OptionProblem[];
  /** The same further in. */
  at(...keys: OptionPath): Problems;
  error(message: string, hint?: OptionHint): void;
  /** An error about the key at the end of the path rather than about its value. */
  errorAtKey(message: string, hint?: OptionHint): void;
  warn(message: string): void;
  /** Takes over what another collector found. */
  add(found: readonly OptionProblem[]): void;
}

export function collectProblems(path: OptionPath = [], list: OptionProblem[] = []): Problems {
  return {
    path,
    list,
    at: (...keys) => collectProblems([...path, ...keys], list),
    error: (message, hint) => list.push({ path, message, severity: "error", hint }),
    errorAtKey: (message, hint) => list.push({ path, message, severity: "error", at: "key", hint }),
    warn: (message) => list.push({ path, message, severity: "warning" }),
    add: (found) => list.push(...found),
  };
}

/** That a word is none of these names, and which of them it may have been meant for. */
export function unknownName(word: string, names: readonly string[]): OptionHint {
  return { code: "unknown", meant: nearestNames(word, names) };
}

/** The fault of a word that is none of these names: `no optimizer is called "adm": did you mean adam?`. */
export function unknownWord(
  fault: string,
  word: string,
  names: readonly string[],
): [message: string, hint: OptionHint] {
  return [`${fault} ${quoted(word)}: ${suggestion(word, names)}`, unknownName(word, names)];
}

/** An object as JSON5 makes it: not null, not a list. */
export function isRecord(value: unknown): value is Given {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a key, undefined where it was not given. */
export function valueOf(given: Given, key: string): unknown {
  return Object.hasOwn(given, key) ? given[key] : undefined;
}

/** A value as a message may quote it: short, on one line. */
export function quoted(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (value === undefined) return "nothing";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 38)}…"` : text;
}
