// options: what `@simulate { … }` and `@optimizer { … }` say.
// What enters: the text behind a tag, or a structure that a control changed (`checkRun.ts`). What leaves: options with every
// default in place, and problems with their paths; reading never stops at one. `writeComment.ts` writes options back
// into a comment without touching what did not change.
// Who may call: host, command line and panel, and the diagnosis for its remedies.

import { createCatalogue, optimizers } from "../optimizers/catalogue";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import { scheduleById, schedules } from "../schedules/catalogue";
import { withDistinctLabels } from "./describeRun";
import { extraNames } from "./extras";
import { suggestion } from "../text/nearest";
import { isOptimizer, ownKeys, parseRun, type ParsedRun } from "./parseRun";
import { parseStart } from "./parseStart";
import { parseWindow } from "./parseWindow";
import type { Problems } from "./problems";
import { collectProblems, isRecord, quoted, unknownName } from "./problems";
import { readNumber } from "./readValue";
import type { OptionProblem, RunOptions, SimulateOptions } from "./runOptions";
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

/**
 * The object of `@simulate { … }`: start, steps, seed, window, tolerance, samples, batchSize, noise, and `runs`, or
 * the keys of a single run. Everything wrong is a problem with its path and is left out; the rest still works.
 */
export function parseSimulate(
  raw: unknown,
  catalogue: OptimizerCatalogue = createCatalogue(),
): ParsedSimulate {
  const problems = collectProblems();
  if (raw === undefined) return { options: {}, problems: problems.list };
  if (!isRecord(raw)) {
    problems.error([], `@simulate takes { … }, not ${quoted(raw)}`);
    return { options: {}, problems: problems.list };
  }
  const given = (name: string): unknown => (Object.hasOwn(raw, name) ? raw[name] : undefined);
  const options: { -readonly [K in keyof SimulateOptions]: SimulateOptions[K] } = {};
  for (const name of simulateNumberNames) {
    const value = readNumber(given(name), simulateNumbers[name], undefined, [name], problems);
    if (value !== undefined) options[name] = value;
  }
  const start = parseStart(given("start"), problems);
  if (start !== undefined) options.start = start;
  const window = parseWindow(given("window"), problems);
  if (window !== undefined) options.window = window;
  const samples = parseSamples(given("samples"), problems);
  if (samples !== undefined) options.samples = samples;
  if (options.batchSize !== undefined && samples === undefined)
    problems.warn(["batchSize"], `batchSize needs samples: "…", the name of an array in the file`);
  const runs = parseRuns(raw, catalogue, problems);
  if (runs !== undefined) options.runs = runs;
  return { options, problems: problems.list };
}

/** `runs`, or the one run whose keys stand beside the rest, or undefined for the default runs. */
function parseRuns(
  raw: Readonly<Record<string, unknown>>,
  catalogue: OptimizerCatalogue,
  problems: Problems,
): readonly RunOptions[] | undefined {
  const others = Object.keys(raw).filter((key) => !simulateKeys.includes(key));
  if (!Object.hasOwn(raw, "runs")) {
    if (others.length === 0) return undefined;
    if (!Object.hasOwn(raw, "optimizer")) {
      reportStray(others, 'write optimizer: "…" beside it', catalogue, problems);
      return undefined;
    }
    warnOfSharedNames(raw, catalogue, problems);
    const single = Object.fromEntries(others.map((key) => [key, raw[key]]));
    return collectRuns([parseRun(single, catalogue, [], simulateKeys)], problems);
  }
  reportStray(others, "write it in one of runs", catalogue, problems);
  const { runs } = raw;
  if (!Array.isArray(runs) || runs.length === 0 || runs.length > mostRuns) {
    problems.error(
      ["runs"],
      `runs must be a list of 1 to ${mostRuns} runs such as [{ optimizer: "adam" }], not ${describeList(runs)}`,
    );
    return undefined;
  }
  return collectRuns(
    runs.map((run: unknown, k) => parseRun(run, catalogue, ["runs", k])),
    problems,
  );
}

function collectRuns(
  parsed: readonly ParsedRun[],
  problems: Problems,
): readonly RunOptions[] | undefined {
  const runs = parsed.flatMap(({ run, problems: faults }) => {
    problems.add(faults);
    return run ? [run] : [];
  });
  return runs.length > 0 ? withDistinctLabels(runs) : undefined;
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
    if (runKeys.has(key)) problems.errorAtKey([key], `${key} is an option of a run: ${advice}`);
    else if (catalogue.byId(key)) problems.errorAtKey([key], isOptimizer(key));
    else
      problems.errorAtKey(
        [key],
        `@simulate has no option ${quoted(key)}: ${suggestion(key, names)}`,
        unknownName(key, names),
      );
  }
}

/** A list by its length, anything else as it is quoted. */
function describeList(value: unknown): string {
  return Array.isArray(value) ? `${value.length === 0 ? "none" : value.length}` : quoted(value);
}

/** `steps` beside schedule: "warmup" is that of all runs; the schedule's own has to be nested, an optimizer's in runs. */
function warnOfSharedNames(
  raw: Readonly<Record<string, unknown>>,
  catalogue: OptimizerCatalogue,
  problems: Problems,
): void {
  const id = (value: unknown): string => (typeof value === "string" ? value : "");
  const optimizer = catalogue.byId(id(raw.optimizer));
  const schedule = scheduleById(id(raw.schedule));
  const warn = (options: object | undefined, nested: (name: string) => string) => {
    for (const name of Object.keys(options ?? {}))
      if (simulateKeys.includes(name) && Object.hasOwn(raw, name))
        problems.warn([name], `${name} is taken as that of @simulate; ${nested(name)}`);
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
  problems.error(
    ["samples"],
    `samples must be the name of an array in the file, not ${quoted(value)}`,
  );
  return undefined;
}
