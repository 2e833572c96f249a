import { readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import { allFunctions, findLossFunctions } from "../languages/javascript/find";
import { parseSyntax, syntaxKind } from "../languages/javascript/findSyntax";
import { parseJson5 } from "../languages/javascript/json5";
import { readTagObject } from "../languages/javascript/simulateComment";
import { unsupportedMessage, type LossFunction } from "../languages/lossFunction";
import { readCommentOptions } from "../options/commentOptions";
import { defaultRuns } from "../options/defaultRuns";
import { withDistinctLabels } from "../options/describeRun";
import { parseRun } from "../options/parseRun";
import type { RunOptions, SimulateOptions } from "../options/runOptions";
import type { Problem } from "../protocol/problem";
import { RunnerClient } from "../runner/client/runnerClient";
import { csvChunks, jsonChunks, type ExportedRun } from "../trace/exportRuns";
import { RunRecord } from "../trace/runRecord";
import { readArguments, usage, UsageError, type Arguments } from "./arguments";
import { tables } from "./table";

const session = "command line";
const defaultSteps = 1000;

/** A fault with its place, as one line: file:line:column: what is wrong. */
class PlacedError extends Error {
  constructor(file: string, line: number, column: number, message: string) {
    const name = relative(process.cwd(), file) || file;
    super(`${name}:${line}:${column}: ${message.replaceAll(/\s*\n\s*/g, " ")}`);
  }
}

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given === "help") {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const file = resolve(given.file);
  const text = readText(file, given.file);
  const found = chooseFunction(text, file, given.function);
  const options = optionsOf(text, file, found);
  const runs = given.runs.length > 0 ? withDistinctLabels(given.runs.map(runOf)) : options.runs;
  await simulate(given, file, text, found, { ...options, runs: runs ?? defaultRuns });
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      code === "ENOENT" ? `there is no file ${name}` : `${name} cannot be read (${code ?? ""})`,
    );
  }
}

function chooseFunction(text: string, file: string, name: string | undefined): LossFunction {
  const options = { language: extname(file) };
  if (name !== undefined) {
    const tree = parseSyntax(text, syntaxKind(options.language));
    const named = allFunctions(text, tree, options).functions.find((fn) => fn.name === name);
    if (!named) throw new PlacedError(file, 1, 1, `there is no function called ${name}`);
    return supported(text, file, named);
  }
  const found = findLossFunctions(text, options);
  const losses = found.functions.filter(({ role }) => role === "loss");
  const [only] = losses;
  if (!only) {
    throw new PlacedError(
      file,
      1,
      1,
      found.gaveUp ??
        "no loss function found: write @simulate in its comment or name it FILE#FUNCTION",
    );
  }
  if (losses.length > 1) {
    const names = losses.map((fn) => fn.name).join(", ");
    throw new PlacedError(
      file,
      1,
      1,
      `several loss functions: name one of ${names} as FILE#FUNCTION`,
    );
  }
  return supported(text, file, only);
}

function supported(text: string, file: string, fn: LossFunction): LossFunction {
  if (!fn.unsupported) return fn;
  const [line, column] = positionOf(text, fn.nameRange.from);
  throw new PlacedError(file, line, column, unsupportedMessage(fn.name, fn.unsupported));
}

function optionsOf(text: string, file: string, fn: LossFunction): SimulateOptions {
  const { options, problems } = readCommentOptions(fn);
  const [first] = problems.filter(({ severity }) => severity === "error");
  for (const { range, message } of problems.filter(({ severity }) => severity === "warning")) {
    const [line, column] = positionOf(text, range.from);
    process.stderr.write(
      `${relative(process.cwd(), file)}:${line}:${column}: warning: ${message}\n`,
    );
  }
  if (!first) return options;
  const [line, column] = positionOf(text, first.range.from);
  throw new PlacedError(file, line, column, first.message);
}

function runOf(text: string): RunOptions {
  const document = parseJson5(text);
  const [syntax] = document.problems;
  if (syntax) throw new UsageError(`--run ${text}: ${syntax.message}`);
  const { run, problems } = parseRun(document.value);
  const [first] = problems;
  if (first || !run) throw new UsageError(`--run ${text}: ${first?.message ?? "not a run"}`);
  return run;
}

async function simulate(
  given: Arguments,
  file: string,
  text: string,
  fn: LossFunction,
  options: SimulateOptions & { readonly runs: readonly RunOptions[] },
): Promise<void> {
  const records = new Map<string, RunRecord>();
  const client = new RunnerClient({
    script: join(__dirname, "runner.cjs"),
    limits: { time: 5000, memory: 2048 },
    onSlice: (slice) => {
      const record = records.get(slice.runId) ?? new RunRecord(slice.runId, slice.recorded);
      records.set(slice.runId, record);
      record.append(slice);
    },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const start = given.start ?? options.start;
    const opened = await client.open({
      session,
      file,
      text,
      overlays: {},
      root: dirname(file),
      function: fn,
      ...(start === undefined ? {} : { start }),
      ...(options.samples === undefined ? {} : { samples: options.samples }),
    });
    if (!opened.ok) throw placed(file, opened.problem);
    const { parameters, gradient, startProblem } = opened.value;
    if (startProblem !== undefined)
      throw new PlacedError(file, ...positionOf(text, startOffset(fn)), startProblem);
    const runs = options.runs.map((run, index) => ({ id: String(index), options: run }));
    const ended = await client.run({
      session,
      job: 1,
      runs,
      start: opened.value.start,
      steps: given.steps ?? options.steps ?? defaultSteps,
      seed: options.seed ?? 0,
      tolerance: options.tolerance ?? 0,
      noise: options.noise ?? 0,
      ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
    });
    if (!ended.ok) throw placed(file, ended.problem);
    const exported = runs.map(({ id, options: { optimizer, label } }): ExportedRun => {
      return { optimizer, label, record: records.get(id)! };
    });
    await print(given, exported, { function: fn.name, parameters, gradient });
  } finally {
    client.dispose();
  }
}

async function print(
  { format, every }: Arguments,
  runs: readonly ExportedRun[],
  head: Parameters<typeof jsonChunks>[1],
): Promise<void> {
  if (format === "table") {
    const longest = Math.max(...runs.map(({ record }) => record.rows));
    await write(tables(runs, head, every || Math.max(1, Math.ceil(longest / 20))));
    return;
  }
  const chunks =
    format === "csv"
      ? csvChunks(runs, head.parameters, every || 1)
      : jsonChunks(runs, head, every || 1);
  for (const chunk of chunks) await write(chunk);
}

/** Resolves when the reader has taken the text; a reader that went away ends the command quietly. */
function write(text: string): Promise<void> {
  return new Promise((done) => {
    process.stdout.write(text, () => done());
  });
}

function placed(file: string, { message, place }: Problem): PlacedError {
  return new PlacedError(place?.file ?? file, place?.line ?? 1, place?.column ?? 1, message);
}

/** Where the comment says where to start, else the function. */
function startOffset(fn: LossFunction): number {
  return readTagObject(fn)?.rangeOf(["start"]).from ?? fn.nameRange.from;
}

function positionOf(text: string, offset: number): [number, number] {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return [before.length, before.at(-1)!.length + 1];
}

process.stdout.on("error", () => process.exit(0));
main().catch((error: unknown) => {
  const isExpected = error instanceof UsageError || error instanceof PlacedError;
  const text = isExpected
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
