import { OPERATION_CODES } from "../../graph/operations";
import { Traced, type Recorder } from "../traced";
import { Gives, Operand, type LoopBody } from "./loopBody";

const { add, mul } = OPERATION_CODES;

/** Two lists of factors, and the pair that is next. */
export interface Factors {
  readonly left: readonly unknown[];
  readonly right: readonly unknown[];
  readonly from: number;
}

/**
 * Where a loop body adds products, `x + a·b + c·d + …`, of which bodies mostly consist: each product is one entry and the
 * sum that it is added to the next. What is expected of their factors lies close together.
 */
export class ProductRuns {
  /** By entry: how many products, each added to the sum before, begin there. */
  private readonly runs: Int32Array;
  /** By entry and factor: the node that is expected, and whether the base of the turn is added to it (−1) or not (0). */
  private readonly nodes: Int32Array;
  private readonly moves: Int32Array;
  /** By entry and factor: the slot of a constant, −1 for other factors. */
  private readonly slots: Int32Array;

  constructor({ length, code, kind, argument, gives }: LoopBody) {
    this.runs = new Int32Array(length + 2);
    this.nodes = new Int32Array(2 * length);
    this.moves = new Int32Array(2 * length);
    this.slots = new Int32Array(2 * length).fill(-1);
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
        if (kind[place] === Operand.constant) this.slots[2 * entry + factor] = argument[place]!;
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
    if (factor === 2) return;
    const at = 2 * ((place - factor) / 3) + factor;
    this.nodes[at] = node;
    this.moves[at] = moves;
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
   * How many products of a run, up to `most`, have the factors that are expected: nodes, or constants, which are put into
   * their slots.
   */
  follow(
    recorder: Recorder,
    { left, right, from }: Factors,
    run: { readonly entry: number; readonly most: number },
    turnBase: number,
    slots: Float64Array,
  ): number {
    const { nodes, moves } = this;
    let followed = 0;
    for (let factor = 2 * run.entry; followed < run.most; followed++, factor += 4) {
      const a = left[from + followed];
      if (typeof a !== "number") {
        if (!(a instanceof Traced) || a.recorder !== recorder) break;
        if (a.node !== nodes[factor]! + (moves[factor]! & turnBase)) break;
      } else {
        const slot = this.slots[factor]!;
        if (slot < 0) break;
        slots[slot] = a;
      }
      const b = right[from + followed];
      if (typeof b !== "number") {
        if (!(b instanceof Traced) || b.recorder !== recorder) break;
        if (b.node !== nodes[factor + 1]! + (moves[factor + 1]! & turnBase)) break;
      } else {
        const slot = this.slots[factor + 1]!;
        if (slot < 0) break;
        slots[slot] = b;
      }
    }
    return followed;
  }
}
