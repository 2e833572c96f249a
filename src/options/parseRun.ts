import { createCatalogue, type OptimizerCatalogue } from "../optimizers/catalogue";
import { defaultValues, isNumberHyperparameter } from "../optimizers/hyperparameter";
import type { Optimizer } from "../optimizers/optimizer";
import { scheduleById, schedules } from "../schedules/catalogue";
import type { Schedule, ScheduleOptions } from "../schedules/schedule";
import { automaticLabel } from "./describeRun";
import { extraNames, readExtras } from "./extras";
import { nearestNames, suggestion } from "../text/nearest";
import { findSchedule, parseSchedule, readSchedule } from "./parseSchedule";
import {
  type Given,
  type OptionPath,
  type Problems,
  collectProblems,
  isRecord,
  quoted,
  unknownName,
  unknownWord,
  valueOf,
} from "./problems";
import { simulateKeys } from "./simulateKeys";
import { byArgumentOf, isByArgument, readArgumentNumber } from "./readArgumentNumbers";
import { readHyperparameters } from "./readValue";
import type { NumbersByArgument, OptionProblem, RunOptions } from "./runOptions";

/** Keys of a run that belong to neither optimizer nor schedule. */
export const ownKeys: readonly string[] = ["optimizer", "lr", "schedule", "label", "extras"];
/** Letters that the label of a run has at most. */
export const longestLabel = 80;
export const builtIn = createCatalogue();

export interface ParsedRun {
  /** Absent when the optimizer is not known. */
  readonly run?: RunOptions;
  readonly problems: readonly OptionProblem[];
}

/**
 * A run as written, `{ optimizer, label, lr, …hyperparameters, schedule, …its options, …extras }` or just an id.
 *
 * Everything wrong is a problem with its path; the run is made with defaults in its place. Options of the schedule
 * stand beside the optimizer's, or in `schedule: { id, … }`; a name that both have must be nested. `beside` are names
 * that may stand beside those of the run and have been taken out: a misspelt one may be meant for them.
 */
export function parseRun(
  raw: unknown,
  catalogue: OptimizerCatalogue = builtIn,
  path: OptionPath = [],
  beside: readonly string[] = [],
): ParsedRun {
  const problems = collectProblems(path);
  const given = typeof raw === "string" ? { optimizer: raw } : raw;
  if (!isRecord(given)) {
    problems.error(`a run is { optimizer: "adam", … }, not ${quoted(raw)}`);
    return { problems: problems.list };
  }
  const named = typeof raw === "string" ? problems : problems.at("optimizer");
  const optimizer = findOptimizer(given, catalogue, problems, named);
  if (!optimizer) return { problems: problems.list };
  return { run: readRun(given, optimizer, beside, problems), problems: problems.list };
}

export function hasNoOption({ id }: Optimizer, name: string, hint: string): string {
  return `${id} has no option ${quoted(name)}: ${hint}`;
}

/** The optimizer that the run names, or a problem that says what would do. */
export function findOptimizer(
  given: Given,
  catalogue: OptimizerCatalogue,
  problems: Problems,
  /** Where its name stands. */
  named = problems,
): Optimizer | undefined {
  const id = valueOf(given, "optimizer");
  const optimizer = typeof id === "string" ? catalogue.byId(id) : undefined;
  if (optimizer) return optimizer;
  const ids = catalogue.optimizers.map((known) => known.id);
  if (typeof id === "string") named.error(...unknownWord("no optimizer is called", id, ids));
  else if (id !== undefined)
    named.error(
      `optimizer must be a name such as "adam", its options beside it, not ${quoted(id)}`,
    );
  else {
    const known = Object.keys(given).find((key) => catalogue.byId(key) !== undefined);
    const misspelt = Object.keys(given).find((key) => nearestNames(key, ["optimizer"]).length > 0);
    if (known !== undefined) problems.at(known).errorAtKey(isOptimizer(known));
    else if (misspelt !== undefined)
      problems
        .at(misspelt)
        .errorAtKey(...unknownWord("a run has no option", misspelt, ["optimizer"]));
    else problems.error(`a run needs the name of its optimizer, such as optimizer: "adam"`);
  }
  return undefined;
}

/** What to say of a key that is the name of an optimizer. */
export function isOptimizer(id: string): string {
  return `${id} is an optimizer: write optimizer: "${id}", its options beside it`;
}

function readRun(
  given: Given,
  optimizer: Optimizer,
  beside: readonly string[],
  problems: Problems,
): RunOptions {
  const flat = flatSchedule(given, problems);
  const shared = Object.keys(flat?.options ?? {}).filter((name) =>
    Object.hasOwn(optimizer.hyperparameters, name),
  );
  for (const name of shared.filter((one) => Object.hasOwn(given, one))) {
    const nested = `schedule: { id: "${flat?.id ?? ""}", ${name}: … }`;
    const both = `both ${optimizer.id} and the schedule ${flat?.id ?? ""} have ${name}`;
    const fault = `${both}: this is the optimizer's, the schedule's is written ${nested}`;
    problems.at(name).error(fault);
  }
  const unshared = flat && withoutKeys(given, shared);
  const schedule: ScheduleOptions =
    flat && unshared
      ? readSchedule(flat, unshared, problems)
      : parseSchedule(given.schedule, problems.at("schedule"));
  const free = extraNames.filter((name) => !Object.hasOwn(optimizer.hyperparameters, name));
  const known = [
    ...Object.keys(optimizer.hyperparameters),
    ...Object.keys(flat?.options ?? {}),
    ...ownKeys.filter((name) => name !== "optimizer"),
    ...free,
  ];
  reportUnknownKeys(given, optimizer, { known, beside }, problems);
  const outside = readExtras(given, free, problems);
  const nested = nestedExtras(given, free, problems);
  const { byArgument, ...own } = readOwn(given, given, optimizer, problems);
  return {
    ...{ ...own, schedule, extras: { ...outside.extras, ...nested.extras } },
    ...byArgumentOf({ ...byArgument, ...outside.byArgument, ...nested.byArgument }),
  };
}

/** What is the optimizer's alone: its hyperparameters, which stand in `values`, its rate and its label. */
export function readOwn(
  given: { readonly lr?: unknown; readonly label?: unknown },
  values: Given,
  optimizer: Optimizer,
  problems: Problems,
): Omit<RunOptions, "schedule" | "extras"> {
  const before = problems.list.length;
  const decay = readOwnDecay(values, optimizer, problems);
  const single = decay.byArgument ? { ...values, weightDecay: decay.value } : values;
  const asked = readHyperparameters(single, optimizer.hyperparameters, problems);
  const fault = optimizer.check?.(asked);
  // A default in the place of something wrong may not fit the rest.
  if (fault !== undefined && problems.list.length === before) problems.error(fault);
  const hyperparameters = fault === undefined ? asked : defaultValues(optimizer.hyperparameters);
  const { learningRate: range } = optimizer;
  const rate = readArgumentNumber(given.lr, range, range.default, problems.at("lr"));
  if (rate.byArgument && optimizer.kind === "vector" && optimizer.ownRates !== true) {
    const why = `it needs ${optimizer.coupling}`;
    problems.at("lr").error(`${optimizer.id} has one rate for all arguments: ${why}`);
  }
  return {
    optimizer: optimizer.id,
    label:
      readLabel(given.label, problems.at("label")) ?? automaticLabel(optimizer, hyperparameters),
    lr: rate.value,
    ...byArgumentOf({ lr: rate.byArgument, weightDecay: decay.byArgument }),
    hyperparameters,
  };
}

/** The optimizer's own weight decay, where it is given by argument. */
function readOwnDecay(
  values: Given,
  optimizer: Optimizer,
  problems: Problems,
): { readonly value?: number | undefined; readonly byArgument?: NumbersByArgument | undefined } {
  const { weightDecay: declared } = optimizer.hyperparameters;
  const given = valueOf(values, "weightDecay");
  if (!declared || !isNumberHyperparameter(declared) || !isByArgument(given)) return {};
  const at = problems.at("weightDecay");
  if (optimizer.kind === "vector") {
    const other = "decoupledWeightDecay may differ from argument to argument";
    at.error(`${optimizer.id} has one weightDecay for all arguments: ${other}`);
    return {};
  }
  return readArgumentNumber(given, declared, undefined, at);
}

/** The schedule named by a bare id, whose options stand beside it. */
function flatSchedule(given: Given, problems: Problems): Schedule | undefined {
  return typeof given.schedule === "string"
    ? (findSchedule(given.schedule, problems.at("schedule")) ?? findSchedule("constant", problems))
    : undefined;
}

function nestedExtras(
  given: Given,
  free: readonly string[],
  problems: Problems,
): ReturnType<typeof readExtras> {
  const none = { extras: {}, byArgument: {} };
  if (!Object.hasOwn(given, "extras")) return none;
  const inside = problems.at("extras");
  if (!isRecord(given.extras)) {
    inside.error(`extras is { clipNorm: 1, … }, not ${quoted(given.extras)}`);
    return none;
  }
  for (const key of Object.keys(given.extras)) {
    if (!(extraNames as readonly string[]).includes(key))
      inside.at(key).errorAtKey(...unknownWord("no extra is called", key, extraNames));
    else if (free.includes(key) && Object.hasOwn(given, key))
      inside.at(key).errorAtKey(`${key} is given twice: here and beside optimizer`);
  }
  return readExtras(given.extras, extraNames, inside);
}

function reportUnknownKeys(
  given: Given,
  optimizer: Optimizer,
  { known, beside }: Readonly<Record<"known" | "beside", readonly string[]>>,
  problems: Problems,
): void {
  for (const key of Object.keys(given)) {
    if (key === "optimizer" || known.includes(key)) continue;
    if (simulateKeys.includes(key)) {
      problems.at(key).errorAtKey(`${key} belongs to @simulate and all its runs, not to one run`);
      continue;
    }
    const all = [...known, ...beside];
    const place = misplaced(key, given);
    const why = place ?? unknownHint(key, given[key], all, known);
    const hint = place === undefined ? unknownName(key, all) : undefined;
    problems.at(key).errorAtKey(hasNoOption(optimizer, key, why), hint);
  }
}

/** Where the option of a schedule goes. */
function misplaced(key: string, { schedule }: Given): string | undefined {
  const hasIt = (one: Schedule | undefined) => one !== undefined && Object.hasOwn(one.options, key);
  const id = isRecord(schedule) && typeof schedule.id === "string" ? schedule.id : "";
  if (hasIt(scheduleById(id))) return `it is the schedule's, schedule: { id: "${id}", ${key}: … }`;
  const owner = schedule === undefined ? schedules.find(hasIt) : undefined;
  return owner && `it is that of a schedule, such as schedule: "${owner.id}"`;
}

function unknownHint(
  key: string,
  value: unknown,
  all: readonly string[],
  known: readonly string[],
): string {
  if (nearestNames(key, all).length > 0) return suggestion(key, all);
  return isRecord(value) ? "options stand beside optimizer" : suggestion(key, known);
}

function readLabel(label: unknown, problems: Problems): string | undefined {
  if (label === undefined) return undefined;
  if (typeof label === "string" && label.trim() !== "" && label.length <= longestLabel)
    return label.trim();
  problems.error(
    `label must be a text of at most ${longestLabel} characters, not ${quoted(label)}`,
  );
  return undefined;
}

function withoutKeys(given: Given, keys: readonly string[]): Given {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key)));
}
