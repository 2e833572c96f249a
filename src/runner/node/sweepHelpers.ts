import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CellLoopImage } from "../../simulation/compiled/cellLoop";
import type { CellBatches } from "../../simulation/sweep/cellBatches";
import type { CellJob, Helping } from "../../simulation/sweep/cellHelpers";
import type { SweepThreads } from "../worker/openSession";
import { loopsKept, type HelperTask } from "./helperTask";
import { Newest } from "./newest";

/** Milliseconds of one thread's work that are worth starting helpers for: they take some 40 to start. */
const worthStarting = 40;

/** Fewer batches are done sooner than helpers hear of them. */
const fewestBatches = 3;

/** Milliseconds after which helpers without work are ended. */
const idleTime = 20_000;

/** Milliseconds of a look at whether a job is over. */
const look = 20;

/** MiB of a thread, and bytes that the columns of all helpers may take together. */
const threadSize = 12;
const mostColumnBytes = 1 << 27;

interface Helper {
  readonly worker: Worker;
  /** The columns that it has of the loops that it keeps. */
  readonly loops: Newest<{ columns: readonly Float64Array[] | undefined }>;
}

/** A job under way, and who is at it. */
interface UnderWay {
  readonly batches: CellBatches;
  readonly at: Set<Helper>;
  readonly over: Promise<void>;
  end(): void;
}

/** Threads that take part in sweeps: one for every processor but that of the runner's worker, which does as they do. */
export class SweepHelpers implements SweepThreads {
  private helpers: Helper[] = [];
  private readonly jobs = new Map<number, UnderWay>();
  private jobCount = 0;
  private readonly numbers = new WeakMap<CellLoopImage, number>();
  private loopCount = 0;
  private columnBytes = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    /** The script of a helper. */
    private readonly script: string,
    private readonly most = availableParallelism() - 1,
  ) {}

  /** Memory that they take, in bytes. */
  get bytes(): number {
    return this.helpers.length * (threadSize * 2 ** 20 + this.columnBytes);
  }

  join(job: CellJob, milliseconds: number): Helping | undefined {
    const { columns, batches } = job;
    if (batches.count < fewestBatches) return undefined;
    this.columnBytes = columns.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const affordable = Math.floor(mostColumnBytes / Math.max(1, this.columnBytes));
    if (milliseconds >= worthStarting) this.start(Math.min(this.most, affordable));
    const at = this.helpers.slice(0, affordable);
    if (at.length === 0) return undefined;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.stop(), idleTime).unref();
    const number = this.jobCount++;
    const under = underWay(batches, new Set(at));
    this.jobs.set(number, under);
    for (const helper of at) helper.worker.postMessage(this.taskOf(job, number, helper));
    return {
      get isOver() {
        return under.at.size === 0;
      },
      wait: () => Promise.race([under.over, shortly()]),
    };
  }

  leave(): Promise<unknown> {
    const closed = [...this.jobs.values()].filter(({ batches }) => batches.isClosed);
    return Promise.all(closed.map(({ over }) => over));
  }

  /** Ends all helpers; the next sweep that is worth it starts others. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { helpers } = this;
    this.helpers = [];
    await Promise.all(helpers.map(({ worker }) => worker.terminate()));
  }

  private start(count: number): void {
    while (this.helpers.length < count) this.helpers.push(this.startOne());
  }

  private startOne(): Helper {
    const worker = new Worker(this.script);
    worker.unref();
    const helper: Helper = { worker, loops: new Newest(loopsKept) };
    worker.on("message", (job: number) => {
      this.left(helper, job);
    });
    // What a helper leaves undone the runner's worker does itself.
    worker.on("error", () => undefined);
    worker.on("exit", () => {
      this.helpers = this.helpers.filter((other) => other !== helper);
      for (const job of this.jobs.keys()) this.left(helper, job);
    });
    return helper;
  }

  private left(helper: Helper, job: number): void {
    const under = this.jobs.get(job);
    under?.at.delete(helper);
    if (under?.at.size !== 0) return;
    under.end();
    this.jobs.delete(job);
  }

  private taskOf({ image, columns, batches }: CellJob, job: number, { loops }: Helper): HelperTask {
    const loop = this.numbers.get(image) ?? this.loopCount++;
    this.numbers.set(image, loop);
    const { shape, count, memory } = batches;
    const isKnown = loops.has(loop);
    const kept = loops.of(loop, () => ({ columns: undefined }));
    const isNew = kept.columns !== columns;
    kept.columns = columns;
    return {
      ...{ job, loop, shape, count, memory },
      image: isKnown ? undefined : image,
      columns: isNew ? columns : undefined,
    };
  }
}

function underWay(batches: CellBatches, at: Set<Helper>): UnderWay {
  let end!: () => void;
  const over = new Promise<void>((resolve) => (end = resolve));
  return { batches, at, over, end };
}

function shortly(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, look));
}
