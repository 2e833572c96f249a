import type { RunOptions } from "../../options/runOptions";
import { withValue, type SweepAxis } from "../../options/sweepOptions";
import type { Follow } from "../run/outcome";
import { type RunPlan, type RunSetting, planRun } from "../run/runPlan";
import type { Optimizer } from "../../optimizers/optimizer";

/** The run that is changed, and what it has in common with every cell. */
export interface SweptRun {
  readonly options: RunOptions;
  readonly setting: RunSetting;
  readonly find: (id: string) => Optimizer | undefined;
}

/** A run to sweep, over which values, and what is asked of each cell. */
export interface SweepRequest extends SweptRun {
  readonly axes: readonly SweepAxis[];
  readonly follow: Follow;
}

/** The run of a cell: the one that is changed, with the value of each axis in its place. */
export function cellPlan(
  { options, setting, find }: SweptRun,
  axes: readonly SweepAxis[],
  values: readonly number[],
): RunPlan {
  let changed = options;
  let { start, sampling } = setting;
  axes.forEach(({ target }, k) => {
    const value = values[k]!;
    if (target.kind === "start") {
      start = start.slice();
      start[target.index] = value;
    } else if (target.kind === "seed") sampling = { ...sampling, seed: value };
    else changed = withValue(changed, target, value);
  });
  return planRun(changed, { ...setting, start, ...(sampling && { sampling }) }, find);
}
