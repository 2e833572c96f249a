import { inspect } from "node:util";

const keptLines = 100;
const keptCharacters = 500;

/** What user code printed: the first lines, and how many there were. */
export interface Printed {
  readonly lines: string[];
  count: number;
}

/** A `console` that keeps the first 100 lines and counts the rest, so that a flood costs nothing. */
export function cappedConsole(printed: Printed): Record<string, (...values: unknown[]) => void> {
  const print = (...values: unknown[]) => {
    printed.count++;
    if (printed.lines.length >= keptLines) return;
    const line = values
      .map((value) => (typeof value === "string" ? value : inspect(value, { depth: 2 })))
      .join(" ");
    printed.lines.push(line.slice(0, keptCharacters));
  };
  const silent = () => undefined;
  const methods = ["log", "info", "warn", "error", "debug", "trace", "table", "dir"];
  return {
    ...Object.fromEntries(methods.map((method) => [method, print])),
    ...Object.fromEntries(
      [
        "group",
        "groupEnd",
        "groupCollapsed",
        "time",
        "timeEnd",
        "timeLog",
        "count",
        "assert",
        "clear",
      ].map((method) => [method, silent]),
    ),
  };
}
