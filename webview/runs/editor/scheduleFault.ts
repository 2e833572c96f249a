import { scheduleById } from "../../../src/schedules/catalogue";
import type { Option } from "../../../src/schedules/option";
import type {
  Schedule,
  ScheduleOptions,
  ScheduleOptionValue,
} from "../../../src/schedules/schedule";
import { constantSchedule } from "../../../src/schedules/startSchedule";

type Checked = Parameters<NonNullable<Schedule["check"]>>[0];

/** Why a schedule's options do not fit together, its inner schedules' included; undefined when they do. */
export function scheduleFault(setting: ScheduleOptions): string | undefined {
  const schedule = scheduleById(setting.id);
  if (!schedule) return undefined;
  const options: Record<string, ScheduleOptionValue> = {};
  for (const [name, declared] of Object.entries(schedule.options)) {
    const value = setting.options[name] ?? defaultOf(declared);
    if (value === undefined) continue;
    options[name] = value;
    for (const inner of innerSchedules(value)) {
      const fault = scheduleFault(inner);
      if (fault !== undefined) return fault;
    }
  }
  return schedule.check?.(options as Checked);
}

/** The options that a schedule starts from when it is chosen: one made of schedules takes in what was there. */
export function firstOptions(id: string, before: ScheduleOptions): ScheduleOptions["options"] {
  const options: Record<string, ScheduleOptionValue> = {};
  for (const [name, declared] of Object.entries(scheduleById(id)?.options ?? {})) {
    const value = declared.kind === "schedules" ? [before] : defaultOf(declared);
    if (value !== undefined) options[name] = value;
  }
  return options;
}

function defaultOf(declared: Option): ScheduleOptionValue | undefined {
  if (declared.kind === "schedule") return constantSchedule;
  return "default" in declared ? declared.default : undefined;
}

function innerSchedules(value: ScheduleOptionValue): readonly ScheduleOptions[] {
  if (Array.isArray(value)) return value.flatMap((entry) => (isSchedule(entry) ? [entry] : []));
  return isSchedule(value) ? [value] : [];
}

function isSchedule(value: unknown): value is ScheduleOptions {
  return typeof value === "object" && value !== null && "id" in value;
}
