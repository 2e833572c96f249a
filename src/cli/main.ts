import { join, resolve } from "node:path";
import { createCatalogue } from "../optimizers/catalogue";
import { declaredOptimizer } from "../optimizers/userOptimizer";
import { readTagObject } from "../options/simulateComment";
import { positionOf } from "../text/position";
import { runNotice } from "../options/runNotice";
import { windowProblem } from "../options/windowProblem";
import type { Problem } from "../protocol/problem";
import type { OwnOptimizerSource } from "../protocol/runner";
import { RunnerClient } from "../runner/client/runnerClient";
import { csvChunks, jsonChunks, type ExportedRun, type ExportHead } from "../rows/exportRuns";
import { RunRecord } from "../rows/runRecord";
import { readArguments, usage, UsageError, type Arguments } from "./arguments";
import { PlacedError } from "./placedError";
import { settingsOf, type Settings } from "./settings";
import { chooseFunction, ownOptimizers, readText, type Source } from "./source";
import { sweepRuns } from "./sweep";
import { sweepCsv, sweepJson, sweepTable, type SweptRun } from "./sweepOutput";
import { tables } from "./table";

// The command line: the same runner as in the editor, its rows printed.

const session = "command line";
const defaultSteps = 1000;

/** Numbers per curve of a run that the command line keeps; beyond it, rows hold chosen parameters only. */
const mostRecorded = 5e6;
const limits = { time: 5000, memory: 2048 };

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given === "help") {
    await write(`${usage}\n`);
    return;
  }
  const file = resolve(given.file);
  const source = chooseFunction(file, readText(file, given.file), given.function);
  const optimizers = ownOptimizers(source);
  const settings = settingsOf(source, given, optimizers, (line) =>
    process.stderr.write(`${line}\n`),
  );
  const named = optimizers.filter(({ declaration }) =>
    settings.runs.some(({ optimizer }) => optimizer === declaration.id),
  );
  const simulated = await simulate(given, source, settings, named);
  if (typeof simulated === "string") await write(simulated);
  else await print(given, simulated);
}

interface Simulated {
  readonly runs: readonly ExportedRun[];
  readonly head: ExportHead;
}

async function simulate(
  given: Arguments,
  source: Source,
  settings: Settings,
  optimizers: readonly OwnOptimizerSource[],
): Promise<Simulated | string> {
  const { file, text, fn } = source;
  const { start, steps, seed, tolerance, noise, batchSize, samples, window } = settings;
  const records = new Map<string, RunRecord>();
  const client = new RunnerClient({
    script: join(__dirname, "runner.cjs"),
    limits: () => limits,
    onSlice: (slice) => {
      const record = records.get(slice.runId) ?? new RunRecord(slice.runId, slice.recorded);
      records.set(slice.runId, record);
      record.append(slice);
    },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  try {
    const opened = await client.open({
      ...{ session, file, text, overlays: {}, function: fn, optimizers },
      ...(start === undefined ? {} : { start }),
      ...(samples === undefined ? {} : { samples }),
    });
    if (!opened.ok) throw placed(file, opened.problem);
    const { parameters, startProblem, warnings } = opened.value;
    for (const warning of warnings) {
      process.stderr.write(`${placed(file, warning).message} (warning)\n`);
    }
    if (startProblem !== undefined && given.start !== undefined)
      throw new UsageError(`--start ${given.start}: ${startProblem}`);
    refuseOption(source, "start", startProblem);
    refuseOption(source, "window", windowProblem(window, parameters));
    for (const run of settings.runs) {
      const notice = runNotice(run, opened.value.shapes);
      if (notice !== undefined) process.stderr.write(`${run.label}: ${notice}\n`);
    }
    if (given.sweep !== undefined || given.seeds !== undefined) {
      const common = {
        ...{ session, start: opened.value.start, steps: steps ?? defaultSteps, seed: seed ?? 0 },
        ...{ tolerance: tolerance ?? 0, noise: noise ?? 0 },
        ...(batchSize === undefined ? {} : { batchSize }),
      };
      const catalogue = createCatalogue(
        optimizers.map(({ declaration }) => declaredOptimizer(declaration)),
      );
      const ask = client.ask.bind(client);
      const swept = await sweepRuns(given, settings.runs, parameters, common, {
        ...{ ask, find: (id) => catalogue.byId(id) },
      });
      return sweepText(given, swept, { function: fn.name, steps: common.steps });
    }
    const runs = settings.runs.map((options, index) => ({ id: String(index), options }));
    const ended = await client.run({
      ...{ session, job: 1, runs, start: opened.value.start },
      steps: steps ?? defaultSteps,
      seed: seed ?? 0,
      tolerance: tolerance ?? 0,
      noise: noise ?? 0,
      recordAll: parameters.length * (steps ?? defaultSteps) <= mostRecorded,
      ...(batchSize === undefined ? {} : { batchSize }),
    });
    if (!ended.ok) throw placed(file, ended.problem);
    return {
      runs: runs.map(({ id, options: { optimizer, label } }) => {
        return { optimizer, label, record: records.get(id)! };
      }),
      head: { function: fn.name, parameters, gradient: ended.value.gradient },
    };
  } finally {
    client.dispose();
  }
}

function sweepText(
  { format, seeds }: Arguments,
  swept: readonly SweptRun[],
  head: { readonly function: string; readonly steps: number },
): string {
  const repeated = seeds !== undefined;
  if (format === "csv") return sweepCsv(swept, repeated);
  return format === "json" ? sweepJson(swept, head, repeated) : sweepTable(swept, repeated);
}

/** Throws what is wrong with an option of the comment, if anything is. */
function refuseOption({ file, text, fn }: Source, name: string, problem: string | undefined): void {
  if (problem === undefined) return;
  const offset = readTagObject(fn)?.rangeOf([name]).from ?? fn.nameRange.from;
  throw new PlacedError(file, positionOf(text, offset), problem);
}

async function print({ format, every }: Arguments, { runs, head }: Simulated): Promise<void> {
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

/** Resolves when the reader has taken the text. */
function write(text: string): Promise<void> {
  return new Promise((done) => {
    process.stdout.write(text, () => done());
  });
}

function placed(file: string, { message, place }: Problem): PlacedError {
  return new PlacedError(place?.file ?? file, [place?.line ?? 1, place?.column ?? 1], message);
}

// A reader that went away, such as `head`, ends the command quietly.
process.stdout.on("error", () => process.exit(0));
main().catch((error: unknown) => {
  const isExpected = error instanceof UsageError || error instanceof PlacedError;
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${isExpected ? error.message : unexpected}\n`);
  process.exitCode = 1;
});
