import { prepare } from "./codeGenerator";
import type { Emitter } from "./emitter";
import type { Graph } from "./graph";
import { machine, scalar, valueType } from "./instructions";
import { FunctionBody } from "./wasmModule";

/**
 * A computation that is repeated with carried values, such as an optimizer's run.
 *
 * The graph's inputs are, in order: the slots, carried from step to step (θ, the optimizer's state);
 * the constants of the run (hyperparameters); the columns of a table with a row per step (η^t).
 * Its outputs are, in order: the next value of each slot; what is recorded at each step; the stop
 * conditions (truth values).
 */
export interface Iteration {
  readonly graph: Graph;
  readonly slotCount: number;
  readonly constantCount: number;
  readonly tableCount: number;
  readonly recordCount: number;
  readonly stopCount: number;
  /** How many rows the table and the records have room for. */
  readonly capacity: number;
}

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

/** Status codes: −1 done, guards from 0, stop conditions from here. */
const FIRST_STOP = 1 << 24;

/**
 * Compiles an iteration into one loop. In every step all outputs are computed from the same inputs
 * and recorded; then guards and stop conditions are checked and the slots advanced.
 */
export function compileIteration(iteration: Iteration): CompiledIteration {
  const { slotCount, constantCount, tableCount, recordCount, stopCount, capacity } = iteration;
  const expected = [slotCount + constantCount + tableCount, slotCount + recordCount + stopCount];
  const given = [iteration.graph.inputCount, iteration.graph.outputs.length];
  if (expected.join() !== given.join()) {
    throw new Error(`iteration of ${expected.join(" inputs, ")} outputs has ${given.join(", ")}`);
  }
  const generator = prepare(iteration.graph);
  const { graph, layout, inputs } = generator;
  const table = layout.allocate(8 * capacity * tableCount);
  const records = layout.allocate(8 * capacity * recordCount);
  const reached = layout.allocate(8);
  const firstColumn = slotCount + constantCount;

  const body = new FunctionBody({
    parameters: [valueType.i32, valueType.i32],
    results: [valueType.i32],
  });
  const [row, end] = [0, 1];
  const status = body.local(valueType.i32);
  const inLocals = generator.single;
  const locals: number[] = [];
  if (inLocals) {
    for (let input = 0; input < firstColumn; input++) {
      locals.push(body.local(valueType.f64));
      body
        .integer(0)
        .memory(scalar.load, 3, inputs + 8 * input)
        .set(locals[input]!);
    }
  }
  const pushColumn = (target: FunctionBody, column: number): void => {
    target.get(row).memory(scalar.load, 3, table + 8 * capacity * column);
  };
  const advanced = graph.outputs.subarray(0, slotCount);
  body.integer(-1).set(status);
  body.op(machine.block).op(machine.loop);
  for (let input = firstColumn; input < graph.inputCount; input++) {
    if (inLocals && !generator.gathered.has(input)) continue;
    body.integer(0);
    pushColumn(body, input - firstColumn);
    body.memory(scalar.store, 3, inputs + 8 * input);
  }
  const recordsOf = new Map<number, number[]>();
  for (let record = 0; record < recordCount; record++) {
    const node = graph.outputs[slotCount + record]!;
    const known = recordsOf.get(node);
    if (known === undefined) recordsOf.set(node, [record]);
    else known.push(record);
  }
  // Recorded as soon as it is known, a value does not have to be kept in a register.
  const record = (node: number, source: Emitter): void => {
    for (const column of recordsOf.get(node) ?? []) {
      body.get(row);
      source.pushNumber(node);
      body.memory(scalar.store, 3, records + 8 * capacity * column);
    }
    recordsOf.delete(node);
  };
  const emitter = generator.emit(
    body,
    (target, input) => {
      if (input < firstColumn) target.get(locals[input]!);
      else pushColumn(target, input - firstColumn);
    },
    record,
  );
  const leaveWith = (code: number): void => {
    body.op(machine.ifThen).integer(code).set(status).op(machine.branch).code.unsigned(2);
    body.op(machine.end);
  };
  graph.guards.forEach(({ condition, expected: wanted }, index) => {
    emitter.pushTruth(condition);
    if (wanted) body.op(machine.i32Eqz);
    leaveWith(index);
  });
  for (const node of [...recordsOf.keys()]) record(node, emitter);
  for (let stop = 0; stop < stopCount; stop++) {
    emitter.pushTruth(graph.outputs[slotCount + recordCount + stop]!);
    leaveWith(FIRST_STOP + stop);
  }
  advanceSlots();
  body.get(row).integer(8).op(machine.i32Add).tee(row).get(end).op(machine.i32LessSigned);
  body.op(machine.branchIf).code.unsigned(0);
  body.op(machine.end).op(machine.end);
  if (inLocals) locals.slice(0, slotCount).forEach(storeSlot);
  body.integer(0).get(row).memory(0x36, 2, reached);
  body.get(status);
  generator.module.add(body, "run");

  const { memory, exports } = generator.instantiate();
  const run = exports["run"]!;
  const reachedRow = new Int32Array(memory, reached, 1);
  return {
    slots: new Float64Array(memory, inputs, slotCount),
    constants: new Float64Array(memory, inputs + 8 * slotCount, constantCount),
    table: new Float64Array(memory, table, capacity * tableCount),
    records: new Float64Array(memory, records, capacity * recordCount),
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

  function storeSlot(local: number, slot: number): void {
    body
      .integer(0)
      .get(local)
      .memory(scalar.store, 3, inputs + 8 * slot);
  }

  /** All next values first, then all slots: a slot's next value may depend on any slot. */
  function advanceSlots(): void {
    if (inLocals) {
      advanced.forEach((output) => {
        emitter.pushNumber(output);
      });
      for (let slot = slotCount - 1; slot >= 0; slot--) {
        body.set(locals[slot]!);
        if (generator.gathered.has(slot)) storeSlot(locals[slot]!, slot);
      }
      return;
    }
    const next = layout.allocate(8 * slotCount);
    advanced.forEach((output, slot) => {
      body.integer(0);
      emitter.pushNumber(output);
      body.memory(scalar.store, 3, next + 8 * slot);
    });
    for (let slot = 0; slot < slotCount; slot++) {
      body
        .integer(0)
        .integer(0)
        .memory(scalar.load, 3, next + 8 * slot);
      body.memory(scalar.store, 3, inputs + 8 * slot);
    }
  }
}
