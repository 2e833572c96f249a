// schedules: one schedule a file.
// What enters: the step, the rate η and the options. What leaves: η^t, with the words and ranges of the options beside it.
// `index.ts` is the list; `option.ts` has the kinds of options; `startSchedule.ts` makes one ready for a run. The Python
// for runs that are copied as code is in `src/codeExport/schedules/rateBodies.ts`.
// Who may call: everybody who names a schedule.

import type { Option, OptionValues } from "./option";

/** A schedule's setting in a run: which, and its options. Options left out take their default. */
export interface ScheduleOptions {
  readonly id: string;
  readonly options: Readonly<Record<string, ScheduleOptionValue>>;
}

export type ScheduleOptionValue =
  number | boolean | string | readonly number[] | ScheduleOptions | readonly ScheduleOptions[];

type Options = Readonly<Record<string, Option>>;

/** Where a schedule is listed. */
export type ScheduleFamily = "plain" | "decay" | "warmup" | "cycle" | "loss" | "combination";

interface Described<O extends Options> {
  /** As in `@simulate { schedule: id }`. */
  readonly id: string;
  readonly label: string;
  /** One line for the picker and the README. */
  readonly description: string;
  readonly family: ScheduleFamily;
  readonly source: string;
  readonly options: O;
  /** η^t as TeX, with η for the run's learning rate. */
  readonly formula: string;
  /** A fault between options that are each in range. */
  check?(options: Partial<OptionValues<O>>): string | undefined;
  /**
   * Its own texts in Traditional Chinese, by their English, numbers that are filled in as `#`; what several share is in
   * `l10n/sharedZhTw.ts`, and what is nowhere stays English.
   */
  readonly zhTw?: Readonly<Record<string, string>>;
}

/** η^t as a function of the step alone. */
export interface StepSchedule<O extends Options = Options> extends Described<O> {
  readonly kind: "step";
  /** η^t for t = 0, 1, …; `lr` is the run's learning rate η. */
  rate(t: number, options: OptionValues<O>, lr: number): number;
}

/** η^t as a function of the losses seen so far. */
export interface LossSchedule<
  O extends Options = Options,
  Memory extends Readonly<Record<string, number>> = Readonly<Record<string, number>>,
> extends Described<O> {
  readonly kind: "loss";
  readonly memory: Memory;
  /** The memory after the step that left a point of this loss. */
  observe(loss: number, memory: Memory, options: OptionValues<O>, lr: number): Memory;
  rate(memory: Memory, options: OptionValues<O>, lr: number): number;
}

export type Schedule = StepSchedule | LossSchedule;

/** Declares a schedule; the types of its options are taken from what is written. */
export function defineSchedule<const O extends Record<string, Option>>(
  declaration: Omit<StepSchedule<O>, "kind">,
): StepSchedule<O> {
  return { kind: "step", ...declaration };
}

/** Declares a schedule that watches the loss. */
export function defineLossSchedule<
  const O extends Record<string, Option>,
  Memory extends Readonly<Record<string, number>>,
>(declaration: Omit<LossSchedule<O, Memory>, "kind">): LossSchedule<O, Memory> {
  return { kind: "loss", ...declaration };
}
