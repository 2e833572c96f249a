// runner/node: the runner as a process of Node; the only room with `node:` names, and with the Python interpreter.
// This is its main thread: it bundles what is opened, hands it to a worker where user code runs, and watches that worker.
// Rows of runs that end soon stay here until somebody asks for them.
// When user code takes too long or too much, it says so and ends the whole process, because a worker inside native
// code cannot be stopped in any other way.

import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { createBirpc, type BirpcReturn } from "birpc";
import { batched, unbatched } from "../../protocol/batch";
import type { Problem } from "../../protocol/problem";
import type { Place } from "../../text/place";
import type { OpenRequest, RunnerCalls, RunnerEvents } from "../../protocol/runner";
import type { Limits, SupervisorEvents, Verdict } from "../../protocol/supervision";
import { Heartbeat } from "../heartbeat";
import { HeldRows } from "../supervisor/heldRows";
import { Judge } from "../supervisor/judge";
import { pausedPlaces } from "./pausedPlace";
import { placed, placeOfName } from "../supervisor/places";
import { Preparers } from "../supervisor/prepare";
import type { PreparedFunction, WorkerCalls, WorkerEvents } from "../../protocol/worker";
import { startEsbuild } from "./esbuild";
import { localFiles } from "./files";
import { InterpreterServer } from "./python/interpreterServer";
import { createInterpreterLine } from "./python/interpreterPort";
import { Tidy } from "./tidy";
import type { WorkerData } from "./worker";
import { Watchdog } from "../supervisor/watchdog";
import { openingToWarmUp, runsToWarmUp, warmUpSession } from "../supervisor/warmUp";

/** Milliseconds within which a process that was started for something is asked for it. */
const patienceForFirst = 50;

/** Milliseconds that the worker has to leave off what is no longer wanted. */
const patienceForStop = 500;

const stopped: Problem = { kind: "stopped", message: "The code was stopped on request." };

/** MiB that V8 may use for the worker's objects; typed arrays come on top and are watched as resident memory. */
const oldGeneration = 1500;

/** MiB for calls within calls: while code is traced, its calls take several times as much as by themselves. */
const stack = 24;

const limits = JSON.parse(process.env.OPTIMIZER_LENS_LIMITS ?? "{}") as Limits;
const heartbeat = new Heartbeat();
/** How often each session's work was to be left off: what was asked for before is then not opened. */
const leftOff = new Map<string, number>();
const prepared = new Map<string, PreparedFunction>();
/** Where a fault of a session is shown whose line is not known: the name of its function. */
const names = new Map<string, Place>();
const heldRows = new HeldRows((slice) => outer.slice(slice));
const preparers = new Preparers({
  ...localFiles,
  startEsbuild,
  startPython: () => interpreter.start(),
});
const tidy = new Tidy();
let wasOpened = false;
/** Languages that something was opened or got ready for. */
const warm = new Set<string>();
let ending = false;

const interpreterLine = createInterpreterLine();
const interpreter = new InterpreterServer(interpreterLine.here, {
  program: join(__dirname, "python"),
  limits,
  chosen: process.env.OPTIMIZER_LENS_PYTHON,
  beat: () => heartbeat.beat(),
});

const worker = new Worker(join(__dirname, "runnerWorker.cjs"), {
  workerData: {
    heartbeat: heartbeat.buffer,
    interpreter: interpreterLine.there,
  } satisfies WorkerData,
  transferList: [interpreterLine.there.port],
  resourceLimits: { maxOldGenerationSizeMb: oldGeneration, stackSizeMb: stack },
  stdout: true,
  stderr: true,
});

const inner: BirpcReturn<WorkerCalls, WorkerEvents> = createBirpc<WorkerCalls, WorkerEvents>(
  {
    slice: async (slice) => {
      if (slice.session !== warmUpSession) await heldRows.take(slice);
    },
    working: (session) => judge.worksFor(session),
  },
  {
    post: batched((batch) => worker.postMessage(batch), setImmediate),
    on: (listener) => worker.on("message", (received) => unbatched(received).forEach(listener)),
    timeout: -1,
  },
);

const functions: RunnerCalls = {
  async open(request: OpenRequest) {
    wasOpened = true;
    warm.add(request.function.language);
    const before = leftOff.get(request.session);
    tidy.opened();
    const result = await preparers.prepare(request);
    if (!result.ok) return result;
    if (leftOff.get(request.session) !== before) return { ok: false, problem: stopped };
    prepared.set(request.session, result.value);
    names.set(request.session, placeOfName(request));
    judge.forgetMemory();
    return placed(await inner.load(request, result.value), request);
  },
  warmUp: (language) => void warmUp(language),
  async run(request) {
    heldRows.begin(request);
    const result = await inner.run(request);
    if (!result.ok) {
      heldRows.fail(request);
      return result;
    }
    const picture = await heldRows.end(request);
    return picture ? { ok: true, value: { ...result.value, picture } } : result;
  },
  rows: (request) => heldRows.release(request),
  ask: (name, request) => inner.ask(name, request),
  cancel: (session) => void leaveOff(session, inner.cancel(session)),
  close: (session) => {
    prepared.delete(session);
    names.delete(session);
    heldRows.close(session);
    void leaveOff(session, inner.close(session));
  },
  pulse: () => undefined,
};

type Outer = RunnerEvents & SupervisorEvents;

const outer: BirpcReturn<Outer, RunnerCalls> = createBirpc<Outer, RunnerCalls>(functions, {
  post: batched((batch) => {
    if (process.connected) process.send?.(batch);
  }, setImmediate),
  on: (listener) => process.on("message", (received) => unbatched(received).forEach(listener)),
  timeout: -1,
});

const watchdog = new Watchdog(
  () => heartbeat,
  limits,
  (fault) => void judge.judge(fault).then((verdict) => verdict && end(verdict)),
  () => void outer.stuck.asEvent(),
);

const judge = new Judge({
  limits,
  heartbeat,
  excess: () => watchdog.excess,
  forgive: () => watchdog.forgive(),
  weigh: () => inner.weigh(),
  placeIn: async (session, patience) => placeIn(session, await pausedPlaces(patience)),
});

worker.on("error", (error: Error & { code?: string }) => {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") void end(judge.outOfMemory());
  else void endWith({ kind: "crashed", message: `The runner's worker failed: ${error.message}` });
});
worker.on("exit", (code) => {
  void endWith({ kind: "ended", message: `The code ended its process (exit code ${code}).` });
});
process.on("disconnect", () => {
  interpreter.dispose();
  process.exit(0);
});
// Who starts a process and asks for nothing keeps it in reserve.
setTimeout(() => {
  if (warm.size === 0) void warmUp(openingToWarmUp().function.language);
}, patienceForFirst);

/** Prepares for the first opening of a language, unless somebody is waiting for one already. */
async function warmUp(language: string): Promise<void> {
  if (warm.has(language)) return;
  warm.add(language);
  await preparers.warmUp(language);
  const request = openingToWarmUp();
  if (wasOpened || language !== request.function.language) return;
  const result = await preparers.prepare(request);
  const opened = result.ok ? await inner.load(request, result.value) : result;
  if (opened.ok) await inner.run(runsToWarmUp(opened.value.start));
  await inner.close(warmUpSession);
}

/** Has a session's work left off: ends the process where the worker is too deep in that work to hear of it. */
async function leaveOff(session: string, heard: Promise<void>): Promise<void> {
  leftOff.set(session, (leftOff.get(session) ?? 0) + 1);
  const impatience = setInterval(() => {
    if (judge.session === session) void endWith(stopped);
  }, patienceForStop);
  await heard;
  clearInterval(impatience);
}

/** The innermost frame that lies in the user's code. */
async function placeIn(
  session: string,
  frames: Awaited<ReturnType<typeof pausedPlaces>>,
): Promise<Place | undefined> {
  const code = prepared.get(session);
  if (!code) return undefined;
  for (const frame of frames) {
    const place = await preparers.locate(code, frame);
    if (place) return place;
  }
  return undefined;
}

function endWith(problem: Problem): Promise<void> {
  return end({ session: judge.session, problem });
}

/** Tells why, and ends the process with everything in it. What was stopped on request is no fault at a place. */
async function end(verdict: Verdict): Promise<void> {
  if (ending) return;
  ending = true;
  const { session } = verdict;
  const name = verdict.problem === stopped ? undefined : names.get(session);
  const problem = { ...(name && { place: name }), ...verdict.problem };
  watchdog.stop();
  interpreter.dispose();
  await new Promise<void>((resolve) => {
    if (!process.connected) {
      resolve();
      return;
    }
    void outer.verdict.asEvent({ ...verdict, problem });
    // The verdict is sent at the end of this turn, and the channel is in order: once this has been sent, so has it.
    setImmediate(() => process.send?.({ t: "sent" }, undefined, undefined, () => resolve()));
  });
  process.kill(process.pid, "SIGKILL");
}
