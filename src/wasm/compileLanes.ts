import type { Graph } from "../graph/graph";
import { prepare } from "./codeGenerator";
import type { LaneIteration } from "./laneIteration";
import { LaneIterationWriter } from "./laneIterationWriter";
import { instantiate, type ModuleImage } from "./moduleImage";

/** Several runs at a time as WebAssembly. Arrays hold the lanes of an input side by side: `[input · lanes + lane]`. */
export interface CompiledLanes {
  readonly lanes: number;
  readonly slots: Float64Array;
  /** One for each of the sources; those of columns are not read. */
  readonly constants: Float64Array;
  /** Where the columns of the sources begin, as `place` answered. */
  readonly columns: Int32Array;
  /** Takes all columns, in place of those before, and returns where each begins. */
  place(columns: readonly Float64Array[]): Int32Array;
  /**
   * Does rows `from` to `to` (exclusive) of the columns and returns `to`; or the row at which a guard did not hold in
   * some lane (see `failed`), whose slots were not advanced in any.
   */
  run(from: number, to: number): number;
  /** Whether a guard of this lane did not hold at the row that `run` returned. */
  failed(lane: number): boolean;
}

/** Whether a graph can be computed two runs at a time: over no axes, and small enough for one function. */
export function fitsLanes(graph: Graph): boolean {
  return graph.axes.length === 0 && prepare(graph).part.single;
}

/** Compiled lanes as plain data, to be opened in any thread. */
export interface LanesImage {
  readonly image: ModuleImage;
  readonly lanes: number;
  readonly slotCount: number;
  readonly sourceCount: number;
  /** Addresses; columns begin at `table`. */
  readonly slots: number;
  readonly constants: number;
  readonly columns: number;
  readonly valid: number;
  readonly reached: number;
  readonly table: number;
}

/**
 * Compiles an iteration for `2 · pairs` runs at a time. Lanes compute what one run alone would, to the last bit: every
 * two-lane instruction rounds each lane as its scalar one does.
 */
export function compileLanes(iteration: LaneIteration): CompiledLanes {
  return openLanes(lanesImage(iteration));
}

/** Compiles lanes without opening them. */
export function lanesImage(iteration: LaneIteration): LanesImage {
  const { graph, slotCount, sources, pairs } = iteration;
  const expected = [slotCount + sources.length, slotCount];
  const given = [graph.inputCount, graph.outputs.length];
  if (expected.join() !== given.join()) {
    throw new Error(`lanes of ${expected.join(" inputs, ")} outputs have ${given.join(", ")}`);
  }
  const writer = new LaneIterationWriter(iteration, prepare(graph));
  writer.write();
  const { slots, constants, columns, valid, reached, generator } = writer;
  const table = generator.layout.allocate(0);
  return {
    lanes: 2 * pairs,
    slotCount,
    sourceCount: sources.length,
    slots,
    constants,
    columns,
    valid,
    reached,
    table,
    image: generator.image(),
  };
}

/** Compiled lanes with a memory of their own. */
export function openLanes(compiled: LanesImage): CompiledLanes {
  const { lanes, slotCount, sourceCount, table } = compiled;
  const instance = instantiate(compiled.image);
  const run = instance.exports["run"]!;
  let { memory } = instance;
  let views = viewsOf();

  function viewsOf() {
    return {
      slots: new Float64Array(memory, compiled.slots, slotCount * lanes),
      constants: new Float64Array(memory, compiled.constants, sourceCount * lanes),
      columns: new Int32Array(memory, compiled.columns, sourceCount * lanes),
      valid: new BigInt64Array(memory, compiled.valid, lanes),
      reached: new Int32Array(memory, compiled.reached, 1),
    };
  }

  return {
    lanes,
    get slots() {
      return views.slots;
    },
    get constants() {
      return views.constants;
    },
    get columns() {
      return views.columns;
    },
    place(columns) {
      const numbers = columns.reduce((sum, { length }) => sum + length, 0);
      const pages = Math.ceil((table + 8 * numbers - memory.byteLength) / 65536);
      if (pages > 0) {
        memory = instance.grow(pages);
        views = viewsOf();
      }
      let next = table;
      return Int32Array.from(columns, (column) => {
        const base = next;
        new Float64Array(memory, base, column.length).set(column);
        next += 8 * column.length;
        return base;
      });
    },
    run(from, to) {
      if (from >= to) return from;
      run(8 * from, 8 * to);
      return views.reached[0]! / 8;
    },
    failed: (lane) => views.valid[lane] === 0n,
  };
}
