// cli: the command line, the same runner as in the editor, its rows printed.
// What enters: arguments (`arguments.ts`). What leaves: a table, CSV or JSON, and faults with their places.
// Who may call: the shell.

import { join, resolve } from "node:path";
import { csvChunks, jsonChunks } from "../rows/exportRuns";
import { diskTexts } from "../headless/diskTexts";
import { PlacedError } from "../headless/placedError";
import { settingsOf } from "../headless/settings";
import { defaultSteps, simulateOnce, withOpened, type Simulated } from "../headless/simulateOnce";
import { chooseFunction, ownOptimizers } from "../headless/source";
import { UsageError } from "../headless/usageError";
import { readArguments, usage, type Arguments } from "./arguments";
import { findingLines, rateLines } from "./findings";
import { searchCode } from "./searchCode";
import { sweepRuns, tuneRuns } from "./sweep";
import { sweepCsv, sweepJson, sweepTable, type SweptRun } from "./sweepOutput";
import { tables } from "./table";
import { tuneText } from "./tuneOutput";

const limits = { time: 5000, memory: 2048 };

async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (given === "help") {
    await write(`${usage}\n`);
    return;
  }
  const file = resolve(given.file);
  const source = chooseFunction(file, diskTexts.read(file), given.function);
  const optimizers = ownOptimizers(source, diskTexts);
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const settings = settingsOf(source, given, optimizers, log);
  const request = {
    ...{ source, settings, optimizers, startText: given.start, findRate: given.findRate },
    runTexts: given.runs,
    ...(given.findings && { findings: "en" }),
  };
  const connection = { script: join(__dirname, "runner.cjs"), limits: () => limits, log };
  const head = { function: source.fn.name, steps: settings.steps ?? defaultSteps };
  const { tune, program } = given;
  if (program !== undefined) {
    const { code, notes } = await withOpened(request, connection, (once) =>
      Promise.resolve(searchCode(given, program, source, once)),
    );
    for (const note of notes) log(note);
    await write(code);
    return;
  }
  if (tune !== undefined) {
    const { seeds, jitter, measure, format } = given;
    const { runs, startLoss } = await withOpened(request, connection, (once) =>
      tuneRuns(tune, given, once),
    );
    const repeats = seeds === undefined ? {} : { seeds, jitter };
    const { seed = 0 } = settings;
    await write(
      tuneText(format, runs, { ...head, budget: tune, seed, ...repeats, measure, startLoss }),
    );
    return;
  }
  if (given.sweep === undefined && given.seeds === undefined) {
    await print(given, await simulateOnce(request, connection));
    return;
  }
  const swept = await withOpened(request, connection, (once) => sweepRuns(given, once));
  await write(sweepText(given, swept, head));
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

async function print({ format, every }: Arguments, { runs, head }: Simulated): Promise<void> {
  if (format === "table") {
    const longest = Math.max(...runs.map(({ record }) => record.rows));
    await write(tables(runs, head, every || Math.max(1, Math.ceil(longest / 20))));
    for (const lines of runs.flatMap((run) => [findingLines(run), rateLines(run)]))
      if (lines.length > 0) await write(`\n${lines.join("\n")}\n`);
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

// A reader that went away, such as `head`, ends the command quietly.
process.stdout.on("error", () => process.exit(0));
main().catch((error: unknown) => {
  const isExpected = error instanceof UsageError || error instanceof PlacedError;
  const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${isExpected ? error.message : unexpected}\n`);
  process.exitCode = 1;
});
