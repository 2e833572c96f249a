import { ELEMENTWISE } from "../../graph/graph";
import type { Evaluation } from "../../graph/operation";
import { holds, OPERATION_CODES } from "../../graph/operations";
import { Operand, type LoopBody } from "./loopBody";
import { Asked } from "./operationLog";
import type { ProductRuns } from "./productRuns";

const { add, sub, mul, div } = OPERATION_CODES;

/**
 * The numbers of the turns of a loop that is followed, at the point of the trace: branches are decided by them. Those of a
 * turn are computed in one go, when one of them is asked for or the turn is over.
 */
export class TurnValues {
  /** The largest finite |value|. */
  magnitude = 0;
  /** What the last whole turn gave, by entry. */
  readonly last: Float64Array;
  /** The constants of this turn. */
  readonly slots: Float64Array;
  /** What this turn gives, what the last one gave, constants, and operands from before the loop by place. */
  private readonly numbers: Float64Array;
  /** By place: where in `numbers` the operand is. */
  private readonly where: Int32Array;
  private readonly numbersOfPlaces: number;
  /** By entry where a product is: of how many products from there on the factors are at equal distances in `numbers`. */
  private readonly even: Int32Array;
  private computed = 0;
  /** By entry: what operations compute that are none of the commonest. */
  private readonly evaluations: readonly (Evaluation | undefined)[];

  /** `before` is what the turn before the first one gave, by entry; `valueOf` gives the values of such nodes. */
  constructor(
    private readonly body: LoopBody,
    private readonly products: ProductRuns,
    evaluationOf: (code: number) => Evaluation,
    before: Int32Array,
    valueOf: (node: number) => number,
  ) {
    const { length, slotCount, kind, argument } = body;
    this.numbersOfPlaces = 2 * length + slotCount;
    this.evaluations = Array.from(body.code, (code) =>
      code >= ELEMENTWISE ? evaluationOf(code) : undefined,
    );
    this.numbers = new Float64Array(this.numbersOfPlaces + 3 * length);
    this.last = this.numbers.subarray(length, 2 * length);
    this.slots = this.numbers.subarray(2 * length, this.numbersOfPlaces);
    this.where = new Int32Array(3 * length);
    this.even = new Int32Array(length);
    for (let place = 0; place < 3 * length; place++) {
      switch (kind[place]) {
        case Operand.constant:
          this.where[place] = 2 * length + argument[place]!;
          break;
        case Operand.inner:
          this.where[place] = argument[place]!;
          break;
        case Operand.carried:
          this.where[place] = length + argument[place]!;
          this.last[argument[place]!] = valueOf(before[argument[place]!]!);
          break;
        case Operand.outer:
          this.readNumber(place, valueOf(argument[place]!));
          break;
        default:
          this.readNumber(place, 0);
      }
    }
    for (let entry = length - 2; entry >= 0; entry--) this.even[entry] = this.evenFrom(entry);
  }

  /** What an entry that has been followed in this turn gives. */
  at(entry: number): number {
    this.compute(entry + 1);
    return this.numbers[entry]!;
  }

  /** From now on an operand is this number. */
  readNumber(place: number, value: number): void {
    this.read(place, this.numbersOfPlaces + place);
    this.numbers[this.numbersOfPlaces + place] = value;
  }

  /** From now on an operand is what an entry of the turn gives. */
  readEntry(place: number, entry: number): void {
    this.read(place, entry);
  }

  private read(place: number, where: number): void {
    if (this.where[place] === where) return;
    this.where[place] = where;
    // What was at equal distances until here no longer is.
    let entry = Math.floor(place / 3);
    for (let count = 0; entry >= 0 && this.even[entry]! > count; count++) {
      this.even[entry] = count;
      entry -= 2;
    }
  }

  private evenFrom(entry: number): number {
    const { where, even, products } = this;
    if (products.at(entry) < 2) return products.at(entry);
    const next = even[entry + 2]!;
    const [a, b, c] = [3 * entry, 3 * entry + 6, 3 * entry + 12];
    const isEven = (factor: number): boolean =>
      where[b + factor]! - where[a + factor]! === where[c + factor]! - where[b + factor]!;
    return next < 2 || (isEven(0) && isEven(1)) ? 1 + next : 2;
  }

  /** All entries have been followed. */
  finishTurn(): void {
    const { length } = this.body;
    this.compute(length);
    this.numbers.copyWithin(length, 0, length);
    this.computed = 0;
  }

  private compute(end: number): void {
    for (let entry = this.computed; entry < end;) {
      const products = Math.min(this.products.at(entry), (end - entry) >> 1);
      if (products > 0) {
        this.addProducts(entry, products);
        entry += 2 * products;
      } else {
        this.note(entry, this.valueOf(entry));
        entry++;
      }
    }
    this.computed = Math.max(this.computed, end);
  }

  /** Computes products and the sums that they are added to, from an entry on. */
  private addProducts(first: number, count: number): void {
    const { numbers, where, even } = this;
    let { magnitude } = this;
    let sum = numbers[where[3 * first + 3]!]!;
    const end = first + 2 * count;
    for (let entry = first; entry < end;) {
      const place = 3 * entry;
      let left = where[place]!;
      let right = where[place + 1]!;
      const evenEnd = Math.min(end, entry + 2 * Math.max(1, even[entry]!));
      const isEven = evenEnd > entry + 2;
      const leftStep = isEven ? where[place + 6]! - left : 0;
      const rightStep = isEven ? where[place + 7]! - right : 0;
      for (; entry < evenEnd; entry += 2, left += leftStep, right += rightStep) {
        const product = numbers[left]! * numbers[right]!;
        sum += product;
        numbers[entry] = product;
        numbers[entry + 1] = sum;
        const size = Math.abs(product);
        if (size > magnitude && size < Infinity) magnitude = size;
        const sumSize = Math.abs(sum);
        if (sumSize > magnitude && sumSize < Infinity) magnitude = sumSize;
      }
    }
    this.magnitude = magnitude;
  }

  private note(entry: number, value: number): void {
    this.numbers[entry] = value;
    const size = Math.abs(value);
    if (size > this.magnitude && size < Infinity) this.magnitude = size;
  }

  /** What an entry gives; a decision gives nothing that is read. */
  private valueOf(entry: number): number {
    const { numbers, where } = this;
    const place = 3 * entry;
    const operation = this.body.code[entry]!;
    const x = numbers[where[place]!]!;
    const y = numbers[where[place + 1]!]!;
    // The commonest ones without a call.
    if (operation === add) return x + y;
    if (operation === mul) return x * y;
    if (operation === sub) return x - y;
    if (operation === div) return x / y;
    const z = numbers[where[place + 2]!]!;
    if (operation >= ELEMENTWISE) return this.evaluations[entry]!(x, y, z);
    return operation === Asked.merge ? (holds(x) ? y : z) : 0;
  }
}
