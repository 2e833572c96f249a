import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { createBirpc, type BirpcReturn } from "birpc";
import { batched, unbatched } from "../../protocol/batch";
import type { RunSlice } from "../../protocol/runner";
import { allColumns } from "../../simulation/run/record";
import { Heartbeat } from "../heartbeat";
import { Sessions } from "../worker/sessions";
import { SweepHelpers } from "./sweepHelpers";
import { Tidy } from "./tidy";
import { UserRealm } from "./userRealm";
import { interpreterAt, type InterpreterLine } from "./python/interpreterPort";
import type { WorkerCalls, WorkerEvents } from "../../protocol/worker";

// The runner's worker thread: the only place where user code runs.

const port = parentPort;
if (!port) throw new Error("the runner's worker must be started by the runner");

/** What the worker is started with. */
export interface WorkerData {
  readonly heartbeat: SharedArrayBuffer;
  readonly interpreter: InterpreterLine;
}

/** Milliseconds between two marks that the event loop turns: less than any limit, and next to no work. */
const turnPeriod = 50;

interface Call {
  readonly m?: string;
  readonly a?: readonly unknown[];
}

/** The rows of a slice are handed over instead of copied. */
function buffersOf({ m: call, a: values }: Call): ArrayBuffer[] {
  if (call !== "slice" || !values) return [];
  const { columns } = values[0] as RunSlice;
  return [...new Set(allColumns(columns).map(({ buffer }) => buffer as ArrayBuffer))];
}

const postBatch = (batch: readonly Call[]): void =>
  port.postMessage(batch, batch.flatMap(buffersOf));
const postSoon = batched(postBatch, setImmediate);

/** Slices wait for each other; what else is said must be heard before the worker may be too busy to say it. */
function post(message: Call): void {
  if (message.m === "slice") postSoon(message);
  else postBatch([message]);
}

const { heartbeat: shared, interpreter } = workerData as WorkerData;
const heartbeat = new Heartbeat(shared);
const tidy = new Tidy();
setInterval(() => heartbeat.turn(), turnPeriod);

const events: BirpcReturn<WorkerEvents, WorkerCalls> = createBirpc<WorkerEvents, WorkerCalls>(
  new Sessions(
    heartbeat,
    {
      slice: (slice) => events.slice(slice),
      working: (session) => void events.working.asEvent(session),
    },
    {
      createRealm: (file) => new UserRealm(file, (script) => heartbeat.in("loading", script)),
      loading: (load) => heartbeat.in("loading", load),
      beat: () => heartbeat.beat(),
      calling: (call) => heartbeat.in("calling", call),
      deriving: (work) => heartbeat.in("deriving", work),
      python: interpreterAt(interpreter),
      opened: () => tidy.opened(),
      weigh: () => tidy.weigh(),
      helpers: new SweepHelpers(join(__dirname, "sweepHelper.cjs")),
    },
  ).calls,
  {
    post,
    on: (listener) => port.on("message", (received) => unbatched(received).forEach(listener)),
    timeout: -1,
  },
);
