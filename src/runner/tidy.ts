import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Modules opened between two collections. */
const opensBetween = 40;

/**
 * Collects garbage after every 40th opening. Each opening leaves a realm and compiled code behind, which V8 by itself
 * would keep until its heap is far larger than what is in use.
 */
export class Tidy {
  private opens = 0;
  private readonly collect: () => void;

  constructor() {
    setFlagsFromString("--expose-gc");
    this.collect = runInNewContext("gc") as () => void;
  }

  opened(): void {
    if (++this.opens % opensBetween === 0) this.collect();
  }
}
