import { parentPort, workerData } from "node:worker_threads";
import { createBirpc, type BirpcReturn } from "birpc";
import type { RunSlice } from "../protocol/runner";
import { allColumns } from "../simulation/trace";
import { Heartbeat } from "./heartbeat";
import { Sessions } from "./sessions";
import type { WorkerCalls, WorkerEvents } from "./workerCalls";

// The runner's worker thread: the only place where user code runs.

const port = parentPort;
if (!port) throw new Error("the runner's worker must be started by the runner");

/** The rows of a slice are handed over instead of copied. */
function buffersOf(message: unknown): ArrayBuffer[] {
  const { m: call, a: values } = message as {
    readonly m?: string;
    readonly a?: readonly unknown[];
  };
  if (call !== "slice" || !values) return [];
  const { columns } = values[0] as RunSlice;
  return allColumns(columns).map(({ buffer }) => buffer as ArrayBuffer);
}

const events: BirpcReturn<WorkerEvents, WorkerCalls> = createBirpc<WorkerEvents, WorkerCalls>(
  new Sessions(new Heartbeat(workerData as SharedArrayBuffer), {
    slice: (slice) => events.slice(slice),
    working: (session) => void events.working.asEvent(session),
  }).calls,
  {
    post: (message) => port.postMessage(message, buffersOf(message)),
    on: (listener) => port.on("message", listener),
    timeout: -1,
  },
);
