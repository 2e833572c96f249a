import { groupByKeys, runOfKeys, type ArgumentKeys } from "../../options/argumentNumbers";
import type { RunOptions } from "../../options/runOptions";
import { withValue } from "../../options/sweepOptions";
import type { SweepRequest } from "./axis";
import type { SweepGrid } from "./grid";

/**
 * Parameters that step by rates and decays of their own: the same groups in all cells of a sweep, also where a cell's
 * numbers come to the same.
 */
export interface CellGroups {
  /** By parameter, the index of its group. */
  readonly of: Int32Array;
  readonly keys: readonly ArgumentKeys[];
}

/** The groups of a sweep's parameters; undefined where no argument has numbers of its own in any cell. */
export function cellGroups({ options, axes, setting }: SweepRequest): CellGroups | undefined {
  const named = axes.reduce(
    (run, { target, values }) =>
      target.kind === "argument" ? withValue(run, target, values[0]!) : run,
    options,
  );
  if (!named.byArgument) return undefined;
  const { groups, of } = groupByKeys(named, setting.names ?? []);
  return { keys: groups, of };
}

/** Axes along which the rate of a group differs; without groups, of all parameters. */
export function rateAxesOf({ axes }: SweepGrid, keys: ArgumentKeys | undefined): number[] {
  // With η itself all rates change in proportion to one of them.
  const isScaled = axes.some(({ target }) => target.kind === "lr");
  return axes.flatMap(({ target }, axis) => {
    if (target.kind === "lr" || target.kind === "schedule") return [axis];
    return target.kind === "argument" && (isScaled || target.key === keys?.lr) ? [axis] : [];
  });
}

/** The runs that the groups of a cell's parameters step by; those of the cell before are kept. */
export function groupRuns(
  groups: CellGroups,
  optionsAt: (cell: number) => RunOptions,
): (cell: number) => readonly RunOptions[] {
  let newest: { readonly cell: number; readonly runs: readonly RunOptions[] } | undefined;
  return (cell) => {
    if (newest?.cell !== cell) {
      const options = optionsAt(cell);
      newest = { cell, runs: groups.keys.map((keys) => runOfKeys(options, keys)) };
    }
    return newest.runs;
  };
}
