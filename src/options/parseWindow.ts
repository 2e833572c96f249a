import { type Problems, isRecord, quoted } from "./problems";
import type { SimulateOptions } from "./runOptions";

type Range = readonly [number, number];

/** Axis ranges: [[xMin, xMax], [yMin, yMax]] or { name: [min, max] }. A fault leaves the window out. */
export function parseWindow(
  raw: unknown,
  problems: Problems,
): NonNullable<SimulateOptions["window"]> | undefined {
  if (raw === undefined) return undefined;
  if (Array.isArray(raw) && raw.length >= 1 && raw.length <= 2)
    return allOrNone(raw.map((item: unknown, k) => parseRange(item, problems.at(k))));
  if (isRecord(raw)) {
    const names = Object.keys(raw);
    const ranges = allOrNone(names.map((name) => parseRange(raw[name], problems.at(name))));
    return ranges && Object.fromEntries(names.map((name, k) => [name, ranges[k]!]));
  }
  problems.error(
    `window must be [[xMin, xMax], [yMin, yMax]] or { name: [min, max] }, not ${quoted(raw)}`,
  );
  return undefined;
}

function parseRange(value: unknown, problems: Problems): Range | undefined {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const [low, high] = items;
  if (
    items.length === 2 &&
    typeof low === "number" &&
    typeof high === "number" &&
    low < high &&
    Number.isFinite(high - low)
  )
    return [low, high];
  problems.error(`a range is [min, max], two numbers with min below max`);
  return undefined;
}

function allOrNone(ranges: readonly (Range | undefined)[]): readonly Range[] | undefined {
  const found = ranges.filter((range) => range !== undefined);
  return found.length === ranges.length ? found : undefined;
}
