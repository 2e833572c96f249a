/** The most that one look counts for: a longer gap says that the machine slept, not that the code hangs. */
const longestLook = 100;

/** The least share of the clock's time that counts: code may also wait for ever without working. */
const leastShare = 0.25;

/** How often to look, in milliseconds. */
export const lookPeriod = 15;

/**
 * Counts time in looks and by what the processor really did for this process, so that neither a sleeping machine, nor a
 * clock that jumps, nor other programs that keep the processor busy look like a process that takes long.
 */
export class WorkClock {
  private lastLook = performance.now();
  private lastWork = process.cpuUsage();

  /** Milliseconds since the last look, as far as they count. */
  look(): number {
    const now = performance.now();
    const elapsed = Math.min(now - this.lastLook, longestLook);
    this.lastLook = now;
    const { user, system } = process.cpuUsage(this.lastWork);
    this.lastWork = process.cpuUsage();
    return Math.min(elapsed, Math.max((user + system) / 1000, leastShare * elapsed));
  }
}
