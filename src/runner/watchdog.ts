import type { Limits } from "../protocol/supervision";
import type { Heartbeat } from "./heartbeat";

/** How often the supervisor looks, in milliseconds. */
const period = 15;

/** The most that one look counts for: a longer gap says that the machine slept, not that the code hangs. */
const longestLook = 100;

/** The least share of the clock's time that counts: code may also wait for ever without working. */
const leastShare = 0.25;

const mebibyte = 2 ** 20;

/**
 * Looks at the worker's heartbeat and at the process's memory every 15 ms. Time is counted in looks and by what the
 * processor really did for this process, so neither a sleeping machine, nor a clock that jumps, nor other programs that
 * keep the processor busy look like a hang.
 */
export class Watchdog {
  private readonly timer: NodeJS.Timeout;
  private lastLook = performance.now();
  private lastWork = process.cpuUsage();
  private lastCount = -1;
  private stuckFor = 0;
  private idleMemory = process.memoryUsage.rss();

  constructor(
    private readonly heartbeat: () => Heartbeat,
    private readonly limits: Limits,
    private readonly onFault: (fault: "time" | "memory") => void,
  ) {
    this.timer = setInterval(() => this.look(), period);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = performance.now();
    const elapsed = Math.min(now - this.lastLook, longestLook);
    this.lastLook = now;
    const { user, system } = process.cpuUsage(this.lastWork);
    this.lastWork = process.cpuUsage();
    const worked = Math.min(elapsed, Math.max((user + system) / 1000, leastShare * elapsed));
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
