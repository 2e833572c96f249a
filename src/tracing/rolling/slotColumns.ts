import { NumberList } from "../../graph/lists";

type Key = number | "-0";

/** −0 and +0 are two constants, which a map's keys are not. */
function keyOf(value: number): Key {
  return Object.is(value, -0) ? "-0" : value;
}

/**
 * The constants of a loop body, turn by turn. Those that have been equal in every turn so far share one column, so that
 * what is read in many places (a datum, by each unit of a layer) is held once.
 */
export class SlotColumns {
  private readonly columnOf: Int32Array;
  private readonly columns: NumberList[] = [];
  private turns = 0;

  constructor(private readonly slots: number) {
    this.columnOf = new Int32Array(slots);
  }

  /** Takes the constants of one turn, in the order of the slots. */
  add(values: ArrayLike<number>): void {
    const { columns, columnOf, turns } = this;
    if (turns === 0 && this.slots > 0) columns.push(new NumberList());
    const isTaken = new Uint8Array(columns.length);
    /** Of a column, the ones that were split off it in this turn, by their new value. */
    const splits = new Map<number, Map<Key, number>>();
    for (let slot = 0; slot < this.slots; slot++) {
      const value = values[slot]!;
      const number = columnOf[slot]!;
      const list = columns[number]!;
      if (isTaken[number] === 0) {
        isTaken[number] = 1;
        list.push(value);
      } else if (!Object.is(list.at(turns), value)) {
        const known = splits.get(number) ?? new Map<Key, number>();
        splits.set(number, known);
        const split = known.get(keyOf(value)) ?? columns.push(list.first(turns)) - 1;
        if (!known.has(keyOf(value))) {
          known.set(keyOf(value), split);
          columns[split]!.push(value);
        }
        columnOf[slot] = split;
      }
    }
    this.turns++;
  }

  /** The number of a slot's column: slots that were equal in every turn share one. */
  numberOf(slot: number): number {
    return this.columnOf[slot]!;
  }

  /** The values of a column, one a turn. */
  valuesOf(column: number): Float64Array {
    return this.columns[column]!.copy();
  }

  /** The value of a column where it is the same in every turn. */
  constantOf(column: number): number | undefined {
    const list = this.columns[column]!;
    const value = list.at(0);
    for (let turn = 1; turn < list.length; turn++) {
      if (!Object.is(list.at(turn), value)) return undefined;
    }
    return value;
  }
}
