/** What the worker does while it is inside user code. */
export const phases = ["calling", "loading", "deriving"] as const;

/**
 * A function is called as it is; its module is evaluated, which may take as long as a script does; or it is traced, its
 * trace compiled and checked, which is work of ours on code that is known to come to an end.
 */
export type Phase = (typeof phases)[number];

/** Parameters of a point that is shared, at most; a start has no more. */
const mostParameters = 100_000;

/** Bytes of the words, before the point. */
const wordBytes = 24;

/**
 * Five words of memory that the worker and its supervisor share, so that the supervisor needs no message from a worker
 * that cannot answer. The first is even while the worker is between stretches of user code, odd while it is inside
 * one, and higher each time. The second is how many MiB the worker holds on our own account. The third counts turns of
 * the worker's event loop, which stands still while code runs that nobody called. The fourth is the phase. The fifth is
 * how many parameters the point has that a run evaluates; they follow.
 */
export class Heartbeat {
  private readonly words: Int32Array;
  private readonly parameters: Float64Array;

  constructor(
    readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(wordBytes + 8 * mostParameters),
  ) {
    this.words = new Int32Array(buffer, 0, wordBytes / 4);
    this.parameters = new Float64Array(buffer, wordBytes);
  }

  /** The point that a run evaluates; undefined between evaluations, and while a function is opened. */
  get point(): Float64Array | undefined {
    const count = Atomics.load(this.words, 4);
    return count === 0 ? undefined : Float64Array.from(this.parameters.subarray(0, count));
  }

  set point(theta: Float64Array | undefined) {
    const isShared = theta !== undefined && theta.length <= mostParameters;
    if (isShared) this.parameters.set(theta);
    Atomics.store(this.words, 4, isShared ? theta.length : 0);
  }

  get count(): number {
    return Atomics.load(this.words, 0);
  }

  get inUserCode(): boolean {
    return (this.count & 1) === 1;
  }

  /** Memory that is ours (recorded rows), not the user's code's, in MiB. */
  get ownMemory(): number {
    return Atomics.load(this.words, 1);
  }

  set ownMemory(mebibytes: number) {
    Atomics.store(this.words, 1, Math.ceil(mebibytes));
  }

  /** Turns of the worker's event loop that were noticed. */
  get turns(): number {
    return Atomics.load(this.words, 2);
  }

  /** Marks that the worker's event loop has come around. */
  turn(): void {
    Atomics.add(this.words, 2, 1);
  }

  get phase(): Phase {
    return phases[Atomics.load(this.words, 3)]!;
  }

  /** Works in a phase of its own, inside a stretch of user code. */
  in<T>(phase: Phase, work: () => T): T {
    const before = Atomics.exchange(this.words, 3, phases.indexOf(phase));
    this.beat();
    try {
      return work();
    } finally {
      Atomics.store(this.words, 3, before);
      this.beat();
    }
  }

  /** Marks that a stretch of user code goes on and is making progress. */
  beat(): void {
    Atomics.add(this.words, 0, 2);
  }

  /** Runs a stretch of user code. */
  during<T>(stretch: () => T): T {
    Atomics.add(this.words, 0, 1);
    try {
      return stretch();
    } finally {
      Atomics.add(this.words, 0, 1);
    }
  }
}
