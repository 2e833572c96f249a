import { OPERATION_CODES } from "../../graph/operations";
import { Traced, type InnerProduct, type Recorder } from "../traced";
import { Gives, Operand, type LoopBody } from "./loopBody";

const { add, mul } = OPERATION_CODES;

/** Pairs of factors that are asked for, from a place in a list to an end. */
export interface AskedProducts {
  readonly recorder: Recorder;
  readonly factors: readonly unknown[];
  readonly from: number;
  readonly end: number;
}

/**
 * Where a loop body adds products, `x + a·b + c·d + …`, of which bodies mostly consist: each product is one entry and the
 * sum that it is added to the next. What is expected of their factors lies close together.
 */
export class ProductRuns {
  /** By entry: how many products, each added to the sum before, begin there. */
  private readonly runs: Int32Array;
  /**
   * By factor, of which the first is where the product is and the second where the sum: the node that is expected, and
   * whether the base of the turn is added to it (−1) or not (0).
   */
  private readonly nodes: Int32Array;
  private readonly moves: Int32Array;
  /** By factor: the slot of a constant, −1 for others. */
  private readonly slots: Int32Array;
  /** By factor: the object that has been found to be the expected node of before the loop. */
  private readonly found: (Traced | undefined)[];

  constructor({ length, code, kind, argument, gives }: LoopBody) {
    this.runs = new Int32Array(length + 2);
    this.nodes = new Int32Array(length);
    this.moves = new Int32Array(length);
    this.slots = new Int32Array(length).fill(-1);
    this.found = new Array<Traced | undefined>(length).fill(undefined);
    const isGivenBy = (place: number, entry: number): boolean =>
      kind[place] === Operand.inner && argument[place] === entry;
    const isOwn = (entry: number): boolean => gives[entry] === Gives.fresh;
    for (let entry = length - 2; entry >= 0; entry--) {
      const sum = entry + 1;
      const isAdded = code[sum] === add && isOwn(sum) && isGivenBy(3 * sum + 1, entry);
      if (code[entry] !== mul || !isOwn(entry) || !isAdded) continue;
      this.runs[entry] = 1 + (isGivenBy(3 * (sum + 2), sum) ? this.runs[entry + 2]! : 0);
      for (const factor of [0, 1] as const) {
        const place = 3 * entry + factor;
        if (kind[place] === Operand.constant) this.slots[entry + factor] = argument[place]!;
      }
    }
  }

  /** How many products, each added to the sum before, begin at an entry. */
  at(entry: number): number {
    return this.runs[entry]!;
  }

  /** Notes which node is expected at a place, and whether the base of the turn is added to it. */
  expect(place: number, node: number, moves: number): void {
    const factor = place % 3;
    const entry = (place - factor) / 3;
    if (factor === 2 || this.runs[entry] === 0) return;
    this.nodes[entry + factor] = node;
    this.moves[entry + factor] = moves;
    this.found[entry + factor] = undefined;
  }

  /** From now on what is read at a place is another value each time: a sum there is none of a run's. */
  cut(place: number): void {
    const entry = Math.floor(place / 3);
    if (this.runs[entry]! > 0) return;
    // The sum's own product where that is what is read, else the one before.
    const last = place % 3 === 1 ? entry - 1 : entry - 3;
    const kept = place % 3 === 1 ? 0 : 1;
    for (let [begin, count] = [last, kept]; begin >= 0 && this.runs[begin]! > count; count++) {
      this.runs[begin] = count;
      begin -= 2;
    }
  }

  /**
   * Compares factors with those of the run at an entry: nodes, or constants, which are put into their slots. Gives the place
   * of the first pair that is another one, or the end.
   */
  follow(
    { recorder, factors, from, end }: AskedProducts,
    entry: number,
    turnBase: number,
    constants: Float64Array,
  ): number {
    const { nodes, moves, slots } = this;
    for (let at = from, expected = entry; at < end; at++, expected++) {
      const factor = factors[at];
      if (typeof factor === "number") {
        const slot = slots[expected]!;
        if (slot < 0) return at & ~1;
        constants[slot] = factor;
      } else {
        if (!(factor instanceof Traced) || factor.recorder !== recorder) return at & ~1;
        if (factor.node !== nodes[expected]! + (moves[expected]! & turnBase)) return at & ~1;
      }
    }
    return end;
  }

  /**
   * The same for the factors of an inner product, which are compared where they are. Gives how many of its products are what
   * is expected, from the first on.
   */
  followLists(
    recorder: Recorder,
    { left, leftFrom, right, rightFrom, count }: InnerProduct,
    entry: number,
    turnBase: number,
    constants: Float64Array,
  ): number {
    const follow = (
      list: ArrayLike<unknown>,
      from: number,
      first: number,
      most: number,
    ): number => {
      let done = 0;
      while (done < most) {
        const [at, expected] = [from + done, first + 2 * done];
        const rest = most - done;
        const followed =
          typeof list[at] === "number"
            ? this.takeConstants(list, at, expected, rest, constants)
            : this.compareNodes(recorder, list, at, expected, rest, turnBase);
        if (followed === 0) break;
        done += followed;
      }
      return done;
    };
    return follow(right, rightFrom, entry + 1, follow(left, leftFrom, entry, count));
  }

  /** Puts elements of a list into the slots of every second factor. Gives how many are constants. */
  private takeConstants(
    list: ArrayLike<unknown>,
    from: number,
    first: number,
    count: number,
    constants: Float64Array,
  ): number {
    const { slots } = this;
    for (let k = 0; k < count; k++) {
      const value = list[from + k];
      const slot = slots[first + 2 * k]!;
      if (slot < 0 || typeof value !== "number") return k;
      constants[slot] = value;
    }
    return count;
  }

  /** Compares elements of a list with the nodes of every second factor. Gives how many are the same. */
  private compareNodes(
    recorder: Recorder,
    list: ArrayLike<unknown>,
    from: number,
    first: number,
    count: number,
    turnBase: number,
  ): number {
    const { nodes, moves, found } = this;
    for (let k = 0; k < count; k++) {
      const value = list[from + k];
      const expected = first + 2 * k;
      if (value === found[expected] && value !== undefined) continue;
      if (!(value instanceof Traced) || value.recorder !== recorder) return k;
      const moved = moves[expected]!;
      if (value.node !== nodes[expected]! + (moved & turnBase)) return k;
      if (moved === 0) found[expected] = value;
    }
    return count;
  }
}
