import type { SettingsChange } from "../../src/protocol/panelCalls";
import type { PanelSettings } from "../../src/protocol/panel";
import type { PanelQuestions } from "../../src/protocol/question";
import { stopReasons, type SweepPart } from "../../src/protocol/sweep";
import type { RunOptions } from "../../src/options/runOptions";
import {
  valuesOf,
  withValue,
  type Sweepable,
  type SweepAxis,
  type SweepMeasure,
} from "../../src/options/sweepOptions";
import type { SweepSubject } from "../parts/sweepScript";

/** Which numbers are swept, and over what. */
export interface AxisChoice {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Cells along each axis of a map, and of a line. */
const mapCells = 64;
const lineCells = 192;

/** How far around the present value an axis goes at first: this factor of it where it is logarithmic. */
const reach = 100;

/** An axis over something, at first: around the present value, or where its control is useful. */
export function usualChoice({ name, target, range, scale, present }: Sweepable): AxisChoice {
  const { min, max } = range;
  const within = (value: number): number =>
    Number(Math.max(min, Math.min(max, value)).toPrecision(3));
  if (scale === "log" && present !== undefined && present > 0) {
    return { name, from: within(present / reach), to: within(present * reach) };
  }
  if (target.kind === "start") {
    const half = Math.max(2, Math.abs(present ?? 0));
    return { name, from: (present ?? 0) - half, to: (present ?? 0) + half };
  }
  if (target.kind === "seed") return { name, from: 0, to: lineCells - 1 };
  const [from, to] = range.slider ?? [min, max];
  return { name, from: within(from), to: within(Math.min(to, max === 0.999999 ? 0.99 : to)) };
}

/** What is wrong with the ends of an axis; undefined where nothing is. */
export function isSound({ range, scale }: Sweepable, { from, to }: AxisChoice): boolean {
  const inRange = (value: number): boolean => value >= range.min && value <= range.max;
  return inRange(from) && inRange(to) && from < to && (scale === "linear" || from > 0);
}

/** The axes of the choices, the first across; undefined where there are none, or one is not sound. */
export function axesOf(
  known: readonly Sweepable[],
  choices: readonly AxisChoice[],
): SweepAxis[] | undefined {
  const count = choices.length === 1 ? lineCells : mapCells;
  const axes = choices.flatMap((choice) => {
    const one = known.find(({ name }) => name === choice.name);
    if (!one || !isSound(one, choice)) return [];
    const { from, to } = choice;
    return [{ target: one.target, values: valuesOf(one, from, to, count, one.scale) }];
  });
  return axes.length > 0 && axes.length === choices.length ? axes : undefined;
}

/** What the cells of a sweep depend on: not the present values of what is swept. */
export function sweepKey(
  { run, settings, version }: SweepSubject,
  axes: readonly SweepAxis[],
  measure: SweepMeasure,
): string {
  let { options } = run;
  const start: number[] = [...settings.start];
  let seed: number | undefined = settings.seed;
  for (const { target } of axes) {
    if (target.kind === "start") start[target.index] = 0;
    else if (target.kind === "seed") seed = undefined;
    else options = withValue(options, target, 0);
  }
  const { steps, tolerance, noise, batchSize } = settings;
  const { optimizer, hyperparameters, schedule, extras, lr } = options;
  const method = [optimizer, lr, hyperparameters, schedule, extras];
  return JSON.stringify([
    ...[version, run.id, method, axes, measure, start, seed],
    ...[steps, tolerance, noise, batchSize],
  ]);
}

/** A sweep that is asked for, but for which part of it. */
export type SweepQuestion = Omit<PanelQuestions["sweep"], "from" | "patience">;

/** What a sweep of a run asks with: the settings that are in sight, which the host may not have heard of yet. */
export function askedOf(
  options: RunOptions,
  { start, steps, seed, tolerance, noise, batchSize }: PanelSettings,
): Omit<SweepQuestion, "axes" | "measure"> {
  const size = batchSize === undefined ? {} : { batchSize };
  return { options, start, steps, seed, tolerance, noise, ...size };
}

/** The change of the panel's settings that makes a run that of a cell. */
export function changeTo(
  { run, settings }: SweepSubject,
  axes: readonly SweepAxis[],
  values: readonly number[],
): SettingsChange {
  let { options } = run;
  const start: number[] = [...settings.start];
  const seeds: number[] = [];
  axes.forEach(({ target }, k) => {
    const value = values[k]!;
    if (target.kind === "start") start[target.index] = value;
    else if (target.kind === "seed") seeds.push(value);
    else options = withValue(options, target, value);
  });
  const isMoved = axes.some(({ target }) => target.kind === "start");
  const [seed] = seeds;
  return {
    runs: settings.runs.map((other) => (other.id === run.id ? { ...other, options } : other)),
    ...(isMoved ? { start } : {}),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** Where a value lies along an axis, in cells from the first; undefined outside of it. */
export function placeAlong(values: readonly number[], value: number): number | undefined {
  const first = values.findIndex((other) => other >= value);
  if (first < 0 || !(value >= values[0]!)) return undefined;
  if (first === 0) return 0;
  const [below, above] = [values[first - 1]!, values[first]!];
  const isLog = below > 0 && values.length > 2 && isLogarithmic(values);
  const share = isLog
    ? Math.log(value / below) / Math.log(above / below)
    : (value - below) / (above - below);
  return first - 1 + share;
}

/** Whether neighbours differ by a factor rather than a distance. */
export function isLogarithmic(values: readonly number[]): boolean {
  const [a, b] = [values[0]!, values[1]!];
  const [y, z] = [values.at(-2)!, values.at(-1)!];
  return a > 0 && Math.abs(z / y - b / a) < 1e-6 * (b / a);
}

function isLostBy(reason: (typeof stopReasons)[number]): boolean {
  return reason === "diverged" || reason === "nonFinite" || reason === "threw";
}

/** What has been found of the cells so far; each stands for its neighbours until they are there. */
export class FoundCells {
  readonly values: Float64Array;
  /** Whether the run of a cell diverged. */
  readonly diverged: Uint8Array;
  readonly steps: Float64Array;
  done = 0;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    this.values = new Float64Array(columns * rows).fill(NaN);
    this.diverged = new Uint8Array(columns * rows);
    this.steps = new Float64Array(columns * rows);
  }

  take({ from, cells, values, reasons, steps, distances }: SweepPart): void {
    const { columns, rows } = this;
    cells.forEach((cell, k) => {
      const distance = distances[k]!;
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      const isLost = isLostBy(stopReasons[reasons[k]!]!);
      for (let row = y; row < Math.min(rows, y + distance); row++) {
        for (let column = x; column < Math.min(columns, x + distance); column++) {
          const at = row * columns + column;
          this.values[at] = values[k]!;
          this.diverged[at] = Number(isLost);
          this.steps[at] = steps[k]!;
        }
      }
    });
    this.done = from + cells.length;
  }
}
