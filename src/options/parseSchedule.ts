import { schedules, scheduleById } from "../schedules/catalogue";
import type { NumbersOption, Option } from "../schedules/option";
import type { Schedule, ScheduleOptions, ScheduleOptionValue } from "../schedules/schedule";
import { constantSchedule } from "../schedules/startSchedule";
import { type Given, type Problems, isRecord, quoted, unknownWord, valueOf } from "./problems";
import type { OptionHint } from "./runOptions";
import { isInRange, rangeInWords, readChoice, readFlag, readNumber } from "./readValue";

/** Schedules inside schedules inside schedules: more than anyone means. */
const deepest = 8;
const longest = 1000;

/** How a schedule that is the option of another is read, `depth` schedules deep. */
type ReadInner = (raw: unknown, problems: Problems, depth: number) => ScheduleOptions;

/**
 * A schedule as written: an id, or `{ id, …options }`. Problems are reported; what is wrong takes its default, an unknown
 * schedule is `constant`.
 */
export function parseSchedule(raw: unknown, problems: Problems, depth = 0): ScheduleOptions {
  if (raw === undefined) return constantSchedule;
  if (isTooDeep(depth, problems)) return constantSchedule;
  if (typeof raw === "string") {
    const schedule = findSchedule(raw, problems);
    return schedule ? readSchedule(schedule, {}, problems, depth) : constantSchedule;
  }
  if (!isRecord(raw) || !Object.hasOwn(raw, "id")) {
    const fault = isRecord(raw) ? "one without id" : quoted(raw);
    problems.error(`a schedule is a name or { id: "cosine", … }, not ${fault}`);
    return constantSchedule;
  }
  const schedule = findSchedule(raw.id, problems.at("id"));
  if (!schedule) return constantSchedule;
  for (const key of Object.keys(raw))
    if (key !== "id" && !Object.hasOwn(schedule.options, key))
      problems.at(key).errorAtKey(...unknownOption(key, schedule));
  return readSchedule(schedule, raw, problems, depth);
}

/** A schedule as a structure, `{ id, options }`, checked like one that was written. */
export function checkSchedule(raw: unknown, problems: Problems, depth = 0): ScheduleOptions {
  if (isTooDeep(depth, problems)) return constantSchedule;
  const { id, options } = isRecord(raw) ? raw : {};
  const schedule = findSchedule(id, problems);
  if (!schedule) return constantSchedule;
  const given = isRecord(options) ? options : {};
  return readSchedule(schedule, given, problems, depth, checkSchedule);
}

function isTooDeep(depth: number, problems: Problems): boolean {
  if (depth <= deepest) return false;
  problems.error(`schedules are nested more than ${deepest} deep`);
  return true;
}

/** The schedule of that id, or a problem that names the nearest. */
export function findSchedule(id: unknown, problems: Problems): Schedule | undefined {
  const schedule = typeof id === "string" ? scheduleById(id) : undefined;
  if (schedule === undefined) {
    const ids = schedules.map((known) => known.id);
    if (typeof id === "string") problems.error(...unknownWord("no schedule is called", id, ids));
    else problems.error(`the id of a schedule is a name such as "cosine", not ${quoted(id)}`);
  }
  return schedule;
}

/** Reads a schedule's options from `given`, whose other keys are not looked at. */
export function readSchedule(
  schedule: Schedule,
  given: Given,
  problems: Problems,
  depth = 0,
  readInner: ReadInner = parseSchedule,
): ScheduleOptions {
  const options: Record<string, ScheduleOptionValue> = {};
  const before = problems.list.length;
  for (const [name, option] of Object.entries(schedule.options)) {
    const read = readOption(valueOf(given, name), option, problems.at(name), depth, readInner);
    if (read !== undefined) options[name] = read;
  }
  const fault = schedule.check?.(options as Parameters<NonNullable<Schedule["check"]>>[0]);
  if (fault === undefined) return { id: schedule.id, options };
  // A default in the place of something wrong may not fit the rest.
  if (problems.list.length === before) problems.error(fault);
  return constantSchedule;
}

function readOption(
  value: unknown,
  option: Option,
  problems: Problems,
  depth: number,
  readInner: ReadInner,
): ScheduleOptionValue | undefined {
  switch (option.kind) {
    case "number":
      return readNumber(value, option, option.default, problems);
    case "rate":
    case "length":
      return readNumber(value, option, undefined, problems);
    case "flag":
      return readFlag(value, option.default, problems);
    case "choice":
      return readChoice(value, option.choices, option.default, problems);
    case "numbers":
      return readNumbers(value, option, problems);
    case "schedule":
      return value === undefined ? constantSchedule : readInner(value, problems, depth + 1);
    case "schedules":
      return readSchedules(value, problems, depth, readInner);
  }
}

function readNumbers(value: unknown, option: NumbersOption, problems: Problems): readonly number[] {
  if (value === undefined) return option.default;
  const refuse = (what: string): readonly number[] => {
    problems.error(`${problems.path.at(-1) ?? "it"} must be ${what}`);
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
  problems: Problems,
  depth: number,
  readInner: ReadInner,
): readonly ScheduleOptions[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > longest) {
    problems.error(
      `${problems.path.at(-1) ?? "it"} must be a list of schedules, not ${quoted(value)}`,
    );
    return [];
  }
  return value.map((item: unknown, k) => readInner(item, problems.at(k), depth + 1));
}

function unknownOption(key: string, { id, options }: Schedule): [string, OptionHint?] {
  const names = Object.keys(options);
  return names.length === 0
    ? [`the schedule ${id} has no options, and so no ${quoted(key)}`]
    : unknownWord(`the schedule ${id} has no option`, key, names);
}
