import { OPERATION_CODES } from "../../graph/operations";
import { Gives, Operand, type LoopBody } from "./loopBody";

const { add, mul } = OPERATION_CODES;

/**
 * Where a loop body adds products, `x + a·b + c·d + …`, of which bodies mostly consist: each product is one entry and the
 * sum that it is added to the next.
 */
export class ProductRuns {
  /** By entry: how many products, each added to the sum before, begin there. */
  private readonly runs: Int32Array;

  constructor({ length, code, kind, argument, gives }: LoopBody) {
    this.runs = new Int32Array(length + 2);
    const isGivenBy = (place: number, entry: number): boolean =>
      kind[place] === Operand.inner && argument[place] === entry;
    const isOwn = (entry: number): boolean => gives[entry] === Gives.fresh;
    for (let entry = length - 2; entry >= 0; entry--) {
      const sum = entry + 1;
      const isAdded = code[sum] === add && isOwn(sum) && isGivenBy(3 * sum + 1, entry);
      if (code[entry] !== mul || !isOwn(entry) || !isAdded) continue;
      this.runs[entry] = 1 + (isGivenBy(3 * (sum + 2), sum) ? this.runs[entry + 2]! : 0);
    }
  }

  /** How many products, each added to the sum before, begin at an entry. */
  at(entry: number): number {
    return this.runs[entry]!;
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
}
