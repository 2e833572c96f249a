import { Traced, type Recorder } from "../traced";
import { Operand, type LoopBody } from "./loopBody";
import type { ProductRuns } from "./productRuns";

/** In the place of an object that has not been met yet. */
const unseen = {};

/** What is expected of the factors of a body's products, close together: most of what is followed are those. */
export class ExpectedFactors {
  /**
   * By factor, of which the first is where the product is and the second where the sum: the node that is expected, and
   * whether the base of the turn is added to it (−1) or not (0).
   */
  private readonly nodes: Int32Array;
  private readonly moves: Int32Array;
  /** By factor: the slot of a constant, −1 for others. */
  private readonly slots: Int32Array;
  /** By factor: which of the nodes that are expected it is, each numbered once. */
  private readonly numbers: Int32Array;
  /** By node that is expected, the number: those of before the loop, and those of a turn, which are others in the next. */
  private readonly numberOf = {
    outer: new Map<number, number>(),
    inner: new Map<number, number>(),
  };
  /** By number: the object that has been found to be that node, else `unseen`. */
  private readonly found: unknown[] = [];
  /** By factor: of how many from there on, every second one, the numbers follow each other; 0 where that is not known. */
  private readonly ahead: Int32Array;
  private isAheadKnown = false;
  /** The number of the first node of the turn that is going on. */
  private turnBase: number;

  /** `constants` takes those of the turn that is going on, by slot. */
  constructor(
    { length, kind, argument }: LoopBody,
    private readonly runs: ProductRuns,
    base: number,
    private readonly constants: Float64Array,
  ) {
    this.turnBase = base;
    this.nodes = new Int32Array(length);
    this.moves = new Int32Array(length);
    this.slots = new Int32Array(length).fill(-1);
    this.numbers = new Int32Array(length);
    this.ahead = new Int32Array(length);
    for (let entry = 0; entry < length; entry++) {
      if (runs.at(entry) === 0) continue;
      for (const factor of [0, 1] as const) {
        const place = 3 * entry + factor;
        if (kind[place] === Operand.constant) this.slots[entry + factor] = argument[place]!;
      }
    }
  }

  /** Notes which node is expected at a place, and whether the base of the turn is added to it. */
  expect(place: number, node: number, moves: number): void {
    const position = place % 3;
    const entry = (place - position) / 3;
    if (position === 2 || this.runs.at(entry) === 0) return;
    const factor = entry + position;
    this.nodes[factor] = node;
    this.moves[factor] = moves;
    const numberOf = moves === 0 ? this.numberOf.outer : this.numberOf.inner;
    let number = numberOf.get(node);
    if (number === undefined) numberOf.set(node, (number = this.found.push(unseen) - 1));
    this.numbers[factor] = number;
    if (this.isAheadKnown) this.ahead.fill(0);
    this.isAheadKnown = false;
  }

  /** Another turn begins, with nodes of its own. */
  beginTurn(base: number): void {
    this.turnBase = base;
    for (const number of this.numberOf.inner.values()) this.found[number] = unseen;
    if (!this.isAheadKnown) this.lookAhead();
  }

  private lookAhead(): void {
    const { ahead, numbers } = this;
    for (let factor = ahead.length - 1; factor >= 0; factor--) {
      const isFollowed = numbers[factor + 2] === numbers[factor]! + 1;
      ahead[factor] = 1 + (isFollowed ? ahead[factor + 2]! : 0);
    }
    this.isAheadKnown = true;
  }

  /**
   * Compares so many pairs of factors, from a place on, with those of the run at an entry: nodes, or constants, which are
   * taken. Gives how many pairs are what is expected, from the first on.
   */
  follow(
    recorder: Recorder,
    factors: readonly unknown[],
    from: number,
    pairs: number,
    entry: number,
  ): number {
    const { slots, constants } = this;
    for (let k = 0; k < 2 * pairs; k++) {
      const factor = factors[from + k];
      const expected = entry + k;
      if (typeof factor === "number") {
        const slot = slots[expected]!;
        if (slot < 0) return k >> 1;
        constants[slot] = factor;
      } else if (!this.isExpected(recorder, factor, expected)) return k >> 1;
    }
    return pairs;
  }

  /**
   * The same for `count` factors that are elements of a list, from a place on: every second one of a run, of which the first
   * is given.
   */
  followList(
    recorder: Recorder,
    list: ArrayLike<unknown>,
    from: number,
    count: number,
    first: number,
  ): number {
    let done = 0;
    while (done < count) {
      const [at, expected] = [from + done, first + 2 * done];
      const followed =
        typeof list[at] === "number"
          ? this.takeConstants(list, at, count - done, expected)
          : this.compareNodes(recorder, list, at, count - done, expected);
      if (followed === 0) break;
      done += followed;
    }
    return done;
  }

  /** Takes elements of a list as constants. Gives how many are. */
  private takeConstants(
    list: ArrayLike<unknown>,
    from: number,
    count: number,
    first: number,
  ): number {
    const { slots, constants } = this;
    for (let k = 0; k < count; k++) {
      const value = list[from + k];
      const slot = slots[first + 2 * k]!;
      if (slot < 0 || typeof value !== "number") return k;
      constants[slot] = value;
    }
    return count;
  }

  /** Compares elements of a list with the nodes that are expected. Gives how many are the same. */
  private compareNodes(
    recorder: Recorder,
    list: ArrayLike<unknown>,
    from: number,
    count: number,
    first: number,
  ): number {
    const { numbers, found, ahead } = this;
    for (let k = 0; k < count;) {
      const factor = first + 2 * k;
      const number = numbers[factor]!;
      const most = Math.min(ahead[factor]!, count - k);
      let same = 0;
      while (same < most && list[from + k + same] === found[number + same]) same++;
      k += same;
      if (same > 0) continue;
      const value = list[from + k];
      if (!this.isExpected(recorder, value, factor)) return k;
      found[number] = value;
      k++;
    }
    return count;
  }

  private isExpected(recorder: Recorder, value: unknown, factor: number): boolean {
    if (!(value instanceof Traced) || value.recorder !== recorder) return false;
    return value.node === this.nodes[factor]! + (this.moves[factor]! & this.turnBase);
  }
}
