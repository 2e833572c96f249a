import { readInputs } from "../graph/replay";
import type { Generator } from "./codeGenerator";
import { lanes, machine, scalar, valueType } from "./instructions";
import type { LaneIteration } from "./laneIteration";
import { slowOutputs } from "./latency";
import { FunctionBody } from "./module";

/** Parameters of the function: eight times the row, and eight times the row to stop before. */
const ROW = 0;
const END = 1;

/** What one pair of runs holds in local variables. */
interface Pair {
  /** Those of its sources that are constant. */
  readonly constants: ReadonlyMap<number, number>;
  /** Where the columns of its own begin, for each lane, by source. */
  readonly columns: ReadonlyMap<number, readonly [number, number]>;
}

/**
 * Writes the loop of several runs at a time. Within a row the pairs come one after the other: their chains of operations
 * do not wait for each other, so that the processor fills the time that one spends on a root or a quotient with the
 * next. It looks only so far ahead, which is less than the longest chain takes, so each pair's slow outputs are stored
 * behind the quick ones of the next pair (measured: a twelfth faster).
 *
 * Slots live in memory, twice: a row reads one copy and writes the other. Engines keep loads and stores in the order
 * they are written in, so that a pair is computed as a whole, in few registers, before the next; with the slots in local
 * variables they compute what leads to them after the guards of all pairs, and most of what a row needs goes to the
 * stack and back (measured: a third slower). Constants are loaded before the loop for the same reason.
 */
export class LaneIterationWriter {
  /** Addresses of the slots, constants, columns' beginnings, masks of lanes whose guards hold, and the row reached. */
  readonly slots: number;
  readonly constants: number;
  readonly columns: number;
  readonly valid: number;
  readonly reached: number;

  private readonly body = new FunctionBody({
    parameters: [valueType.i32, valueType.i32],
    results: [],
  });
  /** Bytes of a copy of the slots, and from the first copy to the one that this row reads and the one it writes. */
  private readonly copyBytes: number;
  /** The slots that a row reads, and by slot whether the chain that leads to its next value is long. */
  private readonly readSlots: readonly number[];
  private readonly isSlow: readonly boolean[];
  private readonly copy = this.body.local(valueType.i32);
  private readonly otherCopy = this.body.local(valueType.i32);

  constructor(
    private readonly iteration: LaneIteration,
    readonly generator: Generator,
  ) {
    const { slotCount, sources, pairs } = iteration;
    const { layout } = generator;
    const { graph } = generator.part;
    this.isSlow = slowOutputs(graph);
    this.readSlots = readInputs(graph).filter((input) => input < slotCount);
    this.copyBytes = 16 * pairs * slotCount;
    this.slots = layout.allocate(2 * this.copyBytes);
    this.constants = layout.allocate(16 * pairs * sources.length);
    this.columns = layout.allocate(8 * pairs * sources.length);
    this.valid = layout.allocate(16 * pairs);
    this.reached = layout.allocate(8);
  }

  /** Adds the function "run". */
  write(): void {
    const { body } = this;
    const pairs = Array.from({ length: this.iteration.pairs }, (_, k) => this.loadPair(k));
    const beginnings = this.loadSharedBeginnings();
    const constants = this.loadConstants();
    body.op(machine.block).op(machine.loop);
    body.get(this.copy).integer(this.copyBytes).op(machine.i32Xor).set(this.otherCopy);
    const shared = this.loadShared(beginnings);
    let finish: (() => void) | undefined;
    pairs.forEach((pair, k) => {
      const finishThis = this.writePair(pair, k, shared, constants);
      finish?.();
      finish = finishThis;
    });
    finish?.();
    this.leaveUnlessValid();
    body.get(this.otherCopy).set(this.copy);
    body.get(ROW).integer(8).op(machine.i32Add).tee(ROW).get(END).op(machine.i32LessSigned);
    body.op(machine.branchIf).code.unsigned(0);
    body.op(machine.end).op(machine.end);
    body.get(this.copy).op(machine.ifThen);
    body
      .integer(this.slots)
      .integer(this.slots + this.copyBytes)
      .integer(this.copyBytes);
    body.op(machine.memoryCopy).op(machine.end);
    body.integer(0).get(ROW).memory(machine.i32Store, 2, this.reached);
    this.generator.module.add(body, "run");
  }

  /** Address of a pair of doubles. */
  private address(base: number, index: number, pair: number): number {
    return base + 16 * (index * this.iteration.pairs + pair);
  }

  private loadPair(pair: number): Pair {
    const { sources, pairs } = this.iteration;
    const constants = new Map<number, number>();
    const columns = new Map<number, readonly [number, number]>();
    sources.forEach((source, k) => {
      if (source === "constant") {
        constants.set(k, this.loadPairOf(this.address(this.constants, k, pair)));
      }
      if (source !== "column") return;
      const first = this.columns + 8 * (k * pairs + pair);
      columns.set(k, [this.loadInteger(first), this.loadInteger(first + 4)]);
    });
    return { constants, columns };
  }

  /** Where columns that all lanes share begin, by source. */
  private loadSharedBeginnings(): ReadonlyMap<number, number> {
    const { sources, pairs } = this.iteration;
    const beginnings = new Map<number, number>();
    sources.forEach((source, k) => {
      if (source === "sharedColumn") {
        beginnings.set(k, this.loadInteger(this.columns + 8 * k * pairs));
      }
    });
    return beginnings;
  }

  private loadInteger(address: number): number {
    const local = this.body.local(valueType.i32);
    this.body.integer(0).memory(machine.i32Load, 2, address).set(local);
    return local;
  }

  private loadPairOf(address: number): number {
    const local = this.body.local(valueType.v128);
    this.body.integer(0).memory(lanes.load, 3, address).set(local);
    return local;
  }

  /** The graph's constants, in both lanes of a local variable. */
  private loadConstants(): ReadonlyMap<number, number> {
    const { layout, part } = this.generator;
    const locals = new Map<number, number>();
    for (const value of new Set(part.graph.constants)) {
      locals.set(value, this.loadPairOf(layout.place(Float64Array.of(value, value))));
    }
    return locals;
  }

  /** This row of the columns that all lanes share, in both lanes of a local variable, by source. */
  private loadShared(beginnings: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
    const { body } = this;
    const shared = new Map<number, number>();
    beginnings.forEach((beginning, k) => {
      const local = body.local(valueType.v128);
      body.get(ROW).get(beginning).op(machine.i32Add).memory(lanes.loadSplat, 3, 0).set(local);
      shared.set(k, local);
    });
    return shared;
  }

  /** Computes a row of a pair: all next slots, and in which lanes the guards hold. What is slow is written afterwards. */
  private writePair(
    pair: Pair,
    index: number,
    shared: ReadonlyMap<number, number>,
    constants: ReadonlyMap<number, number>,
  ): () => void {
    const { body } = this;
    const { part } = this.generator;
    const { slotCount } = this.iteration;
    const locals = new Map<number, number>();
    for (const slot of this.readSlots) {
      const local = body.local(valueType.v128);
      const address = this.address(this.slots, slot, index);
      body.get(this.copy).memory(lanes.load, 3, address).set(local);
      locals.set(slot, local);
    }
    const take = (source: number, local: number): void => {
      locals.set(slotCount + source, local);
    };
    pair.constants.forEach((local, source) => {
      take(source, local);
    });
    shared.forEach((local, source) => {
      take(source, local);
    });
    pair.columns.forEach(([first, second], source) => {
      const local = body.local(valueType.v128);
      body.get(ROW).get(first).op(machine.i32Add).memory(lanes.loadSplat, 3, 0);
      body.get(ROW).get(second).op(machine.i32Add).memory(scalar.load, 3, 0);
      body.op(lanes.replace).op(1).set(local);
      take(source, local);
    });
    const pushInput = (target: FunctionBody, input: number): void => {
      target.get(locals.get(input)!);
    };
    const emitter = part.emit(body, pushInput, undefined, undefined, constants);
    const { guards, outputs } = part.graph;
    body.integer(0);
    guards.forEach(({ condition, expected }, k) => {
      if (k === 0 && !expected) body.op(lanes.allOnes);
      emitter.pushTruth(condition);
      if (k > 0 || !expected) body.op(expected ? lanes.and : lanes.andNot);
    });
    if (guards.length === 0) body.op(lanes.allOnes);
    body.memory(lanes.store, 3, this.valid + 16 * index);
    const store = (isSlow: boolean): void => {
      outputs.forEach((output, slot) => {
        if (this.isSlow[slot] !== isSlow) return;
        body.get(this.otherCopy);
        emitter.pushNumber(output);
        body.memory(lanes.store, 3, this.address(this.slots, slot, index));
      });
    };
    store(false);
    return () => {
      store(true);
    };
  }

  /** Leaves the loop at this row, with what is carried as it was before, where some guard of some lane does not hold. */
  private leaveUnlessValid(): void {
    const { body } = this;
    for (let k = 0; k < this.iteration.pairs; k++) {
      body.integer(0).memory(lanes.load, 3, this.valid + 16 * k);
      if (k > 0) body.op(lanes.and);
    }
    body.op(lanes.bitmask).integer(3).op(machine.i32Ne).op(machine.branchIf).code.unsigned(1);
  }
}
