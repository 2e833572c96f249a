import type { RunOptions } from "../../options/runOptions";
import { gaussian } from "../../options/gaussian";
import { seededRandom } from "../../options/seededRandom";
import { withValue, type SweepAxis } from "../../options/sweepOptions";
import type { Follow } from "../run/outcome";
import { type RunPlan, type RunSetting, planRun } from "../run/runPlan";
import type { Optimizer } from "../../optimizers/optimizer";
import type { CellHelpers } from "./cellHelpers";

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
  /** Other threads that take part. */
  readonly helpers?: CellHelpers | undefined;
}

/** The run of a cell: the one that is changed, with the value of each axis in its place. */
export function cellPlan(
  { options, setting, find }: SweptRun,
  axes: readonly SweepAxis[],
  values: readonly number[],
): RunPlan {
  let changed = options;
  let { sampling } = setting;
  axes.forEach(({ target }, k) => {
    const value = values[k]!;
    if (target.kind === "seed") sampling = { ...sampling, seed: value };
    else changed = withValue(changed, target, value);
  });
  const start = cellStart(setting.start, axes, (k) => values[k]!);
  return planRun(changed, { ...setting, start, ...(sampling && { sampling }) }, find);
}

/** Whether an axis changes where runs begin. */
export function movesStart({ target: { kind } }: SweepAxis): boolean {
  return kind === "start" || kind === "jitter";
}

/** θ⁰ with the values of the axes that move it, in their order. */
export function cellStart(
  start: Float64Array,
  axes: readonly SweepAxis[],
  valueOf: (axis: number) => number,
): Float64Array {
  if (!axes.some(movesStart)) return start;
  const moved = start.slice();
  axes.forEach(({ target }, k) => {
    if (target.kind === "start") moved[target.index] = valueOf(k);
    else if (target.kind === "jitter" && valueOf(k) !== 0) jitter(moved, target.spread, valueOf(k));
  });
  return moved;
}

/** Adds `spread` times standard normal numbers; not those that a run of the same seed takes for its noise. */
function jitter(theta: Float64Array, spread: number, seed: number): void {
  const next = gaussian(seededRandom(~seed));
  for (let i = 0; i < theta.length; i++) theta[i] = theta[i]! + spread * next();
}
