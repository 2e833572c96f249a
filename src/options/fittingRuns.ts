import { argumentFaults, type ArgumentFault } from "./argumentNumbers";
import type { OptionPath } from "./problems";
import type { BrokenRun, RunOptions, SimulateOptions } from "./runOptions";

/** A run at its place in the list as it is written, and what of its numbers by argument does not fit. */
interface PlacedRun {
  readonly index: number;
  readonly run: RunOptions;
  readonly faults: readonly ArgumentFault[];
}

/**
 * The options with those runs among the broken ones whose numbers by argument do not fit a function with these
 * parameters.
 */
export function fittingRuns(
  options: SimulateOptions,
  parameters: readonly string[],
): SimulateOptions {
  const placed = placedRuns(options, parameters);
  const misfits = placed.filter(({ faults }) => faults.length > 0);
  if (misfits.length === 0) return options;
  const { brokenRuns = [], ...all } = options;
  const runs = placed.filter(({ faults }) => faults.length === 0).map(({ run }) => run);
  const broken = misfits.map(({ index, run: { label }, faults }): BrokenRun => ({
    index,
    label,
    fault: faults[0]!.message,
  }));
  return {
    ...all,
    brokenRuns: [...brokenRuns, ...broken].sort((a, b) => a.index - b.index),
    runs: runs.length > 0 ? runs : undefined,
  };
}

/** Those faults with their places in the comment, whose value is `written`. */
export function argumentProblems(
  options: SimulateOptions,
  parameters: readonly string[],
  written: unknown,
): { readonly path: OptionPath; readonly message: string }[] {
  const hasList = typeof written === "object" && written !== null && "runs" in written;
  return placedRuns(options, parameters).flatMap(({ index, faults }) =>
    faults.map(({ name, key, message }) => {
      const path = [...(hasList ? ["runs", index] : []), name];
      return { path: key === undefined ? path : [...path, placeOf(written, path, key)], message };
    }),
  );
}

/** A key by argument as it stands in the comment: a number where that has a list. */
function placeOf(written: unknown, path: OptionPath, key: string): string | number {
  const value = path.reduce<unknown>(
    (around, step) => (around as Readonly<Record<string, unknown>> | undefined)?.[step],
    written,
  );
  return Array.isArray(value) ? Number(key) : key;
}

function placedRuns(
  { runs = [], brokenRuns = [] }: SimulateOptions,
  parameters: readonly string[],
): PlacedRun[] {
  const broken = new Set(brokenRuns.map(({ index }) => index));
  let index = -1;
  return runs.map((run) => {
    do index++;
    while (broken.has(index));
    return { index, run, faults: argumentFaults(run, parameters) };
  });
}
