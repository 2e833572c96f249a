import { schedules, scheduleById } from "../schedules/catalogue";
import type { NumbersOption, Option } from "../schedules/option";
import type { Schedule, ScheduleOptions, ScheduleOptionValue } from "../schedules/schedule";
import { constantSchedule } from "../schedules/startSchedule";
import { suggestion } from "../text/nearest";
import { type OptionPath, type Problems, isRecord, quoted, unknownName } from "./problems";
import { isInRange, rangeInWords, readChoice, readFlag, readNumber } from "./readValue";

/** Schedules inside schedules inside schedules: more than anyone means. */
const deepest = 8;
const longest = 1000;

/** How a schedule that is the option of another is read, `depth` schedules deep. */
type ReadInner = (
  raw: unknown,
  path: OptionPath,
  problems: Problems,
  depth: number,
) => ScheduleOptions;

/**
 * A schedule as written: an id, or `{ id, …options }`. Problems are reported; what is wrong takes its default, an unknown
 * schedule is `constant`.
 */
export function parseSchedule(
  raw: unknown,
  path: OptionPath,
  problems: Problems,
  depth = 0,
): ScheduleOptions {
  if (raw === undefined) return constantSchedule;
  if (isTooDeep(depth, path, problems)) return constantSchedule;
  if (typeof raw === "string") {
    const schedule = findSchedule(raw, path, problems);
    return schedule ? readSchedule(schedule, {}, path, problems, depth) : constantSchedule;
  }
  if (!isRecord(raw) || !Object.hasOwn(raw, "id")) {
    const fault = isRecord(raw) ? "one without id" : quoted(raw);
    problems.error(path, `a schedule is a name or { id: "cosine", … }, not ${fault}`);
    return constantSchedule;
  }
  const schedule = findSchedule(raw.id, [...path, "id"], problems);
  if (!schedule) return constantSchedule;
  for (const key of Object.keys(raw))
    if (key !== "id" && !Object.hasOwn(schedule.options, key))
      problems.errorAtKey(
        [...path, key],
        unknownOption(key, schedule),
        unknownName(key, Object.keys(schedule.options)),
      );
  return readSchedule(schedule, raw, path, problems, depth);
}

/** A schedule as a structure, `{ id, options }`, checked like one that was written. */
export function checkSchedule(
  raw: unknown,
  path: OptionPath,
  problems: Problems,
  depth = 0,
): ScheduleOptions {
  if (isTooDeep(depth, path, problems)) return constantSchedule;
  const { id, options } = isRecord(raw) ? raw : {};
  const schedule = findSchedule(id, path, problems);
  if (!schedule) return constantSchedule;
  const given = isRecord(options) ? options : {};
  return readSchedule(schedule, given, path, problems, depth, checkSchedule);
}

function isTooDeep(depth: number, path: OptionPath, problems: Problems): boolean {
  if (depth <= deepest) return false;
  problems.error(path, `schedules are nested more than ${deepest} deep`);
  return true;
}

/** The schedule of that id, or a problem that names the nearest. */
export function findSchedule(
  id: unknown,
  path: OptionPath,
  problems: Problems,
): Schedule | undefined {
  const schedule = typeof id === "string" ? scheduleById(id) : undefined;
  if (schedule === undefined) {
    const ids = schedules.map((known) => known.id);
    const fault =
      typeof id === "string"
        ? `no schedule is called ${quoted(id)}: ${suggestion(id, ids)}`
        : `the id of a schedule is a name such as "cosine", not ${quoted(id)}`;
    problems.error(path, fault, typeof id === "string" ? unknownName(id, ids) : undefined);
  }
  return schedule;
}

/** Reads a schedule's options from `given`, whose other keys are not looked at. */
export function readSchedule(
  schedule: Schedule,
  given: Readonly<Record<string, unknown>>,
  path: OptionPath,
  problems: Problems,
  depth = 0,
  readInner: ReadInner = parseSchedule,
): ScheduleOptions {
  const options: Record<string, ScheduleOptionValue> = {};
  const before = problems.list.length;
  for (const [name, option] of Object.entries(schedule.options)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const read = readOption(value, option, [...path, name], problems, depth, readInner);
    if (read !== undefined) options[name] = read;
  }
  const fault = schedule.check?.(options as Parameters<NonNullable<Schedule["check"]>>[0]);
  if (fault === undefined) return { id: schedule.id, options };
  // A default in the place of something wrong may not fit the rest.
  if (problems.list.length === before) problems.error(path, fault);
  return constantSchedule;
}

function readOption(
  value: unknown,
  option: Option,
  path: OptionPath,
  problems: Problems,
  depth: number,
  readInner: ReadInner,
): ScheduleOptionValue | undefined {
  switch (option.kind) {
    case "number":
      return readNumber(value, option, option.default, path, problems);
    case "rate":
    case "length":
      return readNumber(value, option, undefined, path, problems);
    case "flag":
      return readFlag(value, option.default, path, problems);
    case "choice":
      return readChoice(value, option.choices, option.default, path, problems);
    case "numbers":
      return readNumbers(value, option, path, problems);
    case "schedule":
      return value === undefined ? constantSchedule : readInner(value, path, problems, depth + 1);
    case "schedules":
      return readSchedules(value, path, problems, depth, readInner);
  }
}

function readNumbers(
  value: unknown,
  option: NumbersOption,
  path: OptionPath,
  problems: Problems,
): readonly number[] {
  if (value === undefined) return option.default;
  const refuse = (what: string): readonly number[] => {
    problems.error(path, `${path.at(-1) ?? "it"} must be ${what}`);
    return option.default;
  };
  const each = rangeInWords(option).replace(/^a /, "");
  if (!Array.isArray(value) || value.length > longest)
    return refuse(
      `a list of at most ${longest} ${each.replace("number", "numbers")}, not ${quoted(value)}`,
    );
  const items: readonly unknown[] = value;
  const wrong = items.findIndex((item) => !isInRange(item, option));
  if (wrong >= 0)
    return refuse(
      `a list of ${each.replace("number", "numbers")}, and item ${wrong + 1} is ${quoted(items[wrong])}`,
    );
  const numbers = items as readonly number[];
  const falls = numbers.some((item, k) => k > 0 && item <= numbers[k - 1]!);
  return option.increasing === true && falls ? refuse("in increasing order") : numbers;
}

function readSchedules(
  value: unknown,
  path: OptionPath,
  problems: Problems,
  depth: number,
  readInner: ReadInner,
): readonly ScheduleOptions[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > longest) {
    problems.error(
      path,
      `${path.at(-1) ?? "it"} must be a list of schedules, not ${quoted(value)}`,
    );
    return [];
  }
  return value.map((item: unknown, k) => readInner(item, [...path, k], problems, depth + 1));
}

function unknownOption(key: string, schedule: Schedule): string {
  const names = Object.keys(schedule.options);
  return names.length === 0
    ? `the schedule ${schedule.id} has no options, and so no ${quoted(key)}`
    : `the schedule ${schedule.id} has no option ${quoted(key)}: ${suggestion(key, names)}`;
}
