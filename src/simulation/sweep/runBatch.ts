import type { CellLoop, CellState } from "../compiled/cellLoop";
import type { CellBatches } from "./cellBatches";
import { Stretch } from "./stretch";

/** A loop that is used for one batch after the other, maybe of several sweeps in turns. */
export interface SharedLoop {
  readonly loop: CellLoop;
  /** The columns that it holds. */
  placed: readonly Float64Array[] | undefined;
  /** Whose numbers it holds. */
  user: object | undefined;
}

const firstRows = 2000;

/** A lane that left the loop. */
interface Exit {
  readonly lane: number;
  readonly row: number;
  readonly slots: Float64Array;
}

/**
 * Takes the lanes of a batch through all rows, and leaves in the batch what their slots came to. A lane at which a guard
 * does not hold leaves there: the lane goes on as a copy of another, so that nothing in it can end the loop again. Yields
 * every few milliseconds; whatever used the loop meanwhile, the batch then goes on where it was.
 */
export function* runBatch(
  shared: SharedLoop,
  columns: readonly Float64Array[],
  batches: CellBatches,
  batch: number,
): Generator<undefined, void> {
  const { loop } = shared;
  const { lanes, rows } = batches.shape;
  const state = batches.stateOf(batch);
  const exits: Exit[] = [];
  /** The lane of the batch that each lane goes on as. */
  const standsFor = Array.from({ length: lanes }, (_, lane) => lane);
  const user = {};
  load(shared, columns, state, user);
  const stretch = new Stretch(firstRows);
  for (let row = 0; row < rows;) {
    stretch.begin();
    const to = Math.min(rows, row + stretch.length);
    row = loop.run(row, to);
    if (row < to) {
      leave(row);
      if (exits.length === lanes) break;
      continue;
    }
    if (row === rows) break;
    stretch.end();
    const held = { ...state, slots: loop.slots.slice() };
    yield undefined;
    if (shared.user === user) continue;
    load(shared, columns, asCopies(held, standsFor, lanes), user);
  }
  const ends = batches.endsOf(batch);
  ends.set(loop.slots);
  const reached = batches.rowsOf(batch).fill(rows);
  for (const { lane, row, slots } of exits) {
    reached[lane] = row;
    for (let slot = 0; slot < slots.length; slot++) ends[slot * lanes + lane] = slots[slot]!;
  }
  batches.finish(batch);

  /** Takes out the lanes that failed at a row. */
  function leave(row: number): void {
    for (let lane = 0; lane < lanes; lane++) {
      if (standsFor[lane] !== lane || !loop.failed(lane)) continue;
      standsFor[lane] = -1;
      const { slots, slotCount } = loop;
      exits.push({
        ...{ lane, row },
        slots: Float64Array.from({ length: slotCount }, (_, slot) => slots[slot * lanes + lane]!),
      });
    }
    const model = standsFor.findIndex((other, lane) => other === lane);
    if (model < 0) return;
    standsFor.forEach((other, lane) => {
      if (other === lane) return;
      standsFor[lane] = model;
      loop.copyLane(model, lane);
    });
  }
}

function load(
  shared: SharedLoop,
  columns: readonly Float64Array[],
  state: CellState,
  user: object,
): void {
  if (shared.placed !== columns) shared.loop.place(columns);
  shared.placed = columns;
  shared.user = user;
  shared.loop.load(state);
}

/** With the constants and columns of the lanes that lanes stand for. */
function asCopies(state: CellState, standsFor: readonly number[], lanes: number): CellState {
  const constants = state.constants.slice();
  const columns = state.columns.slice();
  standsFor.forEach((other, lane) => {
    for (let at = 0; at < constants.length; at += lanes) {
      constants[at + lane] = state.constants[at + other]!;
      columns[at + lane] = state.columns[at + other]!;
    }
  });
  return { slots: state.slots, constants, columns };
}
