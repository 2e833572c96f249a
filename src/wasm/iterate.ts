import { prepare } from "./codeGenerator";
import { FIRST_STOP, IterationWriter } from "./iterationWriter";
import type { OutputRun } from "../graph/graph";
import { rollOutputs } from "../graph/passes/outputLoops";
import type { Iteration } from "./iteration";
import { instantiate, type ModuleImage } from "./moduleImage";

/** How a stretch of steps ended. */
export interface IterationEnd {
  /** `to` when done; else the step that ended it. */
  readonly step: number;
  /**
   * `guard`: the graph does not hold at this step, and what is in its row means nothing. `stop`: a
   * stop condition holds; the step was recorded. In both cases the slots were not advanced.
   */
  readonly reason: "done" | "guard" | "stop";
  /** The number of the guard or stop condition. */
  readonly index: number;
}

/** An iteration as WebAssembly. All arrays are views of its memory. */
export interface CompiledIteration {
  readonly slots: Float64Array;
  readonly constants: Float64Array;
  /** Column-major: column c at row t is `table[c * capacity + t]`. */
  readonly table: Float64Array;
  /** Column-major: record r at row t is `records[r * capacity + t]`. */
  readonly records: Float64Array;
  /** Does the steps of rows `from` to `to` (exclusive); throws when they are outside the capacity. */
  run(from: number, to: number): IterationEnd;
}

/** A compiled iteration as plain data, to be opened in any thread. */
export interface IterationImage extends Pick<
  Iteration,
  "slotCount" | "constantCount" | "tableCount" | "recordCount" | "capacity"
> {
  readonly image: ModuleImage;
  /** Addresses. */
  readonly inputs: number;
  readonly table: number;
  readonly records: number;
  readonly reached: number;
}

/**
 * Compiles an iteration into one loop. In every step all outputs are computed from the same inputs
 * and recorded; then guards and stop conditions are checked and the slots advanced. Many slots or
 * records that are computed alike become loops of two lanes.
 */
export function compileIteration(iteration: Iteration): CompiledIteration {
  return openIteration(iterationImage(iteration));
}

/** Compiles an iteration without opening it. */
export function iterationImage(iteration: Iteration): IterationImage {
  const { slotCount, constantCount, tableCount, recordCount, stopCount, capacity, runs } =
    iteration;
  const expected = [slotCount + constantCount + tableCount, slotCount + recordCount + stopCount];
  const given = [iteration.graph.inputCount, iteration.graph.outputs.length];
  if (runs) given[1] = runs.reduce((sum, { count }) => sum + count, 0);
  if (runs && capacity !== 1) throw new Error(`outputs over axes need a capacity of 1`);
  if (expected.join() !== given.join()) {
    throw new Error(`iteration of ${expected.join(" inputs, ")} outputs has ${given.join(", ")}`);
  }
  const writer = writerFor(iteration);
  writer.write();
  const { inputs, table, records, reached } = writer;
  return {
    slotCount,
    constantCount,
    tableCount,
    recordCount,
    capacity,
    inputs,
    table,
    records,
    reached,
    image: writer.generator.image(),
  };
}

/** A compiled iteration with a memory of its own. */
export function openIteration(compiled: IterationImage): CompiledIteration {
  const { slotCount, constantCount, tableCount, recordCount, capacity } = compiled;
  const { memory, exports } = instantiate(compiled.image);
  const run = exports["run"]!;
  const reachedRow = new Int32Array(memory, compiled.reached, 1);
  return {
    slots: new Float64Array(memory, compiled.inputs, slotCount),
    constants: new Float64Array(memory, compiled.inputs + 8 * slotCount, constantCount),
    table: new Float64Array(memory, compiled.table, capacity * tableCount),
    records: new Float64Array(memory, compiled.records, capacity * recordCount),
    run(from, to) {
      if (!(from >= 0 && to <= capacity)) {
        throw new Error(`steps ${from} to ${to} are outside the capacity ${capacity}`);
      }
      if (from >= to) return { step: from, reason: "done", index: -1 };
      const code = run(from * 8, to * 8);
      const step = reachedRow[0]! / 8;
      if (code < 0) return { step, reason: "done", index: -1 };
      if (code < FIRST_STOP) return { step, reason: "guard", index: code };
      return { step, reason: "stop", index: code - FIRST_STOP };
    },
  };
}

/** With outputs in loops where the whole then fits one function, else one by one. */
function writerFor(iteration: Iteration): IterationWriter {
  const { graph, slotCount, recordCount, stopCount, runs } = iteration;
  if (runs) return new IterationWriter(iteration, prepare(graph), runs);
  const boundaries = [
    slotCount,
    slotCount + recordCount,
    // Stop conditions are looked at one by one.
    ...Array.from({ length: stopCount }, (_, stop) => slotCount + recordCount + stop),
  ];
  const rolled = rollOutputs(graph, boundaries);
  const generator = prepare(rolled.graph);
  if (generator.part.single) return new IterationWriter(iteration, generator, rolled.runs);
  const each: OutputRun[] = Array.from(graph.outputs, (_, position) => ({
    output: position,
    start: position,
    count: 1,
    axis: -1,
  }));
  return new IterationWriter(iteration, prepare(graph), each);
}
