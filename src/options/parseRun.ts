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
  type OptionPath,
  type Problems,
  collectProblems,
  isRecord,
  quoted,
  unknownName,
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
  const problems = collectProblems();
  const given = typeof raw === "string" ? { optimizer: raw } : raw;
  if (!isRecord(given)) {
    problems.error(path, `a run is { optimizer: "adam", … }, not ${quoted(raw)}`);
    return { problems: problems.list };
  }
  const idPath = typeof raw === "string" ? path : [...path, "optimizer"];
  const optimizer = findOptimizer(given, idPath, catalogue, problems);
  if (!optimizer) return { problems: problems.list };
  return { run: readRun(given, optimizer, path, beside, problems), problems: problems.list };
}

export function hasNoOption({ id }: Optimizer, name: string, hint: string): string {
  return `${id} has no option ${quoted(name)}: ${hint}`;
}

/** The optimizer that the run names, or a problem that says what would do. */
export function findOptimizer(
  given: Readonly<Record<string, unknown>>,
  path: OptionPath,
  catalogue: OptimizerCatalogue,
  problems: Problems,
): Optimizer | undefined {
  const id = Object.hasOwn(given, "optimizer") ? given.optimizer : undefined;
  const optimizer = typeof id === "string" ? catalogue.byId(id) : undefined;
  if (optimizer) return optimizer;
  const ids = catalogue.optimizers.map((known) => known.id);
  if (typeof id === "string")
    problems.error(
      path,
      `no optimizer is called ${quoted(id)}: ${suggestion(id, ids)}`,
      unknownName(id, ids),
    );
  else if (id !== undefined)
    problems.error(
      path,
      `optimizer must be a name such as "adam", its options beside it, not ${quoted(id)}`,
    );
  else {
    const run = path.slice(0, -1);
    const named = Object.keys(given).find((key) => catalogue.byId(key) !== undefined);
    const misspelt = Object.keys(given).find((key) => nearestNames(key, ["optimizer"]).length > 0);
    if (named !== undefined) problems.errorAtKey([...run, named], isOptimizer(named));
    else if (misspelt !== undefined)
      problems.errorAtKey(
        [...run, misspelt],
        `a run has no option ${quoted(misspelt)}: did you mean optimizer?`,
        unknownName(misspelt, ["optimizer"]),
      );
    else problems.error(run, `a run needs the name of its optimizer, such as optimizer: "adam"`);
  }
  return undefined;
}

/** What to say of a key that is the name of an optimizer. */
export function isOptimizer(id: string): string {
  return `${id} is an optimizer: write optimizer: "${id}", its options beside it`;
}

function readRun(
  given: Readonly<Record<string, unknown>>,
  optimizer: Optimizer,
  path: OptionPath,
  beside: readonly string[],
  problems: Problems,
): RunOptions {
  const flat = flatSchedule(given, path, problems);
  const shared = Object.keys(flat?.options ?? {}).filter((name) =>
    Object.hasOwn(optimizer.hyperparameters, name),
  );
  for (const name of shared)
    if (Object.hasOwn(given, name))
      problems.error(
        [...path, name],
        `both ${optimizer.id} and the schedule ${flat?.id ?? ""} have ${name}: this is the optimizer's, ` +
          `the schedule's is written schedule: { id: "${flat?.id ?? ""}", ${name}: … }`,
      );
  const unshared = flat && withoutKeys(given, shared);
  const schedule: ScheduleOptions =
    flat && unshared
      ? readSchedule(flat, unshared, path, problems)
      : parseSchedule(given.schedule, [...path, "schedule"], problems);
  const free = extraNames.filter((name) => !Object.hasOwn(optimizer.hyperparameters, name));
  const known = [
    ...Object.keys(optimizer.hyperparameters),
    ...Object.keys(flat?.options ?? {}),
    ...ownKeys.filter((name) => name !== "optimizer"),
    ...free,
  ];
  reportUnknownKeys(given, optimizer, { known, beside }, path, problems);
  const outside = readExtras(given, free, path, problems);
  const nested = nestedExtras(given, free, path, problems);
  const { byArgument, ...own } = readOwn(given, given, optimizer, path, problems);
  return {
    ...{ ...own, schedule, extras: { ...outside.extras, ...nested.extras } },
    ...byArgumentOf({ ...byArgument, ...outside.byArgument, ...nested.byArgument }),
  };
}

/** What is the optimizer's alone: its hyperparameters, which stand in `values`, its rate and its label. */
export function readOwn(
  given: { readonly lr?: unknown; readonly label?: unknown },
  values: Readonly<Record<string, unknown>>,
  optimizer: Optimizer,
  path: OptionPath,
  problems: Problems,
): Omit<RunOptions, "schedule" | "extras"> {
  const before = problems.list.length;
  const decay = readOwnDecay(values, optimizer, path, problems);
  const single = decay.byArgument ? { ...values, weightDecay: decay.value } : values;
  const asked = readHyperparameters(single, optimizer.hyperparameters, path, problems);
  const fault = optimizer.check?.(asked);
  // A default in the place of something wrong may not fit the rest.
  if (fault !== undefined && problems.list.length === before) problems.error(path, fault);
  const hyperparameters = fault === undefined ? asked : defaultValues(optimizer.hyperparameters);
  const { learningRate: range } = optimizer;
  const at = [...path, "lr"];
  const rate = readArgumentNumber(given.lr, range, range.default, at, problems);
  if (rate.byArgument && optimizer.kind === "vector" && optimizer.ownRates !== true) {
    problems.error(
      at,
      `${optimizer.id} has one rate for all arguments: it needs ${optimizer.coupling}`,
    );
  }
  return {
    optimizer: optimizer.id,
    label: readLabel(given.label, path, problems) ?? automaticLabel(optimizer, hyperparameters),
    lr: rate.value,
    ...byArgumentOf({ lr: rate.byArgument, weightDecay: decay.byArgument }),
    hyperparameters,
  };
}

/** The optimizer's own weight decay, where it is given by argument. */
function readOwnDecay(
  values: Readonly<Record<string, unknown>>,
  optimizer: Optimizer,
  path: OptionPath,
  problems: Problems,
): { readonly value?: number | undefined; readonly byArgument?: NumbersByArgument | undefined } {
  const { weightDecay: declared } = optimizer.hyperparameters;
  const given = Object.hasOwn(values, "weightDecay") ? values.weightDecay : undefined;
  if (!declared || !isNumberHyperparameter(declared) || !isByArgument(given)) return {};
  const at = [...path, "weightDecay"];
  if (optimizer.kind === "vector") {
    const other = "decoupledWeightDecay may differ from argument to argument";
    problems.error(at, `${optimizer.id} has one weightDecay for all arguments: ${other}`);
    return {};
  }
  return readArgumentNumber(given, declared, undefined, at, problems);
}

/** The schedule named by a bare id, whose options stand beside it. */
function flatSchedule(
  given: Readonly<Record<string, unknown>>,
  path: OptionPath,
  problems: Problems,
): Schedule | undefined {
  return typeof given.schedule === "string"
    ? (findSchedule(given.schedule, [...path, "schedule"], problems) ??
        findSchedule("constant", path, problems))
    : undefined;
}

function nestedExtras(
  given: Readonly<Record<string, unknown>>,
  free: readonly string[],
  path: OptionPath,
  problems: Problems,
): ReturnType<typeof readExtras> {
  const none = { extras: {}, byArgument: {} };
  if (!Object.hasOwn(given, "extras")) return none;
  const inside = [...path, "extras"];
  if (!isRecord(given.extras)) {
    problems.error(inside, `extras is { clipNorm: 1, … }, not ${quoted(given.extras)}`);
    return none;
  }
  for (const key of Object.keys(given.extras)) {
    if (!(extraNames as readonly string[]).includes(key))
      problems.errorAtKey(
        [...inside, key],
        `no extra is called ${quoted(key)}: ${suggestion(key, extraNames)}`,
        unknownName(key, extraNames),
      );
    else if (free.includes(key) && Object.hasOwn(given, key))
      problems.errorAtKey([...inside, key], `${key} is given twice: here and beside optimizer`);
  }
  return readExtras(given.extras, extraNames, inside, problems);
}

function reportUnknownKeys(
  given: Readonly<Record<string, unknown>>,
  optimizer: Optimizer,
  { known, beside }: Readonly<Record<"known" | "beside", readonly string[]>>,
  path: OptionPath,
  problems: Problems,
): void {
  for (const key of Object.keys(given)) {
    if (key === "optimizer" || known.includes(key)) continue;
    if (simulateKeys.includes(key)) {
      const fault = `${key} belongs to @simulate and all its runs, not to one run`;
      problems.errorAtKey([...path, key], fault);
      continue;
    }
    const all = [...known, ...beside];
    const place = misplaced(key, given);
    problems.errorAtKey(
      [...path, key],
      hasNoOption(optimizer, key, place ?? unknownHint(key, given[key], all, known)),
      place === undefined ? unknownName(key, all) : undefined,
    );
  }
}

/** Where the option of a schedule goes. */
function misplaced(
  key: string,
  { schedule }: Readonly<Record<string, unknown>>,
): string | undefined {
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

function readLabel(label: unknown, path: OptionPath, problems: Problems): string | undefined {
  if (label === undefined) return undefined;
  if (typeof label === "string" && label.trim() !== "" && label.length <= longestLabel)
    return label.trim();
  problems.error(
    [...path, "label"],
    `label must be a text of at most ${longestLabel} characters, not ${quoted(label)}`,
  );
  return undefined;
}

function withoutKeys(
  given: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).filter(([key]) => !keys.includes(key)));
}
