import { scheduleById } from "../../schedules/catalogue";
import { lengthIn, type Option } from "../../schedules/option";
import type { ScheduleOptions, ScheduleOptionValue } from "../../schedules/schedule";
import { constantSchedule, previewSchedule } from "../../schedules/startSchedule";
import { indented, pythonFloat, pythonInteger, pythonString } from "../python";
import { plateauClass } from "./plateauClass";
import { rateBodies, rateOptions } from "./rateBodies";

/** A schedule as Python. */
export interface PythonRate {
  /** Functions and objects to stand before the loop. */
  readonly definitions: readonly string[];
  /** η^t: a number, or a call with `t`. */
  readonly expression: string;
  readonly isConstant: boolean;
  /** Whether η^t is 0 at some step: methods that divide by it or keep it in a memory then need care. */
  readonly mayBeZero: boolean;
  /** Objects with an `observe(loss)` that must hear the loss of each step after η^t was asked for. */
  readonly observers: readonly string[];
  /** Where parameters have rates of their own, those of each piece of θ; `expression` is then an array. */
  readonly pieces?: readonly PythonRate[];
}

/** The options of a schedule with what was left out at its default for a run. Throws if the schedule is unknown. */
export function scheduleValues(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
): Record<string, ScheduleOptionValue | undefined> {
  const schedule = scheduleById(setting.id);
  if (schedule === undefined) throw new Error(`no schedule is called "${setting.id}"`);
  const values: Record<string, ScheduleOptionValue | undefined> = {};
  for (const [name, option] of Object.entries(schedule.options))
    values[name] = setting.options[name] ?? defaultOf(option, lr, steps);
  return values;
}

function defaultOf(option: Option, lr: number, steps: number): ScheduleOptionValue {
  switch (option.kind) {
    case "rate":
      return option.factor * lr;
    case "length":
      return lengthIn(option, steps);
    case "schedule":
      return constantSchedule;
    case "schedules":
      return [];
    default:
      return option.default;
  }
}

/** η^t as Python, for any schedule of the catalogue. Throws if the schedule is unknown or has no form in Python. */
export function pythonRate(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
  /** Ends the names of its functions, beside which others may stand. */
  suffix = "",
): PythonRate {
  if (setting.id === "constant")
    return {
      definitions: [],
      expression: pythonFloat(lr),
      isConstant: true,
      mayBeZero: false,
      observers: [],
    };
  const definitions: string[] = [];
  const observers: string[] = [];
  let count = 0;

  function define(name: string, inner: ScheduleOptions): string {
    const values = scheduleValues(inner, lr, steps);
    if (inner.id === "plateau") {
      if (observers.length === 0) definitions.push(...plateauClass, "", "");
      observers.push(`plateau_${observers.length + 1}${suffix}`);
      const plateau = observers.at(-1)!;
      definitions.push(`${plateau} = Plateau(${plateauArguments(values, lr)})`, "", "");
      return write(name, [`return ${plateau}.rate()`]);
    }
    const body = rateBodies[inner.id];
    if (body === undefined) throw new Error(`the schedule "${inner.id}" has no form in Python`);
    const options = rateOptions(values, lr, (next) =>
      define(`inner_rate_${++count}${suffix}`, next),
    );
    return write(name, body(options));
  }

  function write(name: string, body: readonly string[]): string {
    definitions.push(`def ${name}(t):`, ...indented(body), "", "");
    return name;
  }

  const name = `learning_rate${suffix}`;
  define(name, setting);
  return {
    definitions,
    expression: `${name}(t)`,
    isConstant: false,
    mayBeZero: observers.length > 0 || reachesZero(setting, lr, steps),
    observers,
  };
}

/** Steps that are looked at one by one; a longer run is taken to reach 0. */
const mostLookedAt = 100_000;

function reachesZero(setting: ScheduleOptions, lr: number, steps: number): boolean {
  return steps > mostLookedAt || previewSchedule(setting, lr, steps).includes(0);
}

function plateauArguments(
  values: Readonly<Record<string, ScheduleOptionValue | undefined>>,
  lr: number,
): string {
  const float = (name: string): string => pythonFloat(Number(values[name]));
  const integer = (name: string): string => pythonInteger(Number(values[name]));
  return [
    pythonFloat(lr),
    `factor=${float("factor")}`,
    `patience=${integer("patience")}`,
    `threshold=${float("threshold")}`,
    `threshold_mode=${pythonString(values.thresholdMode as string)}`,
    `cooldown=${integer("cooldown")}`,
    `min_lr=${float("minLr")}`,
    `eps=${float("eps")}`,
  ].join(", ");
}
