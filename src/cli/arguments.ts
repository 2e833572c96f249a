import { parseArgs } from "node:util";
import { suggestion } from "../text/nearest";
import { isInRange, rangeInWords } from "../options/readValue";
import type { SweepMeasure } from "../options/sweepOptions";
import { simulateNumbers } from "../options/simulateKeys";
import { searchLibraries, type SearchLibrary } from "../codeExport/search/searchProgram";
import type { Request } from "../headless/settings";
import { UsageError } from "../headless/usageError";

export interface Arguments extends Request {
  readonly file: string;
  readonly function?: string;
  readonly every: number;
  /** Say what the runs show. */
  readonly findings: boolean;
  /** Look for a good rate for each run. */
  readonly findRate: boolean;
  /** The text of a sweep, and what is measured of its cells. */
  readonly sweep?: string;
  readonly measure: SweepMeasure;
  /** Settings of each run that a tuning tries. */
  readonly tune?: number;
  /** Print a program of this library that runs the sweep or the tuning, instead of running it. */
  readonly program?: SearchLibrary;
  /** Seeds that each run, or cell, is repeated over. */
  readonly seeds?: number;
  /** How far around the start the repeats begin, as a standard deviation; 0 begins all of them there. */
  readonly jitter: number;
  readonly format: "table" | "json" | "csv";
}

export const usage = `Usage: npm run --silent simulate -- FILE[#FUNCTION] [options]

  --start START     start here instead of where the code says: 1,2 or '[[1, 2], 3]' or '{ x: 1, y: 2 }'
  --steps N         take N steps
  --run RUN         adam, or '{ optimizer: "adam", lr: 0.1 }'; may be given several times
  --findings        say why a run crawls, bounces or diverges, and what helps
  --find-rate       look for a learning rate for each run
  --sweep AXES      run over a grid, lr=1e-4..1:log:96 or lr=1e-4..1:log:96,beta1=0..0.99:100
  --measure WHAT    of each run of a sweep: end (default), lowest, or steps:LOSS until a loss is reached
  --tune N          try N settings of each run, spread evenly over its ranges, and rank the runs by their best
  --seeds N         repeat over seeds 0 to N − 1 and print median and quartiles; a tuning goes by the median
  --jitter S        begin each repeat but the first around the start, S standard deviations away
  --program WHAT    print the sweep or the tuning as a program for optuna or ray, over PyTorch code, instead of running it
  --every K         print rows 0, K, 2K, … and the last (default: as many as read well)
  --format FORMAT   table (default), json or csv`;

/** Reads the command line. Throws UsageError. */
export function readArguments(argv: readonly string[]): Arguments | "help" {
  const { values, positionals } = parse(argv);
  if (values.help) return "help";
  const [target, ...others] = positionals;
  if (target === undefined) throw new UsageError(`no file given\n\n${usage}`);
  if (others.length > 0)
    throw new UsageError(`one file at a time, but there is also ${others[0]!}`);
  const hash = target.lastIndexOf("#");
  const format = values.format ?? "table";
  if (format !== "table" && format !== "json" && format !== "csv") {
    throw new UsageError(`--format is table, json or csv, not "${format}"`);
  }
  const { findings = false, "find-rate": findRate = false } = values;
  if (format === "csv" && (findings || findRate))
    throw new UsageError("--findings and --find-rate go with --format table or json, not csv");
  const every = positiveInteger(values.every, "--every");
  const steps = positiveInteger(values.steps, "--steps");
  const seeds = positiveInteger(values.seeds, "--seeds");
  const tune = positiveInteger(values.tune, "--tune");
  if (tune !== undefined && values.sweep !== undefined)
    throw new UsageError("--sweep and --tune do not go together");
  if (tune !== undefined && tune > mostSettings)
    throw new UsageError(`--tune takes at most ${mostSettings} settings, not ${tune}`);
  if (values.program !== undefined && (tune ?? values.sweep) === undefined)
    throw new UsageError("--program writes down a sweep or a tuning: give --sweep or --tune");
  if (values.program !== undefined && seeds !== undefined)
    throw new UsageError("--program knows no seeds: the code has noise of its own");
  if (values.jitter !== undefined && seeds === undefined)
    throw new UsageError("--jitter moves the starts of repeats: say how many with --seeds");
  return {
    file: hash > 0 ? target.slice(0, hash) : target,
    ...(hash > 0 ? { function: target.slice(hash + 1) } : {}),
    ...(values.start === undefined ? {} : { start: values.start }),
    ...(steps === undefined ? {} : { steps }),
    runs: values.run ?? [],
    every: every ?? 0,
    ...{ format, findings, findRate },
    ...(values.sweep === undefined ? {} : { sweep: values.sweep }),
    ...(seeds === undefined ? {} : { seeds }),
    ...(tune === undefined ? {} : { tune }),
    ...(values.program === undefined ? {} : { program: programOf(values.program) }),
    jitter: spreadOf(values.jitter ?? "0"),
    measure: measureOf(values.measure ?? "end"),
  };
}

const options = {
  start: { type: "string" },
  steps: { type: "string" },
  run: { type: "string", multiple: true },
  findings: { type: "boolean" },
  "find-rate": { type: "boolean" },
  sweep: { type: "string" },
  measure: { type: "string" },
  tune: { type: "string" },
  seeds: { type: "string" },
  jitter: { type: "string" },
  program: { type: "string" },
  every: { type: "string" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** Settings that a tuning tries of a run at most. */
const mostSettings = 10_000;

const spreads = { min: 0, max: 1e6 };

const wholeSteps = simulateNumbers.steps;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: joinNegativeNumbers(argv), allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(faultInWords(error as NodeJS.ErrnoException));
  }
}

function faultInWords({ code, message }: NodeJS.ErrnoException): string {
  const option = (/--\w[\w-]*/.exec(message) ?? /-\w/.exec(message))?.[0];
  if (option === undefined) return message;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const hint = suggestion(option.replace(/^-+/, ""), Object.keys(options), "--");
    return `there is no option ${option}: ${hint}`;
  }
  if (code !== "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") return message;
  const name = option.slice(2);
  const isFlag =
    Object.hasOwn(options, name) && options[name as keyof typeof options].type === "boolean";
  return isFlag ? `${option} takes no value` : `${option} needs a value`;
}

/** `--start -1,2` means what it says: a number may begin with a minus sign. */
function joinNegativeNumbers(argv: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of argv) {
    const last = joined.at(-1) ?? "";
    if (/^--\w+$/.test(last) && /^-[\d.]/.test(word)) joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}

function measureOf(text: string): SweepMeasure {
  const [kind, target] = text.split(":") as [string, string?];
  if (target === undefined && (kind === "end" || kind === "lowest")) return { kind };
  if (kind === "steps" && target !== undefined && target.trim() !== "") {
    const loss = Number(target);
    if (Number.isFinite(loss)) return { kind, target: loss };
  }
  throw new UsageError(`--measure is end, lowest or steps:LOSS (steps:0.01), not "${text}"`);
}

function programOf(text: string): SearchLibrary {
  const library = searchLibraries.find((known) => known === text);
  if (library) return library;
  throw new UsageError(`--program is ${searchLibraries.join(" or ")}, not "${text}"`);
}

function spreadOf(text: string): number {
  const spread = Number(text);
  if (text.trim() !== "" && isInRange(spread, spreads)) return spread;
  throw new UsageError(`--jitter takes ${rangeInWords(spreads)}, not "${text}"`);
}

function positiveInteger(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !isInRange(value, wholeSteps)) {
    throw new UsageError(`${name} takes ${rangeInWords(wholeSteps)}, not "${text}"`);
  }
  return value;
}
