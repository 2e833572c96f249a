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
  /** By column: its value in the turn that is taken down, and that turn's number, plus one. */
  private values = new Float64Array(1);
  private taken = new Int32Array(1);
  private turns = 0;

  constructor(private readonly slots: number) {
    this.columnOf = new Int32Array(slots);
  }

  /** Takes the constants of one turn, in the order of the slots. */
  add(values: ArrayLike<number>): void {
    const { columns, columnOf, turns, values: held, taken } = this;
    if (turns === 0 && this.slots > 0) columns.push(new NumberList());
    const known = columns.length;
    const now = turns + 1;
    /** Of a column, the ones that were split off it in this turn, by their new value. */
    let splits: Map<number, Map<Key, number>> | undefined;
    for (let slot = 0; slot < this.slots; slot++) {
      const value = values[slot]!;
      const number = columnOf[slot]!;
      if (taken[number] !== now) {
        taken[number] = now;
        held[number] = value;
      } else if ((held[number] !== value || value === 0) && !Object.is(held[number], value)) {
        splits ??= new Map();
        columnOf[slot] = this.split(splits, number, value);
      }
    }
    for (let number = 0; number < known; number++) columns[number]!.push(held[number]!);
    if (columns.length > known) this.grow();
    this.turns = now;
  }

  /** The column that a column's slots of this value go on in. */
  private split(splits: Map<number, Map<Key, number>>, number: number, value: number): number {
    const known = splits.get(number) ?? new Map<Key, number>();
    splits.set(number, known);
    const split =
      known.get(keyOf(value)) ?? this.columns.push(this.columns[number]!.first(this.turns)) - 1;
    if (!known.has(keyOf(value))) {
      known.set(keyOf(value), split);
      this.columns[split]!.push(value);
    }
    return split;
  }

  private grow(): void {
    this.values = new Float64Array(this.columns.length);
    this.taken = new Int32Array(this.columns.length);
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
