/** Milliseconds that pass between two keys of somebody who types fast: an opening that ends before costs nothing. */
const betweenKeys = 80;

/**
 * Milliseconds from an edit to its simulation: none where the last opening was done before the next key is pressed, else
 * as long as an opening takes, and never more than `longest`.
 */
export function editDelay(lastOpening: number, longest: number): number {
  return lastOpening <= betweenKeys ? 0 : Math.min(lastOpening, longest);
}

/** Somebody types: when an edit is due to be simulated, and when the typing pauses. */
export class Typing {
  /** Milliseconds that the newest opening took. */
  lastOpening = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private newestKey = -Infinity;
  private interruptions = 0;
  private wake: () => void = () => undefined;

  /** `pause` are the milliseconds without a key after which nobody is typing, which an edit waits for at most. */
  constructor(private readonly pause: () => number) {}

  /** Milliseconds that an edit made now will wait. */
  get delay(): number {
    return editDelay(this.lastOpening, this.pause());
  }

  /** A key was pressed: calls back after the delay, once for keys that follow one another faster. */
  edited(simulate: () => void): void {
    this.newestKey = performance.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(simulate, this.delay);
  }

  /** Resolves once nobody is typing, or `interrupt` is called. */
  async paused(): Promise<void> {
    const { interruptions } = this;
    const left = () => this.newestKey + this.pause() - performance.now();
    while (left() > 0 && interruptions === this.interruptions) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left());
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  interrupt(): void {
    this.interruptions++;
    this.wake();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.interrupt();
  }
}
