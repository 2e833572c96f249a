import { parentPort } from "node:worker_threads";
import { openCellLoop } from "../../simulation/compiled/cellLoop";
import { CellBatches } from "../../simulation/sweep/cellBatches";
import { runBatch, type SharedLoop } from "../../simulation/sweep/runBatch";
import { loopsKept, type HelperTask } from "./helperTask";
import { Newest } from "./newest";

// A thread that takes batches of sweeps. No user code runs here: all that it does is to take compiled loops through rows.

/** Milliseconds for which a job goes on that nobody marks as wanted. */
const patience = 60;

interface Held extends SharedLoop {
  columns: readonly Float64Array[];
}

const port = parentPort;
if (!port) throw new Error("a helper must be started by the runner's worker");

const loops = new Newest<Held>(loopsKept);

port.on("message", (task: HelperTask) => {
  work(task);
  port.postMessage(task.job);
});

function work({ loop, image, columns, shape, count, memory }: HelperTask): void {
  const held = loops.of(loop, () => {
    return { loop: openCellLoop(image!), columns: [], placed: undefined, user: undefined };
  });
  held.columns = columns ?? held.columns;
  const batches = new CellBatches(shape, count, memory);
  let beats = batches.beats;
  let wanted = Date.now();
  const isWanted = (): boolean => {
    if (batches.isClosed) return false;
    if (batches.beats !== beats) [beats, wanted] = [batches.beats, Date.now()];
    return Date.now() - wanted < patience;
  };
  for (let batch = batches.take(); batch !== undefined; batch = batches.take()) {
    const rows = runBatch(held, held.columns, batches, batch);
    while (!rows.next().done) if (!isWanted()) return;
    if (!isWanted()) return;
  }
}
