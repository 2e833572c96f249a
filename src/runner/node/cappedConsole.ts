import { formatWithOptions } from "node:util";

const keptLines = 100;
const keptCharacters = 500;

/** What user code printed: the first lines, and how many there were. */
export interface Printed {
  readonly lines: string[];
  count: number;
}

/** The methods of a `console`. */
export type UserConsole = Readonly<Record<string, (...values: unknown[]) => void>>;

const printing = ["log", "info", "warn", "error", "debug", "trace", "table", "dir", "dirxml"];
const silent = [
  ...["group", "groupEnd", "groupCollapsed", "clear", "count", "countReset"],
  ...["time", "timeEnd", "timeLog", "timeStamp", "profile", "profileEnd"],
];

/** A `console` that keeps the first 100 lines and counts the rest, so that a flood costs nothing. */
export function cappedConsole(printed: Printed): UserConsole {
  const print = (...values: unknown[]) => {
    printed.count++;
    if (printed.lines.length >= keptLines) return;
    printed.lines.push(formatWithOptions({ depth: 2 }, ...values).slice(0, keptCharacters));
  };
  return {
    ...Object.fromEntries(printing.map((method) => [method, print])),
    ...Object.fromEntries(silent.map((method) => [method, () => undefined])),
    assert: (condition: unknown, ...values: unknown[]) => {
      if (!condition) print("Assertion failed", ...values);
    },
  };
}
