import { parseJson5, type Json5Problem } from "../text/json5";
import { placeProblems } from "../options/simulateComment";
import { positionOf } from "../text/position";
import type { OptimizerCatalogue } from "../optimizers/catalogue";
import { catalogueWith } from "../optimizers/userOptimizer";
import { readCommentOptions } from "../options/commentOptions";
import { defaultRuns } from "../options/defaultRuns";
import { withDistinctLabels } from "../options/describeRun";
import { parseRun } from "../options/parseRun";
import { parseStart } from "../options/parseStart";
import { collectProblems } from "../options/problems";
import type { NestedNumbers, RunOptions, SimulateOptions } from "../options/runOptions";
import type { OwnOptimizerSource } from "../protocol/runner";
import { PlacedError, placeInWords } from "./placedError";
import type { Source } from "./source";
import { UsageError } from "./usageError";

/** What is asked for on top of what the code says. */
export interface Request {
  /** The text of a start: numbers with commas between them, or JSON5. */
  readonly start?: string;
  readonly steps?: number;
  /** Texts of runs in JSON5. */
  readonly runs: readonly string[];
}

export interface Settings extends SimulateOptions {
  readonly runs: readonly RunOptions[];
}

/** What the code asks for, with what was asked for on top. Throws at the first error; warnings go to `warn`. */
export function settingsOf(
  { file, text, fn }: Source,
  { runs, start, steps }: Request,
  optimizers: readonly OwnOptimizerSource[],
  warn: (line: string) => void,
): Settings {
  const catalogue = catalogueWith(optimizers);
  const { options, problems } = readCommentOptions(fn, catalogue);
  for (const { range, message, severity } of problems) {
    const place = positionOf(text, range.from);
    if (severity === "error") throw new PlacedError(file, place, message);
    warn(`${placeInWords(file, place)}: warning: ${message}`);
  }
  return {
    ...options,
    ...(start === undefined ? {} : { start: startOf(start) }),
    ...(steps === undefined ? {} : { steps }),
    runs:
      runs.length > 0
        ? withDistinctLabels(runs.map((run) => runOf(run, catalogue)))
        : (options.runs ?? defaultRuns),
  };
}

/** `adam`, or a run in JSON5. Throws UsageError at the first fault. */
function runOf(text: string, catalogue: OptimizerCatalogue): RunOptions {
  const names = text.split(",").map((name) => name.trim());
  if (names.length > 1 && names.every((name) => catalogue.byId(name))) {
    const each = names.map((name) => `--run ${name}`).join(" ");
    throw new UsageError(`--run ${text}: one run at a time, ${each}`);
  }
  const document = parseJson5(/^\s*\w+\s*$/.test(text) ? `"${text.trim()}"` : text);
  const { run, problems } = parseRun(document.value, catalogue);
  const fault = document.problems[0] ?? placeProblems(document, problems)[0];
  if (fault || !run) refuse("--run", text, fault);
  return run;
}

/** `1,2`, or a start in JSON5. Throws UsageError at the first fault. */
function startOf(text: string): NestedNumbers {
  const isList = /^[^[\]{}]*,[^[\]{}]*$/.test(text);
  const document = isList ? parseJson5(`[${text}]`, -1) : parseJson5(text);
  const problems = collectProblems(["start"]);
  const start = parseStart(document.value, problems);
  // Paths begin with the key that the text would stand at in a comment.
  const inText = problems.list.map((problem) => ({ ...problem, path: problem.path.slice(1) }));
  const [fault] = placeProblems({ ...document, problems: [] }, inText);
  const found = fault ?? document.problems[0];
  if (found || start === undefined) refuse("--start", text, found);
  return start;
}

/** Throws a fault of an option's text, with its place in it. */
function refuse(option: string, text: string, fault: Json5Problem | undefined): never {
  if (fault === undefined || text.trim() === "") throw new UsageError(`${option} needs a value`);
  const { range, message } = fault;
  const place = range.from > 0 ? `, character ${range.from + 1}` : "";
  throw new UsageError(`${option} ${text}${place}: ${message}`);
}
