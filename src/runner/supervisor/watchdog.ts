import type { Limits } from "../../protocol/supervision";
import type { Heartbeat, Phase } from "../heartbeat";
import { lookPeriod, WorkClock } from "./workClock";

const mebibyte = 2 ** 20;

/** Memory that was freed but not given back is overlooked up to so many times the limit. */
const mostForgiven = 3;

/** Code that has taken this share of its time may go on for ever. */
const shareOfStuck = 0.25;

/** How many times the limit each phase may take: a script that trains as it is loaded is no endless loop. */
export const patience: Readonly<Record<Phase, number>> = { calling: 1, loading: 5, deriving: 10 };

/** Looks at the worker's heartbeat and at the process's memory every few milliseconds. */
export class Watchdog {
  private readonly timer: NodeJS.Timeout;
  private readonly clock = new WorkClock();
  private lastCount = -1;
  private stuckFor = 0;
  private lastTurns = 0;
  private idleMemory = process.memoryUsage.rss() / mebibyte;
  private forgiven = 0;

  constructor(
    private readonly heartbeat: () => Heartbeat,
    private readonly limits: Limits,
    private readonly onFault: (fault: "time" | "memory") => void,
    private readonly onStuck: () => void,
  ) {
    this.timer = setInterval(() => this.look(), lookPeriod);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Memory beyond what the process had when idle, what is ours and what is overlooked, in MiB. */
  get excess(): number {
    return this.excessOf(this.resident);
  }

  /**
   * Overlooks from now on what is resident though nobody uses it: the system gets freed memory back late or never.
   * Tells whether that is enough to be within the limit.
   */
  forgive(): boolean {
    const { resident } = this;
    this.forgiven = Math.min(resident - this.idleMemory, mostForgiven * this.limits.memory);
    return this.excessOf(resident) <= this.limits.memory;
  }

  /** Resident memory that is not ours, in MiB. */
  private get resident(): number {
    return process.memoryUsage.rss() / mebibyte - this.heartbeat().ownMemory;
  }

  private excessOf(resident: number): number {
    return resident - this.idleMemory - this.forgiven;
  }

  private look(): void {
    const worked = this.clock.look();
    const heartbeat = this.heartbeat();
    const { count, turns } = heartbeat;
    const before = this.stuckFor;
    // Code that nobody called, such as an endless chain of reactions, keeps the worker's event loop from turning.
    const hangs = heartbeat.inUserCode || (turns > 0 && turns === this.lastTurns);
    this.lastTurns = turns;
    if (hangs && count === this.lastCount) this.stuckFor += worked;
    else this.stuckFor = 0;
    const limit = patience[heartbeat.phase] * this.limits.time;
    const stuck = shareOfStuck * this.limits.time;
    if (before <= stuck && this.stuckFor > stuck) this.onStuck();
    this.lastCount = count;
    if (this.stuckFor > limit) {
      this.stuckFor = 0;
      this.onFault("time");
      return;
    }
    const { resident } = this;
    if (!heartbeat.inUserCode) this.idleMemory = Math.min(this.idleMemory, resident);
    if (this.excessOf(resident) > this.limits.memory) this.onFault("memory");
  }
}
