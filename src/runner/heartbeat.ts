/**
 * A word of memory that the worker and its supervisor share: even while the worker is between stretches of user code,
 * odd while it is inside one, and higher each time. The supervisor needs no message from a worker that cannot answer.
 */
export class Heartbeat {
  private readonly word: Int32Array;

  constructor(readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.word = new Int32Array(buffer);
  }

  get count(): number {
    return Atomics.load(this.word, 0);
  }

  get inUserCode(): boolean {
    return (this.count & 1) === 1;
  }

  /** Marks that a stretch of user code goes on and is making progress. */
  beat(): void {
    Atomics.add(this.word, 0, 2);
  }

  /** Runs a stretch of user code. */
  during<T>(stretch: () => T): T {
    Atomics.add(this.word, 0, 1);
    try {
      return stretch();
    } finally {
      Atomics.add(this.word, 0, 1);
    }
  }
}
