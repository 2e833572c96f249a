import type { Limits } from "../../../protocol/supervision";
import type { InterpreterProcess } from "./interpreterProcess";

/** How often to look, in milliseconds. */
const lookPeriod = 25;
/** The most that one look counts for: a longer gap says that the machine slept, not that the code hangs. */
const longestLook = 100;

interface Watched {
  readonly process: InterpreterProcess;
  readonly time: number;
  readonly exceeded: (limit: "timeout" | "memory") => void;
  waited: number;
}

/**
 * Looks every few milliseconds at the request that an interpreter is busy with, if there is one: a request itself then
 * costs no timers, of which a quick one would cost more than it takes.
 */
export class RequestWatch {
  private watched: Watched | undefined;
  private lastLook = performance.now();
  /** What the interpreter held at the first look since the request began, in MiB. */
  private idleMemory: number | undefined;

  constructor(
    private readonly limits: Limits,
    private readonly beat: () => void,
  ) {
    setInterval(() => this.look(), lookPeriod).unref();
  }

  /** Begins a request that may take so many milliseconds. */
  begin(process: InterpreterProcess, time: number, exceeded: Watched["exceeded"]): void {
    this.idleMemory = undefined;
    this.watched = { process, time, exceeded, waited: 0 };
  }

  /** The request has been answered, or nobody waits for it any more. */
  end(): void {
    this.watched = undefined;
  }

  private look(): void {
    const now = performance.now();
    const elapsed = Math.min(now - this.lastLook, longestLook);
    this.lastLook = now;
    const { watched } = this;
    if (!watched) return;
    this.beat();
    watched.waited += elapsed;
    const memory = watched.process.memory;
    this.idleMemory ??= memory;
    if (watched.waited > watched.time) watched.exceeded("timeout");
    else if (memory - this.idleMemory > this.limits.memory) watched.exceeded("memory");
  }
}
