import { scheduleById } from "../../schedules/catalogue";
import type * as builtIn from "../../schedules/index";
import type { Option } from "../../schedules/option";
import type { ScheduleOptions, ScheduleOptionValue } from "../../schedules/schedule";
import { usualValue } from "../../schedules/startSchedule";
import {
  pythonBoolean,
  pythonFloat,
  pythonInteger,
  pythonList,
  pythonString,
  snakeCase,
} from "../python";

type Catalogue = typeof builtIn;

/** What an option of some schedule is called. */
export type OptionName = {
  [Id in keyof Catalogue]: keyof Catalogue[Id]["options"];
}[keyof Catalogue];

/** The options of a schedule, those that were left out at their defaults for the run. */
export type ScheduleValues = Readonly<Record<string, ScheduleOptionValue | undefined>>;

/** The same as Python writes them, and the run's learning rate η. */
export type ScheduleTexts = Readonly<Record<OptionName | "lr", string>>;

/** A schedule as arguments of a program. */
export interface ScheduleArguments {
  readonly values: ScheduleValues;
  readonly texts: ScheduleTexts;
  /** `total_iters=5` for each. */
  readonly named: (...names: readonly OptionName[]) => readonly string[];
}

/** The arguments of a schedule in a run. Throws if the schedule is unknown. */
export function scheduleArguments(
  setting: ScheduleOptions,
  lr: number,
  steps: number,
  /** A function of `t` for a schedule inside this one: its name. */
  inner: (setting: ScheduleOptions) => string = ({ id }) => id,
  /** What is not called as here in Python's spelling. */
  otherNames: Readonly<Record<string, string>> = {},
): ScheduleArguments {
  const schedule = scheduleById(setting.id);
  if (schedule === undefined) throw new Error(`no schedule is called "${setting.id}"`);
  const values: Record<string, ScheduleOptionValue | undefined> = {};
  const texts: Record<string, string> = { lr: pythonFloat(lr) };
  for (const [name, option] of Object.entries(schedule.options)) {
    values[name] = setting.options[name] ?? usualValue(option, lr, steps);
    texts[name] = textOf(option, values[name], inner);
  }
  const named = (...names: readonly OptionName[]) =>
    names.map((name) => `${otherNames[name] ?? snakeCase(name)}=${texts[name]!}`);
  return { values, texts: texts as ScheduleTexts, named };
}

function textOf(
  option: Option,
  value: ScheduleOptionValue | undefined,
  inner: (setting: ScheduleOptions) => string,
): string {
  const write = "integer" in option && option.integer ? pythonInteger : pythonFloat;
  switch (option.kind) {
    case "number":
    case "rate":
    case "length":
      return write(value as number);
    case "numbers":
      return pythonList(value as readonly number[], write);
    case "flag":
      return pythonBoolean(value === true);
    case "choice":
      return pythonString(snakeCase(value as string));
    case "schedule":
      return inner(value as ScheduleOptions);
    case "schedules":
      return `[${(value as readonly ScheduleOptions[]).map(inner).join(", ")}]`;
  }
}
