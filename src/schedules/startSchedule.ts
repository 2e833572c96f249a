import { scheduleById } from "./catalogue";
import { usualNumber, type InnerRate, type Option } from "./option";
import type { LossSchedule, ScheduleOptions, ScheduleOptionValue, StepSchedule } from "./schedule";

/** A schedule in one run. */
export interface RunningSchedule {
  /** η^t. A pure function of t, unless there is `observe`: then the answer is for the losses seen so far. */
  rateAt(t: number): number;
  /** Tells L(θ^t), after `rateAt(t)` and before `rateAt(t + 1)`; absent when η does not depend on the loss. */
  observe?(loss: number): void;
}

/**
 * Starts a schedule for a run of so many steps with learning rate `lr`; options left out take their defaults.
 *
 * An inner schedule counts its own steps, and sees losses only while it is in charge. Throws if an id is unknown.
 */
export function startSchedule(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
): RunningSchedule {
  const schedule = scheduleById(setting.id);
  if (schedule === undefined) throw new Error(`no schedule is called "${setting.id}"`);
  const inner: RunningSchedule[] = [];
  const startInner = (options: ScheduleOptions): InnerRate => {
    const running = startSchedule(options, lr, steps);
    inner.push(running);
    return (t) => running.rateAt(t);
  };
  const running = (option: Option, value: ScheduleOptionValue): unknown => {
    if (option.kind === "schedule") return startInner(value as ScheduleOptions);
    if (option.kind === "schedules") return (value as readonly ScheduleOptions[]).map(startInner);
    return value;
  };
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(schedule.options))
    values[name] = running(option, setting.options[name] ?? usualValue(option, lr, steps));
  return schedule.kind === "loss"
    ? startLossSchedule(schedule, values, lr)
    : startStepSchedule(schedule, values, lr, inner);
}

/** η^0 … η^{count−1} of a run of `count` steps; a schedule that observes is shown as if the loss kept falling. */
export function previewSchedule(setting: ScheduleOptions, lr: number, count: number): Float64Array {
  const running = startSchedule(setting, lr, count);
  return Float64Array.from({ length: count }, (_, t) => running.rateAt(t));
}

function startStepSchedule(
  schedule: StepSchedule,
  values: Record<string, unknown>,
  lr: number,
  inner: readonly RunningSchedule[],
): RunningSchedule {
  const options = values as Parameters<StepSchedule["rate"]>[1];
  const rateAt = (t: number): number => schedule.rate(t, options, lr);
  if (inner.every((running) => !("observe" in running))) return { rateAt };
  return { rateAt, observe: (loss) => inner.forEach((running) => running.observe?.(loss)) };
}

function startLossSchedule(
  schedule: LossSchedule,
  values: Record<string, unknown>,
  lr: number,
): RunningSchedule {
  const options = values as Parameters<LossSchedule["rate"]>[1];
  let memory = schedule.memory;
  let inCharge = false;
  return {
    rateAt: () => {
      inCharge = true;
      return schedule.rate(memory, options, lr);
    },
    observe: (loss) => {
      if (inCharge) memory = schedule.observe(loss, memory, options, lr);
      inCharge = false;
    },
  };
}

/** What an option is where it is left out, in a run of this rate and so many steps. */
export function usualValue(option: Option, lr: number, steps: number): ScheduleOptionValue {
  switch (option.kind) {
    case "number":
    case "rate":
    case "length":
      return usualNumber(option, lr, steps);
    case "schedule":
      return constantSchedule;
    case "schedules":
      return [];
    default:
      return option.default;
  }
}

/** η^t = η. */
export const constantSchedule: ScheduleOptions = { id: "constant", options: {} };
