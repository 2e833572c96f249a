import type { Limits } from "../protocol/supervision";
import type { Heartbeat } from "./heartbeat";
import { lookPeriod, WorkClock } from "./workClock";

const mebibyte = 2 ** 20;

/** Looks at the worker's heartbeat and at the process's memory every few milliseconds. */
export class Watchdog {
  private readonly timer: NodeJS.Timeout;
  private readonly clock = new WorkClock();
  private lastCount = -1;
  private stuckFor = 0;
  private idleMemory = process.memoryUsage.rss();

  constructor(
    private readonly heartbeat: () => Heartbeat,
    private readonly limits: Limits,
    private readonly onFault: (fault: "time" | "memory") => void,
  ) {
    this.timer = setInterval(() => this.look(), lookPeriod);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const worked = this.clock.look();
    const heartbeat = this.heartbeat();
    const { count } = heartbeat;
    if (heartbeat.inUserCode && count === this.lastCount) this.stuckFor += worked;
    else this.stuckFor = 0;
    this.lastCount = count;
    if (this.stuckFor > this.limits.time) {
      this.stuckFor = 0;
      this.onFault("time");
      return;
    }
    const resident = process.memoryUsage.rss() - heartbeat.ownMemory * mebibyte;
    if (!heartbeat.inUserCode) this.idleMemory = Math.min(this.idleMemory, resident);
    if (resident - this.idleMemory > this.limits.memory * mebibyte) this.onFault("memory");
  }
}
