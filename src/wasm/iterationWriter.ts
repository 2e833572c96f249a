import type { Generator } from "./codeGenerator";
import type { Emitter } from "./emitter";
import { machine, scalar, valueType } from "./instructions";
import type { Iteration } from "./iteration";
import type { Place } from "./memoryLayout";
import type { OutputRun } from "../graph/graph";
import { FunctionBody } from "./module";

/** Status codes: −1 done, guards from 0, stop conditions from here. */
export const FIRST_STOP = 1 << 24;

/** Parameters of the function: eight times the row, and eight times the row to stop before. */
const ROW = 0;
const END = 1;

/** Writes the loop of an iteration. */
export class IterationWriter {
  /** Addresses of inputs (slots first), table, records and the row reached. */
  readonly inputs: number;
  readonly table: number;
  readonly records: number;
  readonly reached: number;

  private readonly body = new FunctionBody({
    parameters: [valueType.i32, valueType.i32],
    results: [valueType.i32],
  });
  private readonly status: number;
  private readonly firstColumn: number;
  /** Next values of slots that are computed in loops or in several functions. */
  private readonly next: number;
  /** Slots whose values live in memory only. */
  private readonly inMemory = new Set<number>();
  /** Local variables of the other slots and of the constants. */
  private readonly locals = new Map<number, number>();

  constructor(
    private readonly iteration: Iteration,
    readonly generator: Generator,
    private readonly runs: readonly OutputRun[],
  ) {
    const { slotCount, constantCount, tableCount, recordCount, capacity } = iteration;
    const { layout } = generator;
    this.inputs = generator.part.inputs;
    this.firstColumn = slotCount + constantCount;
    this.table = layout.allocate(8 * capacity * tableCount);
    this.records = layout.allocate(8 * capacity * recordCount);
    this.reached = layout.allocate(8);
    this.next = layout.allocate(8 * slotCount);
    this.status = this.body.local(valueType.i32);
    for (const { start, count, axis } of runs) {
      for (let at = start; at < start + count && at < slotCount; at++) {
        if (axis >= 0 || !generator.part.single) this.inMemory.add(at);
      }
    }
  }

  /** Adds the function "run". */
  write(): void {
    const { body, generator } = this;
    const { part } = generator;
    this.loadLocals();
    body.integer(-1).set(this.status).op(machine.block).op(machine.loop);
    this.copyColumns();
    const recorded = this.recordedNodes();
    const record = (node: number, source: Emitter): void => {
      for (const column of recorded.get(node) ?? []) this.record(node, column, source);
      recorded.delete(node);
    };
    const emitter = part.emit(
      body,
      (target, input) => {
        this.pushInput(target, input);
      },
      // Recorded as soon as it is known, a value does not have to be kept in a register.
      record,
      this.stores(),
    );
    part.graph.guards.forEach(({ condition, expected }, index) => {
      emitter.pushTruth(condition);
      if (expected) body.op(machine.i32Eqz);
      this.leaveWith(index);
    });
    for (const node of [...recorded.keys()]) record(node, emitter);
    this.checkStops(emitter);
    this.advanceSlots(emitter);
    body.get(ROW).integer(8).op(machine.i32Add).tee(ROW).get(END).op(machine.i32LessSigned);
    body.op(machine.branchIf).code.unsigned(0);
    body.op(machine.end).op(machine.end);
    this.locals.forEach((local, input) => {
      if (input < this.iteration.slotCount) this.storeInput(input, local);
    });
    body.integer(0).get(ROW).memory(machine.i32Store, 2, this.reached);
    body.get(this.status);
    generator.module.add(body, "run");
  }

  private loadLocals(): void {
    if (!this.generator.part.single) return;
    for (let input = 0; input < this.firstColumn; input++) {
      if (this.inMemory.has(input)) continue;
      const local = this.body.local(valueType.f64);
      this.locals.set(input, local);
      this.pushFrom(this.inputs + 8 * input).set(local);
    }
  }

  private pushInput(target: FunctionBody, input: number): void {
    const local = this.locals.get(input);
    if (local !== undefined) target.get(local);
    else if (input < this.firstColumn) {
      target.integer(0).memory(scalar.load, 3, this.inputs + 8 * input);
    } else this.pushColumn(target, input - this.firstColumn);
  }

  private pushColumn(target: FunctionBody, column: number): void {
    const base = this.table + 8 * this.iteration.capacity * column;
    target.get(ROW).memory(scalar.load, 3, base);
  }

  /** Leaves this row of the table where gathers and other functions look for inputs. */
  private copyColumns(): void {
    const { single, gathered, graph } = this.generator.part;
    for (let input = this.firstColumn; input < graph.inputCount; input++) {
      if (single && !gathered.has(input)) continue;
      this.body.integer(0);
      this.pushColumn(this.body, input - this.firstColumn);
      this.body.memory(scalar.store, 3, this.inputs + 8 * input);
    }
  }

  /** The columns of the records that single nodes go to. */
  private recordedNodes(): Map<number, number[]> {
    const { slotCount, recordCount } = this.iteration;
    const columns = new Map<number, number[]>();
    for (const { output, start, axis } of this.runs) {
      if (axis >= 0 || start < slotCount || start >= slotCount + recordCount) continue;
      const node = this.generator.part.graph.outputs[output]!;
      const known = columns.get(node);
      if (known === undefined) columns.set(node, [start - slotCount]);
      else known.push(start - slotCount);
    }
    return columns;
  }

  private record(node: number, column: number, source: Emitter): void {
    this.body.get(ROW);
    source.pushNumber(node);
    const base = this.records + 8 * this.iteration.capacity * column;
    this.body.memory(scalar.store, 3, base);
  }

  /** Where values over an axis go: next slots side by side, records each to its column. */
  private stores(): ReadonlyMap<number, readonly Place[]> {
    const { slotCount, capacity } = this.iteration;
    const stores = new Map<number, Place[]>();
    for (const { output, start, axis } of this.runs) {
      if (axis < 0) continue;
      const node = this.generator.part.graph.outputs[output]!;
      const column = 8 * capacity;
      const place: Place =
        start < slotCount
          ? { base: this.next + 8 * start, strides: [[axis, 8]], paired: false }
          : {
              base: this.records + column * (start - slotCount),
              strides: [[axis, column]],
              // The only row begins where the column does; parts of a large step do not know the row.
              ...(capacity > 1 && { offset: ROW }),
              paired: false,
            };
      const known = stores.get(node);
      if (known === undefined) stores.set(node, [place]);
      else known.push(place);
    }
    return stores;
  }

  private checkStops(emitter: Emitter): void {
    const { slotCount, recordCount } = this.iteration;
    for (const { output, start } of this.runs) {
      if (start < slotCount + recordCount) continue;
      emitter.pushTruth(this.generator.part.graph.outputs[output]!);
      this.leaveWith(FIRST_STOP + start - slotCount - recordCount);
    }
  }

  /** With the truth on the stack: leaves the loop with a status. */
  private leaveWith(code: number): void {
    const { body } = this;
    body.op(machine.ifThen).integer(code).set(this.status).op(machine.branch).code.unsigned(2);
    body.op(machine.end);
  }

  /** All next values first, then all slots: a slot's next value may depend on any slot. */
  private advanceSlots(emitter: Emitter): void {
    const { body } = this;
    const { slotCount } = this.iteration;
    const popped: number[] = [];
    for (const { output, start, axis } of this.runs) {
      if (start >= slotCount || axis >= 0) continue;
      const node = this.generator.part.graph.outputs[output]!;
      if (this.inMemory.has(start)) {
        body.integer(0);
        emitter.pushNumber(node);
        body.memory(scalar.store, 3, this.next + 8 * start);
      } else {
        emitter.pushNumber(node);
        popped.push(start);
      }
    }
    for (const slot of popped.reverse()) {
      const local = this.locals.get(slot)!;
      body.set(local);
      if (this.generator.part.gathered.has(slot)) this.storeInput(slot, local);
    }
    for (const { start, count } of this.runs) {
      if (!this.inMemory.has(start)) continue;
      if (count === 1) {
        body.integer(0);
        this.pushFrom(this.next + 8 * start);
        body.memory(scalar.store, 3, this.inputs + 8 * start);
      } else {
        body.integer(this.inputs + 8 * start).integer(this.next + 8 * start);
        body.integer(8 * count).op(machine.memoryCopy);
      }
    }
  }

  private pushFrom(address: number): FunctionBody {
    return this.body.integer(0).memory(scalar.load, 3, address);
  }

  private storeInput(input: number, local: number): void {
    const address = this.inputs + 8 * input;
    this.body.integer(0).get(local).memory(scalar.store, 3, address);
  }
}
