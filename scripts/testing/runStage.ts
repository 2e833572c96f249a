import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { projectFolder } from "../workbench/projectPaths";
import type { Stage } from "./stages";

/** How many tests passed, failed and were skipped. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What became of a stage. */
export interface Outcome {
  readonly stage: Stage;
  readonly succeeded: boolean;
  /** The runner's own closing lines, empty for stages that run no tests. */
  readonly summary: string;
  readonly counts: Counts;
  /** Each test that failed, with the first lines of why, where the runner reports it. */
  readonly failures: readonly string[];
}

const none: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a stage with its output shown. A runner that failed without counting counts as one failure. */
export async function runStage(stage: Stage): Promise<Outcome> {
  if (stage.counts) await rm(stage.counts.file, { force: true });
  const { code, output } = await runScript(stage.script);
  if (!stage.counts) {
    return { stage, succeeded: code === 0, summary: "", counts: none, failures: [] };
  }

  const { failures, ...counted } = await readReport(stage.counts);
  const ran = counted.passed + counted.skipped > 0;
  const succeeded = code === 0 && counted.failed === 0 && ran;
  const counts = succeeded || counted.failed > 0 ? counted : { ...counted, failed: 1 };
  return { stage, succeeded, summary: closingSummary(output, stage.summary), counts, failures };
}

function runScript(script: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, script, {
      cwd: projectFolder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function closingSummary(coloured: string, start: RegExp | undefined): string {
  const output = stripVTControlCharacters(coloured);
  const from = start === undefined ? -1 : output.search(start);
  return from < 0
    ? "no summary"
    : output
        .slice(from)
        .split(/\n\s*\n/, 1)[0]!
        .trimEnd();
}

async function readReport(
  counts: NonNullable<Stage["counts"]>,
): Promise<Counts & Pick<Outcome, "failures">> {
  const text = await readFile(counts.file, "utf8").catch(() => undefined);
  if (text === undefined) return { ...none, failures: [] };
  if (counts.format === "counts") return { ...(JSON.parse(text) as Counts), failures: [] };
  const report = JSON.parse(text) as VitestReport;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(failuresOfFile),
  };
}

/** The file's failed tests, or the file where it could not even be run. */
function failuresOfFile(file: VitestFile): readonly string[] {
  const name = relative(projectFolder, file.name);
  const failed = file.assertionResults.filter(({ status }) => status === "failed");
  if (failed.length === 0) return file.status === "failed" ? [failure(name, file.message)] : [];
  return failed.map(({ fullName, failureMessages }) =>
    failure(`${name} > ${fullName}`, failureMessages.join("\n")),
  );
}

function failure(name: string, message: string): string {
  const lines = stripVTControlCharacters(message).split("\n").slice(0, linesOfMessage);
  return [name, ...lines.map((line) => `    ${line}`)].join("\n");
}

const linesOfMessage = 12;

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}
