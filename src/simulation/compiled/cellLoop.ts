import { openLanes, type LanesImage } from "../../wasm/compileLanes";
import { openIteration, type IterationImage } from "../../wasm/iterate";

/** The loop of some cells as plain data, to be opened in any thread. */
export type CellLoopImage = LanesImage | (IterationImage & { readonly lanes: 1 });

/**
 * A loop through the rows of some cells, of which nothing is recorded. Numbers of an input lie side by side, one a lane:
 * `[input · lanes + lane]`.
 */
export interface CellLoop {
  readonly lanes: number;
  readonly slotCount: number;
  /** The inputs behind the slots: constants, then those per step. */
  readonly sourceCount: number;
  /** Takes these columns, in place of those before. The slots are other views afterwards. */
  place(columns: readonly Float64Array[]): void;
  readonly slots: Float64Array;
  /**
   * Begins anew: slots, constants, and for each source of each lane the number of its column, −1 where it is constant.
   */
  load(state: CellState): void;
  /** Makes a lane a copy of another, so that whatever ends it ends that one too. */
  copyLane(from: number, to: number): void;
  /**
   * Does rows `from` to `to` (exclusive) and returns `to`, or the row that a guard of some lane does not hold at, before
   * which all lanes then are.
   */
  run(from: number, to: number): number;
  failed(lane: number): boolean;
}

/** What the lanes of a loop hold. */
export interface CellState {
  readonly slots: Float64Array;
  readonly constants: Float64Array;
  readonly columns: Int32Array;
}

export function openCellLoop(image: CellLoopImage): CellLoop {
  return "sourceCount" in image ? openTogether(image) : openSingle(image);
}

/** Two lanes to a vector, and several vectors one after the other. */
function openTogether(image: LanesImage): CellLoop {
  const { lanes, slotCount, sourceCount } = image;
  const compiled = openLanes(image);
  let beginnings: Readonly<Int32Array> = new Int32Array(0);
  return {
    ...{ lanes, slotCount, sourceCount },
    place(columns) {
      beginnings = compiled.place(columns);
    },
    get slots() {
      return compiled.slots;
    },
    load({ slots, constants, columns }) {
      compiled.slots.set(slots);
      compiled.constants.set(constants);
      const addresses = compiled.columns;
      for (let k = 0; k < columns.length; k++) {
        if (columns[k]! >= 0) addresses[k] = beginnings[columns[k]!]!;
      }
    },
    copyLane(from, to) {
      for (const values of [compiled.slots, compiled.constants, compiled.columns]) {
        for (let at = 0; at < values.length; at += lanes) values[at + to] = values[at + from]!;
      }
    },
    run: (from, to) => compiled.run(from, to),
    failed: (lane) => compiled.failed(lane),
  };
}

/** One run, in whose loops two samples or parameters are the lanes. */
function openSingle(image: IterationImage): CellLoop {
  const { slotCount, constantCount, tableCount, capacity } = image;
  const iteration = openIteration(image);
  const { table, slots } = iteration;
  let placed: readonly Float64Array[] = [];
  /** What each per-step input is to be, and what the table holds of it: a column, or a constant. */
  const wanted = new Array<Float64Array | number>(tableCount).fill(0);
  const held = new Array<Float64Array | number | undefined>(tableCount).fill(undefined);

  function fillTable(): void {
    wanted.forEach((value, column) => {
      if (held[column] === value) return;
      held[column] = value;
      const from = column * capacity;
      if (typeof value === "number") table.fill(value, from, from + capacity);
      else table.set(value, from);
    });
  }

  /** One row at a time, each with its part of the columns. */
  function runRows(from: number, to: number): number {
    for (let row = from; row < to; row++) {
      for (let column = 0; column < tableCount; column++) {
        const value = wanted[column]!;
        table[column] = typeof value === "number" ? value : value[row]!;
      }
      if (iteration.run(0, 1).reason !== "done") return row;
    }
    return to;
  }

  return {
    ...{ lanes: 1, slotCount, sourceCount: constantCount + tableCount, slots },
    place(columns) {
      placed = columns;
    },
    load(state) {
      slots.set(state.slots);
      iteration.constants.set(state.constants.subarray(0, constantCount));
      for (let column = 0; column < tableCount; column++) {
        const number = state.columns[constantCount + column]!;
        wanted[column] = number < 0 ? state.constants[constantCount + column]! : placed[number]!;
      }
    },
    copyLane: () => undefined,
    run(from, to) {
      // There is room for one row where outputs stand for many slots.
      if (capacity === 1) return runRows(from, to);
      fillTable();
      return iteration.run(from, to).step;
    },
    failed: () => true,
  };
}
