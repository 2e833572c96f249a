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
import type { Limits, SupervisorEvents } from "../../protocol/supervision";
import { Heartbeat } from "../heartbeat";
import { HeldRows } from "../supervisor/heldRows";
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
import { patience, Watchdog } from "../supervisor/watchdog";
import { openingToWarmUp, runsToWarmUp, warmUpSession } from "../supervisor/warmUp";

/** Milliseconds to wait for the worker to stop at a line, before ending without knowing it. */
const patienceForLine = { time: 1500, memory: 500 };
/** Milliseconds that a worker between two stretches of user code may take to collect its garbage. */
const patienceForWeight = 1000;
/** While it is waited for, memory may grow to so many times its limit. */
const mostOverLimit = 2;

/** No session is called this. */
const nobody = "";

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
let workingFor = "";
/** Memory beyond what is ours that was there already as that session's work began, in MiB. */
let leftByOthers = 0;
let wasOpened = false;
/** Languages that something was opened or got ready for. */
const warm = new Set<string>();
let judging = false;
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
    working: (session) => {
      workingFor = session;
      leftByOthers = watchdog.excess;
    },
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
    leftByOthers = watchdog.excess;
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
  (fault) => void judge(fault),
  () => void outer.stuck.asEvent(),
);

worker.on("error", (error: Error & { code?: string }) => {
  const outOfMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
  const problem: Problem = {
    kind: outOfMemory ? "memory" : "crashed",
    message: outOfMemory ? memoryMessage() : `The runner's worker failed: ${error.message}`,
  };
  void end(problem, workingFor, { untraced: outOfMemory ? untraced("memory") : undefined });
});
worker.on("exit", (code) => {
  void end({ kind: "ended", message: `The code ended its process (exit code ${code}).` });
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
    if (workingFor === session) void end(stopped, session);
  }, patienceForStop);
  await heard;
  clearInterval(impatience);
}

async function judge(fault: "time" | "memory"): Promise<void> {
  if (judging) {
    if (fault === "memory" && watchdog.excess > mostOverLimit * limits.memory) {
      await end({ kind: "memory", message: memoryMessage() }, toBlameForMemory(), {
        untraced: untraced("memory"),
      });
    }
    return;
  }
  judging = true;
  if (fault === "memory" && (await isGarbage()) && watchdog.forgive()) {
    judging = false;
    return;
  }
  const blamed = fault === "memory" ? toBlameForMemory() : workingFor;
  if (blamed === nobody) {
    await end({ kind: "memory", message: memoryMessage() }, nobody);
    return;
  }
  const seconds = (patience[heartbeat.phase] * limits.time) / 1000;
  const without = untraced(fault);
  const place =
    without === undefined
      ? await placeIn(workingFor, await pausedPlaces(patienceForLine[fault]))
      : undefined;
  const here = place ? " here" : "";
  const problem: Problem = {
    ...(fault === "memory"
      ? { kind: "memory", message: memoryMessage(here) }
      : {
          kind: "timeout",
          message: `The code took longer than ${seconds} s and was stopped${here}: is there an endless loop?`,
        }),
    ...(place ? { place } : {}),
  };
  const isCall = fault === "time" && heartbeat.phase === "calling";
  await end(problem, blamed, { untraced: without, point: isCall ? heartbeat.point : undefined });
}

/** Why to go on without tracing, where that is what took too much: the code by itself comes to an end. */
function untraced(fault: "time" | "memory"): string | undefined {
  if (heartbeat.phase !== "deriving") return undefined;
  return fault === "time"
    ? `tracing it takes more than ${(patience.deriving * limits.time) / 1000} s`
    : `tracing it takes more than ${limits.memory} MiB`;
}

/**
 * The session whose memory is too much. Where half of it was there before the work began that is going
 * on, nobody is blamed: who waits for that work is answered by the next process, which starts empty.
 */
function toBlameForMemory(): string {
  return leftByOthers > limits.memory / 2 ? nobody : workingFor;
}

/** Is most of the memory not in use any more? A worker that does not get around to answering goes on using it. */
async function isGarbage(): Promise<boolean> {
  const late = new Promise<number>((resolve) => {
    setTimeout(() => resolve(Infinity), patienceForWeight);
  });
  return (await Promise.race([inner.weigh(), late])) < limits.memory;
}

function memoryMessage(here = ""): string {
  return `The code used more than ${limits.memory} MiB of memory and was stopped${here}.`;
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

/** Tells why, and ends the process with everything in it. What was stopped on request is no fault at a place. */
async function end(
  fault: Problem,
  session = workingFor,
  { untraced, point }: { untraced?: string | undefined; point?: Float64Array | undefined } = {},
): Promise<void> {
  if (ending) return;
  ending = true;
  const name = fault === stopped ? undefined : names.get(session);
  const problem = { ...(name && { place: name }), ...fault };
  watchdog.stop();
  interpreter.dispose();
  await new Promise<void>((resolve) => {
    if (!process.connected) {
      resolve();
      return;
    }
    void outer.verdict.asEvent({ session, problem, untraced, point });
    // The verdict is sent at the end of this turn, and the channel is in order: once this has been sent, so has it.
    setImmediate(() => process.send?.({ t: "sent" }, undefined, undefined, () => resolve()));
  });
  process.kill(process.pid, "SIGKILL");
}
