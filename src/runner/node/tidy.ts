import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Modules opened between two collections. */
const opensBetween = 40;

/**
 * Collects garbage after every 40th opening. Each opening leaves a realm and compiled code behind, which V8 by itself
 * would keep until its heap is far larger than what is in use. Its cache of compiled scripts is off: no two openings
 * have the same script, and what the cache holds keeps whole realms alive.
 */
export class Tidy {
  private opens = 0;
  private readonly collect: () => void;

  constructor() {
    setFlagsFromString("--no-compilation-cache");
    setFlagsFromString("--expose-gc");
    this.collect = runInNewContext("gc") as () => void;
  }

  opened(): void {
    if (++this.opens % opensBetween === 0) this.collect();
  }

  /** Bytes of objects and typed arrays that are in use, garbage collected. */
  weigh(): number {
    this.collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  }
}
