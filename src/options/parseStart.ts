import { type OptionPath, type Problems, isRecord, quoted } from "./problems";
import type { NestedNumbers } from "./runOptions";

const deepest = 8;
const mostNumbers = 100_000;

/** The start as written: a number, or lists and objects of numbers. A fault leaves the start out. */
export function parseStart(raw: unknown, problems: Problems): NestedNumbers | undefined {
  if (raw === undefined) return undefined;
  let numbers = 0;

  function read(value: unknown, path: OptionPath): NestedNumbers | undefined {
    if (typeof value === "number") {
      numbers++;
      if (numbers > mostNumbers) return refuse(["start"], `has more than ${mostNumbers} numbers`);
      return Number.isFinite(value) ? value : refuse(path, `must be finite, not ${value}`);
    }
    if (path.length > deepest) return refuse(path, `is nested more than ${deepest} deep`);
    if (Array.isArray(value))
      return readAll(
        value.map((item: unknown, k) => [k, item]),
        path,
      )?.map(last);
    if (isRecord(value)) {
      const entries = readAll(Object.entries(value), path);
      return entries && Object.fromEntries(entries);
    }
    return refuse(path, `takes numbers, lists and objects of numbers, not ${quoted(value)}`);
  }

  function readAll<K extends string | number>(
    entries: readonly (readonly [K, unknown])[],
    path: OptionPath,
  ): [K, NestedNumbers][] | undefined {
    const result: [K, NestedNumbers][] = [];
    for (const [key, item] of entries) {
      const value = read(item, [...path, key]);
      if (value === undefined) return undefined;
      result.push([key, value]);
    }
    return result;
  }

  function refuse(path: OptionPath, fault: string): NestedNumbers | undefined {
    problems.error(path, `start ${fault}`);
    return undefined;
  }

  return read(raw, ["start"]);
}

function last<V>([, value]: [string | number, V]): V {
  return value;
}
