// options: what `@simulate { … }` and `@optimizer { … }` say.
// What enters: the text behind a tag, or a structure that a control changed (`checkRun.ts`). What leaves: options with every
// default in place, and problems with their paths; reading never stops at one. `writeComment.ts` writes options back
// into a comment without touching what did not change.
// Who may call: host, command line and panel, and the diagnosis for its remedies.

import { createCatalogue, optimizers, type OptimizerCatalogue } from "../optimizers/catalogue";
import { scheduleById, schedules } from "../schedules/catalogue";
import { withDistinctLabels } from "./describeRun";
import { extraNames } from "./extras";
import { isOptimizer, longestLabel, ownKeys, parseRun, type ParsedRun } from "./parseRun";
import { parseStart } from "./parseStart";
import { parseWindow } from "./parseWindow";
import {
  type Given,
  type OptionPath,
  type Problems,
  collectProblems,
  isRecord,
  quoted,
  unknownWord,
  valueOf,
} from "./problems";
import { readNumber } from "./readValue";
import type { BrokenRun, OptionProblem, RunOptions, SimulateOptions } from "./runOptions";
import { simulateKeys, simulateNumberNames, simulateNumbers } from "./simulateKeys";

const mostRuns = 64;

/** What a run may have beside its optimizer. */
const runKeys: ReadonlySet<string> = new Set([
  ...ownKeys,
  ...extraNames,
  ...optimizers.flatMap(({ hyperparameters }) => Object.keys(hyperparameters)),
  ...schedules.flatMap(({ options }) => Object.keys(options)),
]);

/** Every name that the object of `@simulate` may begin with. */
export const allKeys: readonly string[] = [...simulateKeys, ...runKeys];

export interface ParsedSimulate {
  readonly options: SimulateOptions;
  readonly problems: readonly OptionProblem[];
}

/** What is wrong with the text of the value at a path, where that is known. */
export type FaultOfText = (path: OptionPath) => string | undefined;

/**
 * The object of `@simulate { … }`: start, steps, seed, window, tolerance, samples, batchSize, noise, seeds, jitter, and `runs`, or
 * the keys of a single run. Everything wrong is a problem with its path and is left out, a run with something wrong in
 * it as a whole: with a default in its place it would be another run than the one that is written. The rest still works.
 */
export function parseSimulate(
  raw: unknown,
  catalogue: OptimizerCatalogue = createCatalogue(),
  faultOfText: FaultOfText = () => undefined,
): ParsedSimulate {
  const problems = collectProblems();
  if (raw === undefined) return { options: {}, problems: problems.list };
  if (!isRecord(raw)) {
    problems.error(`@simulate takes { … }, not ${quoted(raw)}`);
    return { options: {}, problems: problems.list };
  }
  const options: { -readonly [K in keyof SimulateOptions]: SimulateOptions[K] } = {};
  for (const name of simulateNumberNames) {
    const value = readNumber(
      valueOf(raw, name),
      simulateNumbers[name],
      undefined,
      problems.at(name),
    );
    if (value !== undefined) options[name] = value;
  }
  const start = parseStart(valueOf(raw, "start"), problems.at("start"));
  if (start !== undefined) options.start = start;
  const window = parseWindow(valueOf(raw, "window"), problems.at("window"));
  if (window !== undefined) options.window = window;
  const samples = parseSamples(valueOf(raw, "samples"), problems.at("samples"));
  if (samples !== undefined) options.samples = samples;
  if (options.batchSize !== undefined && samples === undefined)
    problems.at("batchSize").warn(`batchSize needs samples: "…", the name of an array in the file`);
  if (options.jitter !== undefined && options.seeds === undefined)
    problems.at("jitter").warn("jitter moves the starts of repeats: say how many with seeds");
  Object.assign(options, parseRuns(raw, catalogue, problems, faultOfText));
  return { options, problems: problems.list };
}

type Runs = Pick<SimulateOptions, "runs" | "brokenRuns">;

/** `runs`, or the one run whose keys stand beside the rest, or none for the default runs. */
function parseRuns(
  raw: Given,
  catalogue: OptimizerCatalogue,
  problems: Problems,
  faultOfText: FaultOfText,
): Runs {
  const others = Object.keys(raw).filter((key) => !simulateKeys.includes(key));
  if (!Object.hasOwn(raw, "runs")) {
    if (others.length === 0) return {};
    if (!Object.hasOwn(raw, "optimizer")) {
      reportStray(others, 'write optimizer: "…" beside it', catalogue, problems);
      return {};
    }
    warnOfSharedNames(raw, catalogue, problems);
    const single = Object.fromEntries(others.map((key) => [key, raw[key]]));
    return collectRuns([single], [parseRun(single, catalogue, [], simulateKeys)], problems);
  }
  reportStray(others, "write it in one of runs", catalogue, problems);
  const { runs } = raw;
  if (!Array.isArray(runs) || runs.length === 0 || runs.length > mostRuns) {
    problems
      .at("runs")
      .error(
        `runs must be a list of 1 to ${mostRuns} runs such as [{ optimizer: "adam" }], not ${describeList(runs)}`,
      );
    return {};
  }
  const parsed = runs.map((run: unknown, k) => parseRun(run, catalogue, ["runs", k]));
  return collectRuns(runs, parsed, problems, (k) => faultOfText(["runs", k]));
}

/** Those that can be simulated, and those that cannot, under the labels that they have beside each other. */
function collectRuns(
  written: readonly unknown[],
  parsed: readonly ParsedRun[],
  problems: Problems,
  faultOfText: (index: number) => string | undefined = () => undefined,
): Runs {
  for (const { problems: faults } of parsed) problems.add(faults);
  const labelled = withDistinctLabels(parsed.flatMap(({ run }) => run ?? []));
  const runs: RunOptions[] = [];
  const brokenRuns: BrokenRun[] = [];
  parsed.forEach(({ run, problems: faults }, index) => {
    const named = run && labelled.shift();
    const wrong = faults.find(({ severity }) => severity === "error")?.message;
    const fault = faultOfText(index) ?? wrong;
    if (fault !== undefined)
      brokenRuns.push({ index, label: named?.label ?? nameOf(written[index], index), fault });
    else if (named) runs.push(named);
  });
  return {
    ...(runs.length > 0 ? { runs } : {}),
    ...(brokenRuns.length > 0 ? { brokenRuns } : {}),
  };
}

/** What to call a run whose optimizer is not known: as it calls itself, or by its place in the list. */
function nameOf(written: unknown, index: number): string {
  const given = isRecord(written) ? written : { optimizer: written };
  const name = [given.label, given.optimizer].find((one) => typeof one === "string");
  return typeof name === "string" ? name.slice(0, longestLabel) : `#${index + 1}`;
}

/** Keys that are not of `@simulate`: misspelt, or of a run that is not there; `advice` says where they go. */
function reportStray(
  keys: readonly string[],
  advice: string,
  catalogue: OptimizerCatalogue,
  problems: Problems,
): void {
  const names = [...simulateKeys, "optimizer", "lr"];
  for (const key of keys) {
    if (runKeys.has(key)) problems.at(key).errorAtKey(`${key} is an option of a run: ${advice}`);
    else if (catalogue.byId(key)) problems.at(key).errorAtKey(isOptimizer(key));
    else problems.at(key).errorAtKey(...unknownWord("@simulate has no option", key, names));
  }
}

/** A list by its length, anything else as it is quoted. */
function describeList(value: unknown): string {
  return Array.isArray(value) ? `${value.length === 0 ? "none" : value.length}` : quoted(value);
}

/** `steps` beside schedule: "warmup" is that of all runs; the schedule's own has to be nested, an optimizer's in runs. */
function warnOfSharedNames(raw: Given, catalogue: OptimizerCatalogue, problems: Problems): void {
  const id = (value: unknown): string => (typeof value === "string" ? value : "");
  const optimizer = catalogue.byId(id(raw.optimizer));
  const schedule = scheduleById(id(raw.schedule));
  const warn = (options: object | undefined, nested: (name: string) => string) => {
    for (const name of Object.keys(options ?? {}))
      if (simulateKeys.includes(name) && Object.hasOwn(raw, name))
        problems.at(name).warn(`${name} is taken as that of @simulate; ${nested(name)}`);
  };
  warn(
    schedule?.options,
    (name) => `the schedule's is schedule: { id: ${quoted(raw.schedule)}, ${name}: … }`,
  );
  warn(
    optimizer?.hyperparameters,
    (name) => `the optimizer's is runs: [{ optimizer: ${quoted(raw.optimizer)}, ${name}: … }]`,
  );
}

function parseSamples(value: unknown, problems: Problems): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^[\p{L}_$][\p{L}\p{N}_$]{0,99}$/u.test(value)) return value;
  problems.error(`samples must be the name of an array in the file, not ${quoted(value)}`);
  return undefined;
}
