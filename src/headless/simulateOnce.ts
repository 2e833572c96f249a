import { catalogueWith } from "../optimizers/userOptimizer";
import { readTagObject } from "../options/simulateComment";
import { defaultRuns, fittingDefaultRuns } from "../options/defaultRuns";
import { argumentFaults } from "../options/argumentNumbers";
import { argumentProblems } from "../options/fittingRuns";
import { runNotice } from "../options/runNotice";
import { windowProblem } from "../options/windowProblem";
import { writeRun } from "../options/writeOptions";
import { conditionsOf } from "../protocol/conditions";
import type { PanelFinding } from "../protocol/diagnosis";
import type { Problem } from "../protocol/problem";
import type { RangeTestResult } from "../protocol/rangeTest";
import type { Opened, OwnOptimizerSource, RunRequest } from "../protocol/runner";
import type { ExportedFinding, ExportedRates, ExportedRun, ExportHead } from "../rows/exportRuns";
import { RunRecord } from "../rows/runRecord";
import { RunnerClient, type RunnerOptions } from "../runner/client/runnerClient";
import { positionOf } from "../text/position";
import type { Once } from "./once";
import { type Picture, surfacePicture } from "./picture/surface";
import { PlacedError } from "./placedError";
import type { Settings } from "./settings";
import type { Source } from "./source";
import { UsageError } from "./usageError";

// What enters: a function, its settings, and what is to be known of its runs.
// What leaves: the runs with their rows, findings and rates, as data.
// Who may call: the command line, the tools of agents, the extension's API. Each call has a process of its own.

const session = "once";
export const defaultSteps = 1000;

/** Numbers per curve of a run that are kept; beyond it, rows hold chosen parameters only. */
const mostRecorded = 5e6;

export interface OnceRequest {
  readonly source: Source;
  readonly settings: Settings;
  readonly optimizers: readonly OwnOptimizerSource[];
  /** Unsaved texts of other documents, by absolute path. */
  readonly overlays?: Readonly<Record<string, string>>;
  /** Was the start asked for, and is not the code's? Then that is what a fault in it is about. */
  readonly startText?: string | undefined;
  /** The same of the runs. */
  readonly runTexts?: readonly string[] | undefined;
  /** Say what the runs show, in this language of VS Code's display. */
  readonly findings?: string | undefined;
  readonly findRate?: boolean | undefined;
  readonly picture?: boolean | undefined;
}

/** How to start the process that runs the code. */
export type Connection = Omit<RunnerOptions, "onSlice"> & {
  /** Ends the work; what was asked for then fails. */
  readonly signal?: AbortSignal;
};

export interface Simulated {
  readonly runs: readonly ExportedRun[];
  readonly head: ExportHead;
  /** Where it was asked for and there is one. */
  readonly picture?: Picture | undefined;
}

/** Runs the optimizers on a function. Throws a PlacedError or a UsageError; what is only to be known goes to the log. */
export function simulateOnce(request: OnceRequest, connection: Connection): Promise<Simulated> {
  return withOpened(request, connection, (once) => simulateOpened(request, once));
}

/** Opens a function in a process of its own, which ends with the work. Throws as `simulateOnce` does. */
export async function withOpened<Result>(
  request: OnceRequest,
  connection: Connection,
  work: (once: Once) => Promise<Result>,
): Promise<Result> {
  const records = new Map<string, RunRecord>();
  const client = new RunnerClient({
    ...connection,
    onSlice: (slice) => {
      const record = records.get(slice.runId) ?? new RunRecord(slice.runId, slice.recorded);
      records.set(slice.runId, record);
      record.append(slice);
    },
  });
  const end = () => client.dispose();
  connection.signal?.addEventListener("abort", end);
  try {
    const opened = await open(client, request, (line) => connection.log(line));
    const asked = runRequest(request.settings, opened);
    const catalogue = catalogueWith(request.optimizers);
    return await work({ client, opened, asked, catalogue, records });
  } finally {
    connection.signal?.removeEventListener("abort", end);
    client.dispose();
  }
}

async function open(
  client: RunnerClient,
  request: OnceRequest,
  log: (line: string) => void,
): Promise<Opened> {
  const { source, settings, optimizers, overlays = {} } = request;
  const { file, text, fn } = source;
  const { start, samples, window } = settings;
  const named = optimizers.filter(({ declaration }) =>
    settings.runs.some(({ optimizer }) => optimizer === declaration.id),
  );
  const opened = await client.open({
    ...{ session, file, text, overlays, function: fn, optimizers: named, start, samples },
    wantsRate: settings.runs === defaultRuns,
  });
  if (!opened.ok) throw placed(file, opened.problem);
  const { parameters, startProblem, warnings, shapes } = opened.value;
  for (const warning of warnings) log(`${placed(file, warning).message} (warning)`);
  if (startProblem !== undefined && request.startText !== undefined)
    throw new UsageError(`--start ${request.startText}: ${startProblem}`);
  refuseOption(source, "start", startProblem);
  refuseOption(source, "window", windowProblem(window, parameters));
  refuseMisfits(request, parameters);
  for (const run of settings.runs) {
    const notice = runNotice(run, shapes);
    if (notice !== undefined) log(`${run.label}: ${notice}`);
  }
  return opened.value;
}

async function simulateOpened(request: OnceRequest, once: Once): Promise<Simulated> {
  const { client, opened, asked, records } = once;
  const { file, fn } = request.source;
  const ended = await client.run(asked);
  if (!ended.ok) throw placed(file, ended.problem);
  const found = request.findings === undefined ? undefined : await diagnose(client, request);
  const runs: ExportedRun[] = [];
  for (const { id, options } of asked.runs) {
    const { optimizer, label } = options;
    const rates = request.findRate === true ? await findRate(client, asked, id, file) : undefined;
    runs.push({
      ...{ optimizer, label, record: records.get(id)! },
      ...(found && { findings: found.filter(({ runId }) => runId === id).map(exportedFinding) }),
      ...(rates && { rates: exportedRates(rates) }),
    });
  }
  const { parameters } = opened;
  return {
    runs,
    head: { function: fn.name, parameters, gradient: ended.value.gradient },
    picture: request.picture ? await surfacePicture(once, request.settings.window) : undefined,
  };
}

function runRequest(settings: Settings, { parameters, start, startRate }: Opened): RunRequest {
  const { steps = defaultSteps, seed = 0, tolerance = 0, noise = 0, batchSize } = settings;
  // Known only where the code names no runs.
  const runs = startRate === undefined ? settings.runs : fittingDefaultRuns(startRate);
  return {
    ...{ session, job: 1, start, steps, seed, tolerance, noise, batchSize },
    runs: runs.map((options, index) => ({ id: String(index), options })),
    recordAll: parameters.length * steps <= mostRecorded,
  };
}

/** What the runs show, with what helps as tried. */
async function diagnose(
  client: RunnerClient,
  { findings: language = "en", source }: OnceRequest,
): Promise<readonly PanelFinding[]> {
  const request = { session, job: 1, language };
  const diagnosis = await client.ask("diagnosis", request);
  if (!diagnosis.ok) throw placed(source.file, diagnosis.problem);
  const found = diagnosis.value.flatMap(({ findings }) => findings);
  if (found.every(({ remedies }) => remedies !== undefined)) return found;
  const tried = await client.ask("remedies", request);
  if (!tried.ok) throw placed(source.file, tried.problem);
  return found.map((finding) => {
    const isIts = (one: { readonly runId: string; readonly findingId: string }) =>
      one.runId === finding.runId && one.findingId === finding.id;
    return { ...finding, remedies: tried.value.find(isIts)?.remedies ?? finding.remedies ?? [] };
  });
}

async function findRate(
  client: RunnerClient,
  asked: RunRequest,
  runId: string,
  file: string,
): Promise<RangeTestResult> {
  const { options } = asked.runs.find(({ id }) => id === runId)!;
  const request = { session, runId, options, ...conditionsOf(asked) };
  const found = await client.ask("rangeTest", request);
  if (!found.ok) throw placed(file, found.problem);
  return found.value;
}

function exportedFinding(finding: PanelFinding): ExportedFinding {
  const { id, severity, title, text, from, to, evidence, remedies = [] } = finding;
  return {
    ...{ id, severity, title, text, from, to, evidence },
    remedies: remedies.map(({ label, loss, steps, options }) => {
      return { label, loss, steps, run: writeRun(options) };
    }),
  };
}

function exportedRates({ rates, losses, ...rest }: RangeTestResult): ExportedRates {
  return {
    ...rest,
    tried: [...rates].map((learningRate, k) => ({ learningRate, loss: losses[k]! })),
  };
}

/** Throws what of the runs' numbers by argument does not fit the function, if anything does not. */
function refuseMisfits(
  { source: { file, text, fn }, settings, runTexts = [] }: OnceRequest,
  parameters: readonly string[],
): void {
  const tag = readTagObject(fn);
  const [fault] = argumentProblems(settings, parameters, tag?.value);
  if (fault === undefined) return;
  const { path, message } = fault;
  const index = settings.runs.findIndex((run) => argumentFaults(run, parameters).length > 0);
  if (runTexts[index] !== undefined) throw new UsageError(`--run ${runTexts[index]}: ${message}`);
  throw new PlacedError(file, positionOf(text, tag!.keyRangeOf(path).from), message);
}

/** Throws what is wrong with an option of the comment, if anything is. */
function refuseOption({ file, text, fn }: Source, name: string, problem: string | undefined): void {
  if (problem === undefined) return;
  const offset = readTagObject(fn)?.rangeOf([name]).from ?? fn.nameRange.from;
  throw new PlacedError(file, positionOf(text, offset), problem);
}

function placed(file: string, { message, place }: Problem): PlacedError {
  return new PlacedError(place?.file ?? file, [place?.line ?? 1, place?.column ?? 1], message);
}
