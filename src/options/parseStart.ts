import { type Problems, isRecord, quoted } from "./problems";
import type { NestedNumbers } from "./runOptions";
import { createStartArrays, startArrayOf } from "./startArray";

const deepest = 8;
const mostNumbers = 100_000;

/** The start as written: a number, or lists and objects of numbers and of arrays by their shape. A fault leaves the start out. */
export function parseStart(raw: unknown, start: Problems): NestedNumbers | undefined {
  if (raw === undefined) return undefined;
  let numbers = 0;
  const arrays = createStartArrays();

  function read(value: unknown, problems: Problems): NestedNumbers | undefined {
    if (typeof value === "number") {
      numbers++;
      if (numbers > mostNumbers) return refuse(start, `has more than ${mostNumbers} numbers`);
      return Number.isFinite(value) ? value : refuse(problems, `must be finite, not ${value}`);
    }
    if (problems.path.length > deepest)
      return refuse(problems, `is nested more than ${deepest} deep`);
    const array = startArrayOf(value);
    if (array) {
      const filled = arrays.filled(array, mostNumbers, problems);
      return filled && read(filled, problems);
    }
    if (Array.isArray(value))
      return readAll(
        value.map((item: unknown, k) => [k, item]),
        problems,
      )?.map(last);
    if (isRecord(value)) {
      const entries = readAll(Object.entries(value), problems);
      return entries && Object.fromEntries(entries);
    }
    return refuse(problems, `takes numbers, lists and objects of numbers, not ${quoted(value)}`);
  }

  function readAll<K extends string | number>(
    entries: readonly (readonly [K, unknown])[],
    problems: Problems,
  ): [K, NestedNumbers][] | undefined {
    const result: [K, NestedNumbers][] = [];
    for (const [key, item] of entries) {
      const value = read(item, problems.at(key));
      if (value === undefined) return undefined;
      result.push([key, value]);
    }
    return result;
  }

  function refuse(problems: Problems, fault: string): NestedNumbers | undefined {
    problems.error(`start ${fault}`);
    return undefined;
  }

  return read(raw, start);
}

function last<V>([, value]: [string | number, V]): V {
  return value;
}
