import { ELEMENTWISE } from "../../graph/graph";
import { OPERATION_CODES, OPERATION_LIST } from "../../graph/operations";
import { Operand, type LoopBody } from "./loopBody";
import { Asked } from "./operationLog";

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
  private computed = 0;

  /** `before` is what the turn before the first one gave, by entry; `valueOf` gives the values of such nodes. */
  constructor(
    private readonly body: LoopBody,
    before: Int32Array,
    valueOf: (node: number) => number,
  ) {
    const { length, slotCount, kind, argument } = body;
    this.numbersOfPlaces = 2 * length + slotCount;
    this.numbers = new Float64Array(this.numbersOfPlaces + 3 * length);
    this.last = this.numbers.subarray(length, 2 * length);
    this.slots = this.numbers.subarray(2 * length, this.numbersOfPlaces);
    this.where = new Int32Array(3 * length);
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
  }

  /** What an entry that has been followed in this turn gives. */
  at(entry: number): number {
    this.compute(entry + 1);
    return this.numbers[entry]!;
  }

  /** From now on an operand is this number. */
  readNumber(place: number, value: number): void {
    this.where[place] = this.numbersOfPlaces + place;
    this.numbers[this.numbersOfPlaces + place] = value;
  }

  /** From now on an operand is what an entry of the turn gives. */
  readEntry(place: number, entry: number): void {
    this.where[place] = entry;
  }

  /** All entries have been followed. */
  finishTurn(): void {
    const { length } = this.body;
    this.compute(length);
    this.numbers.copyWithin(length, 0, length);
    this.computed = 0;
  }

  private compute(end: number): void {
    const { numbers, where } = this;
    const { code } = this.body;
    let { magnitude } = this;
    for (let entry = this.computed, place = 3 * entry; entry < end; entry++, place += 3) {
      const operation = code[entry]!;
      const x = numbers[where[place]!]!;
      const y = numbers[where[place + 1]!]!;
      let value: number;
      // The commonest ones without a call.
      if (operation === add) value = x + y;
      else if (operation === mul) value = x * y;
      else if (operation === sub) value = x - y;
      else if (operation === div) value = x / y;
      else {
        const z = numbers[where[place + 2]!]!;
        if (operation >= ELEMENTWISE) {
          value = OPERATION_LIST[operation - ELEMENTWISE]!.evaluate(x, y, z);
        } else if (operation === Asked.merge) value = x > 0 || x < 0 ? y : z;
        else continue;
      }
      numbers[entry] = value;
      const size = value < 0 ? -value : value;
      if (size > magnitude && size < Infinity) magnitude = size;
    }
    this.magnitude = magnitude;
    this.computed = Math.max(this.computed, end);
  }
}
