import { nearestNames } from "../text/nearest";
import type { OptionHint, OptionProblem } from "./runOptions";

export type OptionPath = OptionProblem["path"];

/** Collects faults while options are read; reading goes on with defaults. */
export interface Problems {
  readonly list: readonly OptionProblem[];
  error(path: OptionPath, message: string, hint?: OptionHint): void;
  /** An error about the key at the end of the path rather than about its value. */
  errorAtKey(path: OptionPath, message: string, hint?: OptionHint): void;
  warn(path: OptionPath, message: string): void;
  /** Takes over what another collector found. */
  add(found: readonly OptionProblem[]): void;
}

export function collectProblems(): Problems {
  const list: OptionProblem[] = [];
  return {
    list,
    error: (path, message, hint) => list.push({ path, message, severity: "error", hint }),
    errorAtKey: (path, message, hint) =>
      list.push({ path, message, severity: "error", at: "key", hint }),
    warn: (path, message) => list.push({ path, message, severity: "warning" }),
    add: (found) => list.push(...found),
  };
}

/** That a word is none of these names, and which of them it may have been meant for. */
export function unknownName(word: string, names: readonly string[]): OptionHint {
  return { code: "unknown", meant: nearestNames(word, names) };
}

/** An object as JSON5 makes it: not null, not a list. Only own keys count. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
