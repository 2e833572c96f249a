import type { CellState } from "../compiled/cellLoop";

/** Of what sizes the batches of one kernel are, and how many rows their runs have. */
export interface BatchShape {
  readonly lanes: number;
  readonly slotCount: number;
  readonly sourceCount: number;
  readonly rows: number;
}

/** Words of the header: the next batch, whether the batches are closed, beats; then one a batch, 1 once it is done. */
const NEXT = 0;
const CLOSED = 1;
const BEATS = 2;
const FIRST = 4;

function layoutOf({ lanes, slotCount, sourceCount }: BatchShape, count: number) {
  const slots = 8 * Math.ceil((4 * (FIRST + count)) / 8);
  const constants = slots + 8 * count * slotCount * lanes;
  const columns = constants + 8 * count * sourceCount * lanes;
  const rows = columns + 4 * count * sourceCount * lanes;
  const ends = 8 * Math.ceil((rows + 4 * count * lanes) / 8);
  return { slots, constants, columns, rows, ends, bytes: ends + 8 * count * slotCount * lanes };
}

/**
 * Batches of cells, each as many as a loop has lanes, in one piece of memory that threads share. A batch holds what its
 * lanes start from, what its slots came to, and in which row each lane left the loop. Whoever takes a batch does it whole;
 * the numbers that come out are the same whoever that is, so that two may even do it at once.
 */
export class CellBatches {
  private readonly words: Int32Array;
  private readonly layout: ReturnType<typeof layoutOf>;
  private readonly states: CellState[] = [];

  constructor(
    readonly shape: BatchShape,
    readonly count: number,
    readonly memory: SharedArrayBuffer = new SharedArrayBuffer(layoutOf(shape, count).bytes),
  ) {
    this.words = new Int32Array(memory, 0, FIRST + count);
    this.layout = layoutOf(shape, count);
  }

  static bytesOf(shape: BatchShape): number {
    return layoutOf(shape, 1).bytes;
  }

  /** What the lanes of a batch start from. */
  stateOf(batch: number): CellState {
    return (this.states[batch] ??= this.viewsOf(batch));
  }

  private viewsOf(batch: number): CellState {
    const { lanes, slotCount, sourceCount } = this.shape;
    const { slots, constants, columns } = this.layout;
    const [carried, given] = [slotCount * lanes, sourceCount * lanes];
    return {
      slots: new Float64Array(this.memory, slots + 8 * carried * batch, carried),
      constants: new Float64Array(this.memory, constants + 8 * given * batch, given),
      columns: new Int32Array(this.memory, columns + 4 * given * batch, given),
    };
  }

  /** The slots of a batch that is done. */
  endsOf(batch: number): Float64Array {
    const { lanes, slotCount } = this.shape;
    const size = slotCount * lanes;
    return new Float64Array(this.memory, this.layout.ends + 8 * size * batch, size);
  }

  /** By lane, the row before which the slots are at the end: all rows, or the one at which a guard did not hold. */
  rowsOf(batch: number): Int32Array {
    const { lanes } = this.shape;
    return new Int32Array(this.memory, this.layout.rows + 4 * lanes * batch, lanes);
  }

  /** The next batch that nobody has taken; undefined where there is none. */
  take(): number | undefined {
    const batch = Atomics.add(this.words, NEXT, 1);
    return batch < this.count && !this.isClosed ? batch : undefined;
  }

  finish(batch: number): void {
    Atomics.store(this.words, FIRST + batch, 1);
  }

  isDone(batch: number): boolean {
    return Atomics.load(this.words, FIRST + batch) === 1;
  }

  /** Nobody takes a batch any more, and whoever is at one leaves off. */
  close(): void {
    Atomics.store(this.words, CLOSED, 1);
  }

  get isClosed(): boolean {
    return Atomics.load(this.words, CLOSED) === 1;
  }

  /** Marks that whoever wants the batches still does. */
  beat(): void {
    Atomics.add(this.words, BEATS, 1);
  }

  get beats(): number {
    return Atomics.load(this.words, BEATS);
  }
}
