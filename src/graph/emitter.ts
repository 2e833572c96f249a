import type { Chunks } from "./chunks";
import type { Graph } from "./graph";
import { ELEMENTWISE, Structural } from "./graph";
import { lanes as laneCode, machine, scalar, valueType } from "./instructions";
import type { Block, LoopNest } from "./loopNest";
import { isLeaf, isReduction } from "./loopNest";
import type { Place } from "./memoryLayout";
import { neutral } from "./memoryLayout";
import { OPERATION_LIST, OPERATION_NAMES } from "./operations";
import { forEachOperand } from "./replay";
import type { Indirection, Storage } from "./storage";
import { isRead } from "./storage";
import type { FunctionBody } from "./wasmModule";

/** What the emitter needs to know of its surroundings. */
export interface EmitterContext {
  readonly graph: Graph;
  readonly nest: LoopNest;
  readonly storage: Storage;
  readonly chunks: Chunks;
  /** Pushes the number of an input. */
  readonly pushInput: (body: FunctionBody, input: number) => void;
  /** Where else the values of a node over axes go. */
  readonly stores?: ReadonlyMap<number, readonly Place[]> | undefined;
  /** Told of each node that is computed at the root, as soon as it is. */
  readonly onComputed?: ((node: number, emitter: Emitter) => void) | undefined;
  /** The index of an imported function. */
  readonly hostFunction: (operation: number) => number;
  /** The index of our own function, for one number or for two lanes. */
  readonly ownFunction: (operation: number, twoLanes: boolean) => number;
}

/** Local variables of one pass over a loop body: one number a turn, or two lanes. */
interface Pass {
  readonly twoLanes: boolean;
  /** The outermost axis, whose neighbours are the lanes; −1 outside loops. */
  readonly laneAxis: number;
  readonly values: Map<number, number>;
  /** Values in memory that were loaded into a local variable. */
  readonly loaded: Map<number, number>;
}

/**
 * Writes the code of a loop nest into a function. A loop at the root runs over pairs of indices,
 * two lanes at a time, and once more over the last index of an odd number, with the same code for
 * one number; what is inside, inner loops too, is done for both lanes.
 */
export class Emitter {
  private pass: Pass;
  /** Twice-wide copies of scalars that the present root loop reads. */
  private readonly splats = new Map<number, number>();
  private readonly counters = new Map<number, number>();
  private readonly accumulators = new Map<number, number>();

  /** `chunk`: which part of the root this function computes, see `chunks.ts`. */
  constructor(
    private readonly body: FunctionBody,
    private readonly context: EmitterContext,
    private readonly chunk: number,
    twoLanes = false,
  ) {
    this.pass = newPass(twoLanes, -1);
  }

  /** Computes items of the root. */
  emitItems(items: readonly (number | Block)[]): void {
    this.emitBlockItems(items, this.context.nest.root);
  }

  /** Leaves constants and inputs where gathers will look for them. */
  copyLeaves(): void {
    this.context.storage.copies.forEach((addresses, node) => {
      if (!isLeaf(this.graph, node)) return;
      for (const address of addresses) {
        this.body.integer(0);
        this.pushNumber(node);
        this.body.memory(scalar.store, 3, address);
      }
    });
  }

  /** Pushes the value of a node over no axes as a number. */
  pushNumber(node: number): void {
    this.pushAsNumber(node, this.context.nest.root);
  }

  /** Pushes the truth of a node over no axes as an integer. */
  pushTruth(node: number): void {
    this.pushCondition(node, this.context.nest.root);
  }

  private get graph(): Graph {
    return this.context.graph;
  }

  private emitBlockItems(items: readonly (number | Block)[], block: Block): void {
    this.loadShared(block);
    for (const item of items) {
      if (typeof item === "number") this.emitStatement(item, block);
      else if (block.parent === undefined) this.emitRootLoop(item);
      else this.emitInnerLoop(item);
    }
  }

  /** Loads what this block and its inner loops read more than once from memory. */
  private loadShared(block: Block): void {
    for (const [node, count] of this.context.storage.memoryReads.get(block) ?? []) {
      if (count < 2) continue;
      this.pushFromMemory(node);
      const local = this.body.local(this.numberType());
      this.body.set(local);
      this.pass.loaded.set(node, local);
    }
  }

  private emitStatement(node: number, block: Block): void {
    const { storage } = this.context;
    if (storage.inline[node]) return;
    if (isReduction(this.graph, node)) {
      this.accumulate(node, block);
      return;
    }
    const code = this.graph.operation[node]!;
    if (code === Structural.scatter) {
      this.addToBins(node, block);
      return;
    }
    if (code === Structural.pick) {
      this.copy(node, () => {
        this.push(node, block);
      });
      return;
    }
    this.pushOperation(node, block);
    this.keep(node);
  }

  /** Leaves a scalar where gathers and other functions will look for it. */
  private copy(node: number, pushValue: () => void): void {
    const { storage, chunks } = this.context;
    const spilled = chunks.spilled.get(node);
    const addresses = storage.copies.get(node) ?? [];
    for (const address of spilled === undefined ? addresses : [...addresses, spilled]) {
      this.body.integer(0);
      pushValue();
      this.body.memory(scalar.store, 3, address);
    }
  }

  /** Takes the value on the stack as that of a node. */
  private keep(node: number): void {
    const { storage } = this.context;
    const condition = this.isCondition(node);
    const local = this.body.local(condition ? this.conditionType() : this.numberType());
    this.body.set(local);
    this.pass.values.set(node, local);
    const pushValue = (): void => {
      this.body.get(local);
      if (condition) this.op("fromCondition");
    };
    this.copy(node, pushValue);
    if (this.graph.axisSet[node] === 0) this.context.onComputed?.(node, this);
    const array = storage.array.get(node);
    const places = [
      ...(array === undefined ? [] : [array]),
      ...(this.context.stores?.get(node) ?? []),
    ];
    for (const place of places) this.storeAt(place, pushValue);
  }

  /** Stores, at the end, what no statement computes: columns and gathers that are results. */
  storeLeaves(): void {
    const { stores } = this.context;
    stores?.forEach((places, node) => {
      if (!isLeaf(this.graph, node)) return;
      const axes = this.graph.axisSets[this.graph.axisSet[node]!]!;
      this.overAxes(axes, () => {
        for (const place of places) {
          this.storeAt(place, () => {
            this.pushFromMemory(node);
          });
        }
      });
    });
  }

  // Loops

  private emitRootLoop(loop: Block): void {
    const length = this.graph.axes[loop.axis]!;
    const pairs = length >> 1;
    const counter = this.counterOf(loop.axis);
    const scalarPass = this.pass;
    this.prepareSplats(loop);
    for (const node of loop.completes) this.startAccumulator(node, true);
    if (pairs > 0) {
      this.pass = newPass(true, loop.axis);
      this.emitTurns(loop, counter, 16, pairs * 16);
    }
    if (length % 2 === 1) {
      this.pass = newPass(false, loop.axis);
      scalarPass.values.forEach((local, node) => this.pass.values.set(node, local));
      this.body.integer(8 * (length - 1)).set(counter);
      this.emitBlockItems(loop.items, loop);
    }
    this.pass = scalarPass;
    this.splats.clear();
    for (const node of loop.completes) this.finishLanes(node);
  }

  private emitInnerLoop(loop: Block): void {
    const counter = this.counterOf(loop.axis);
    for (const node of loop.completes) this.startAccumulator(node, this.pass.twoLanes);
    const loaded = new Map(this.pass.loaded);
    this.emitTurns(loop, counter, 8, this.graph.axes[loop.axis]! * 8);
    this.pass.loaded.clear();
    loaded.forEach((local, node) => this.pass.loaded.set(node, local));
    for (const node of loop.completes) {
      const local = this.accumulators.get(node);
      if (local !== undefined) this.pass.values.set(node, local);
    }
  }

  private emitTurns(loop: Block, counter: number, step: number, end: number): void {
    this.body.integer(0).set(counter);
    this.body.op(machine.loop);
    this.emitBlockItems(loop.items, loop);
    this.body.get(counter).integer(step).op(machine.i32Add).tee(counter);
    this.body.integer(end).op(machine.i32LessSigned);
    this.body.op(machine.branchIf).code.unsigned(0);
    this.body.op(machine.end);
  }

  /** Copies every scalar that a root loop reads into both lanes of a local variable. */
  private prepareSplats(loop: Block): void {
    const { storage, nest } = this.context;
    const visit = (item: number | Block): void => {
      if (typeof item !== "number") {
        item.items.forEach(visit);
        return;
      }
      forEachOperand(this.graph, item, (operand) => {
        if (this.splats.has(operand) || this.graph.axisSet[operand] !== 0) return;
        const code = this.graph.operation[operand]!;
        if (code === Structural.constant || code === Structural.scatter) return;
        const isOutside =
          isLeaf(this.graph, operand) ||
          code === Structural.pick ||
          storage.homes[operand] === nest.root;
        if (!isOutside) return;
        if (this.isCondition(operand)) {
          this.pushCondition(operand, nest.root);
          // 1 becomes a lane full of ones: 0 − 1.
          const truth = this.body.local(valueType.i32);
          this.body.set(truth).op([0x42, 0]).get(truth).op([0xad, 0x7d, 0xfd, 0x12]);
        } else {
          this.pushAsNumber(operand, nest.root);
          this.body.op(laneCode.splat);
        }
        const local = this.body.local(valueType.v128);
        this.body.set(local);
        this.splats.set(operand, local);
      });
    };
    visit(loop);
  }

  // Reductions

  private startAccumulator(node: number, twoLanes: boolean): void {
    const { storage } = this.context;
    const code = this.graph.operation[node]!;
    const bins = storage.bins.get(node);
    if (bins !== undefined) {
      const { sources } = this.graph.indexTables[this.graph.second[node]!]!;
      this.fillPairs(bins.pairs.base, sources.length, 0);
      return;
    }
    const place = storage.accumulator.get(node);
    if (place !== undefined) {
      this.fillPairs(place.base, elementCount(this.graph, place), neutral(code));
      return;
    }
    const type = twoLanes ? valueType.v128 : valueType.f64;
    const local = this.body.local(type);
    this.pushConstant(neutral(code), twoLanes);
    this.body.set(local);
    this.accumulators.set(node, local);
  }

  private accumulate(node: number, block: Block): void {
    const operand = this.graph.first[node]!;
    const combine = combineName(this.graph.operation[node]!);
    const place = this.context.storage.accumulator.get(node);
    if (place !== undefined) {
      this.storeAt(place, () => {
        this.loadAt(place);
        this.pushAsNumber(operand, block);
        this.op(combine);
      });
      return;
    }
    const local = this.accumulators.get(node)!;
    this.body.get(local);
    // In the last turn of an odd number the accumulator is two lanes wide, the value is not.
    const widened = !this.pass.twoLanes && this.graph.second[node] === this.pass.laneAxis;
    if (widened) this.body.get(local).op(laneCode.extract).op(0);
    this.pushAsNumber(operand, block);
    this.op(combine);
    if (widened) this.body.op(laneCode.replace).op(0);
    this.body.set(local);
  }

  private addToBins(node: number, block: Block): void {
    const { pairs } = this.context.storage.bins.get(node)!;
    const value = this.body.local(this.numberType());
    this.pushAsNumber(this.graph.first[node]!, block);
    this.body.set(value);
    const address = this.body.local(valueType.i32);
    for (let lane = 0; lane < (this.pass.twoLanes ? 2 : 1); lane++) {
      const offset = this.pushIndirect(this.context.storage.scatters.get(node)!, lane);
      this.body.tee(address).get(address);
      this.body.memory(scalar.load, 3, pairs.base + offset + 8 * lane).get(value);
      if (this.pass.twoLanes) this.body.op(laneCode.extract).op(lane);
      this.body.op(scalar.add).memory(scalar.store, 3, pairs.base + offset + 8 * lane);
    }
  }

  /** After a root loop: the even lane and the odd lane together. */
  private finishLanes(node: number): void {
    const { storage } = this.context;
    const combine = scalar[combineName(this.graph.operation[node]!)];
    const bins = storage.bins.get(node);
    if (bins !== undefined) {
      const { sources } = this.graph.indexTables[this.graph.second[node]!]!;
      const strides: Place["strides"] = [[COUNT, 8]];
      this.combinePairs(bins.pairs.base, sources.length, scalar.add, {
        base: bins.totals,
        strides,
        paired: false,
      });
      return;
    }
    const place = storage.accumulator.get(node);
    if (place !== undefined) {
      this.finishArray(place, storage.array.get(node)!, combine);
      return;
    }
    const local = this.accumulators.get(node)!;
    this.body.get(local).op(laneCode.extract).op(0);
    this.body.get(local).op(laneCode.extract).op(1).op(combine);
    this.keep(node);
  }

  private finishArray(pairs: Place, target: Place, combine: readonly number[]): void {
    if (pairs.strides.length === 1) {
      const [[axis]] = pairs.strides as [readonly [number, number]];
      const count = this.graph.axes[axis]!;
      this.combinePairs(pairs.base, count, combine, {
        ...target,
        strides: [[COUNT, target.strides[0]![1]]],
      });
      return;
    }
    this.overAxes(pairs.strides.map(([axis]) => axis).reverse(), () => {
      const to = this.pushPlainAddress(target);
      const from = this.pushPlainAddress(pairs);
      this.body.memory(scalar.load, 3, from);
      this.pushPlainAddress(pairs);
      this.body
        .memory(scalar.load, 3, from + 8)
        .op(combine)
        .memory(scalar.store, 3, to);
    });
  }

  /** target[k] = pairs[k].even ∘ pairs[k].odd for k < count; unrolled when few. */
  private combinePairs(
    base: number,
    count: number,
    combine: readonly number[],
    target: Place,
  ): void {
    const [, step] = target.strides[0]!;
    if (count <= 16) {
      for (let k = 0; k < count; k++) {
        this.body.integer(0);
        this.body.integer(0).memory(scalar.load, 3, base + 16 * k);
        this.body
          .integer(0)
          .memory(scalar.load, 3, base + 16 * k + 8)
          .op(combine);
        this.body.memory(scalar.store, 3, target.base + step * k);
      }
      return;
    }
    const counter = this.counterOf(COUNT);
    this.countUp(counter, count * 8, () => {
      this.body.get(counter);
      if (step !== 8) this.body.integer(step / 8).op(machine.i32Mul);
      for (const lane of [0, 1]) {
        this.body.get(counter).integer(1).op(machine.i32Shl);
        this.body.memory(scalar.load, 3, base + 8 * lane);
      }
      this.body.op(combine).memory(scalar.store, 3, target.base);
    });
  }

  private fillPairs(base: number, count: number, value: number): void {
    if (count <= 16) {
      for (let k = 0; k < count; k++) {
        this.body.integer(0);
        this.pushConstant(value, true);
        this.body.memory(laneCode.store, 3, base + 16 * k);
      }
      return;
    }
    const counter = this.counterOf(COUNT);
    this.countUp(
      counter,
      count * 16,
      () => {
        this.body.get(counter);
        this.pushConstant(value, true);
        this.body.memory(laneCode.store, 3, base);
      },
      16,
    );
  }

  private countUp(counter: number, end: number, turn: () => void, step = 8): void {
    this.body.integer(0).set(counter).op(machine.loop);
    turn();
    this.body.get(counter).integer(step).op(machine.i32Add).tee(counter);
    this.body.integer(end).op(machine.i32LessSigned).op(machine.branchIf).code.unsigned(0);
    this.body.op(machine.end);
  }

  private overAxes(axes: readonly number[], turn: () => void): void {
    const [axis, ...rest] = axes;
    if (axis === undefined) {
      turn();
      return;
    }
    this.countUp(this.counterOf(axis), this.graph.axes[axis]! * 8, () => {
      this.overAxes(rest, turn);
    });
  }

  // Values

  private pushOperation(node: number, block: Block): void {
    const code = this.graph.operation[node]!;
    const { emission, arity } = OPERATION_LIST[code - ELEMENTWISE]!;
    const operands = [this.graph.first[node]!, this.graph.second[node]!, this.graph.third[node]!];
    switch (emission.kind) {
      case "select": {
        const [condition, a, b] = operands as [number, number, number];
        this.pushAsNumber(a, block);
        this.pushAsNumber(b, block);
        this.pushCondition(condition, block);
        this.op("select");
        return;
      }
      case "logic":
        for (const operand of operands.slice(0, arity)) this.pushCondition(operand, block);
        this.body.op(this.pass.twoLanes ? emission.lanes : emission.scalar);
        return;
      case "native":
      case "comparison":
        for (const operand of operands.slice(0, arity)) this.pushAsNumber(operand, block);
        this.body.op(this.pass.twoLanes ? emission.lanes : emission.scalar);
        return;
      case "formula":
        this.pushAsNumber(operands[0]!, block);
        this.body.call(this.context.ownFunction(code, this.pass.twoLanes));
        return;
      case "host":
        this.callHost(code, operands.slice(0, arity), block);
    }
  }

  private callHost(code: number, operands: readonly number[], block: Block): void {
    const index = this.context.hostFunction(code);
    if (!this.pass.twoLanes) {
      for (const operand of operands) this.pushAsNumber(operand, block);
      this.body.call(index);
      return;
    }
    const locals = operands.map((operand) => {
      const local = this.body.local(valueType.v128);
      this.pushAsNumber(operand, block);
      this.body.set(local);
      return local;
    });
    for (const lane of [0, 1]) {
      for (const local of locals) this.body.get(local).op(laneCode.extract).op(lane);
      this.body.call(index);
      if (lane === 0) this.body.op(laneCode.splat);
      else this.body.op(laneCode.replace).op(1);
    }
  }

  private pushAsNumber(node: number, block: Block): void {
    this.push(node, block);
    if (this.isCondition(node) && !this.isInMemory(node, block)) this.op("fromCondition");
  }

  private pushCondition(node: number, block: Block): void {
    this.push(node, block);
    if (this.isCondition(node) && !this.isInMemory(node, block)) return;
    // A number is true when it is neither 0 nor NaN: |x| > 0.
    this.op("abs");
    this.pushConstant(0, this.pass.twoLanes);
    this.op("gt");
  }

  /** Pushes a value: a condition as an integer or a mask, unless it was read from memory. */
  private push(node: number, block: Block): void {
    const { storage } = this.context;
    const code = this.graph.operation[node]!;
    if (code === Structural.constant) {
      this.pushConstant(this.graph.constants[this.graph.first[node]!]!, this.pass.twoLanes);
      return;
    }
    if (this.isInMemory(node, block)) {
      const loaded = this.pass.loaded.get(node);
      if (loaded === undefined) this.pushFromMemory(node);
      else this.body.get(loaded);
      return;
    }
    const local = this.pass.values.get(node);
    if (local !== undefined) {
      this.body.get(local);
      return;
    }
    if (this.pass.twoLanes) {
      const splat = this.splats.get(node);
      if (splat !== undefined) {
        this.body.get(splat);
        return;
      }
    }
    if (code === Structural.pick) {
      const { totals } = storage.bins.get(this.graph.first[node]!)!;
      this.body.integer(0).memory(scalar.load, 3, totals + 8 * this.graph.second[node]!);
    } else if (code === Structural.input)
      this.context.pushInput(this.body, this.graph.first[node]!);
    else if (storage.inline[node]) this.pushOperation(node, block);
    else throw new Error(`${describe(this.graph, node)} is read before it is computed`);
  }

  private pushConstant(value: number, twoLanes: boolean): void {
    if (twoLanes) this.body.op(laneCode.constant).code.double(value).double(value);
    else this.body.op(scalar.constant).code.double(value);
  }

  /** Whether a value is read from memory; conditions are numbers there. */
  private isInMemory(node: number, block: Block): boolean {
    const { storage, chunks } = this.context;
    if (this.pass.twoLanes && this.splats.has(node)) return false;
    if (chunks.spilled.has(node) && chunks.of[node] !== this.chunk) return true;
    return isRead(this.graph, storage, node, block);
  }

  private pushFromMemory(node: number): void {
    const { storage, chunks } = this.context;
    const spilled = chunks.spilled.get(node);
    if (spilled !== undefined) {
      this.body.integer(0).memory(scalar.load, 3, spilled);
      return;
    }
    const gather = storage.gathers.get(node);
    if (gather === undefined) {
      this.loadAt(storage.columns.get(node) ?? storage.array.get(node)!);
      return;
    }
    if (gather.kind === "affine") {
      this.loadAt(gather.place);
      return;
    }
    const varies = gather.table.strides.some(([axis]) => axis === this.pass.laneAxis);
    let offset = this.pushIndirect(gather, 0);
    if (!this.pass.twoLanes) this.body.memory(scalar.load, 3, offset);
    else if (!varies) this.body.memory(laneCode.loadSplat, 3, offset);
    else {
      this.body.memory(scalar.load, 3, offset).op(laneCode.splat);
      offset = this.pushIndirect(gather, 1);
      this.body.memory(scalar.load, 3, offset).op(laneCode.replace).op(1);
    }
  }

  /** Pushes an address and returns what has to be added to it. */
  private pushIndirect(target: Indirection, lane: number): number {
    const place = target.kind === "affine" ? target.place : target.table;
    const offset = this.pushPlainAddress(place, lane * laneStep(place, this.pass.laneAxis));
    if (target.kind === "affine") return offset;
    this.body.memory(machine.i32Load, 2, offset);
    return 0;
  }

  private loadAt(place: Place): void {
    const offset = this.pushPlainAddress(place);
    if (!this.pass.twoLanes) {
      this.body.memory(scalar.load, 3, offset);
      return;
    }
    const step = laneStep(place, this.pass.laneAxis);
    if (place.paired || step === 8) this.body.memory(laneCode.load, 3, offset);
    else if (step === 0) this.body.memory(laneCode.loadSplat, 3, offset);
    else {
      this.body.memory(scalar.load, 3, offset).op(laneCode.splat);
      const second = this.pushPlainAddress(place, step);
      this.body.memory(scalar.load, 3, second).op(laneCode.replace).op(1);
    }
  }

  private storeAt(place: Place, pushValue: () => void): void {
    const step = laneStep(place, this.pass.laneAxis);
    const offset = this.pushPlainAddress(place);
    pushValue();
    if (!this.pass.twoLanes) this.body.memory(scalar.store, 3, offset);
    else if (place.paired || step === 8) this.body.memory(laneCode.store, 3, offset);
    else {
      this.body.op(laneCode.extract).op(0).memory(scalar.store, 3, offset);
      const second = this.pushPlainAddress(place, step);
      pushValue();
      this.body.op(laneCode.extract).op(1).memory(scalar.store, 3, second);
    }
  }

  /** Pushes the part of an address that depends on counters and returns the constant part. */
  private pushPlainAddress(place: Place, extra = 0): number {
    const { base, strides, offset } = place;
    if (offset !== undefined) this.body.get(offset);
    if (strides.length === 0 && offset === undefined) {
      this.body.integer(0);
      return base + extra;
    }
    strides.forEach(([axis, bytes], position) => {
      this.body.get(this.counterOf(axis));
      const factor = bytes / 8;
      if (factor === 2) this.body.integer(1).op(machine.i32Shl);
      else if (factor !== 1) this.body.integer(factor).op(machine.i32Mul);
      if (position > 0 || offset !== undefined) this.body.op(machine.i32Add);
    });
    // A negative sum would be taken for an address beyond 2 GiB before the constant is added.
    if (strides.every(([, bytes]) => bytes > 0)) return base + extra;
    this.body.integer(base + extra).op(machine.i32Add);
    return 0;
  }

  /** Eight times the index along an axis. */
  private counterOf(axis: number): number {
    let local = this.counters.get(axis);
    if (local === undefined) {
      local = this.body.local(valueType.i32);
      this.counters.set(axis, local);
    }
    return local;
  }

  private op(name: "fromCondition" | "select" | "abs" | "gt" | "add" | "min" | "max"): void {
    this.body.op(this.pass.twoLanes ? laneCode[name] : scalar[name]);
  }

  private isCondition(node: number): boolean {
    const code = this.graph.operation[node]!;
    return code >= ELEMENTWISE && OPERATION_LIST[code - ELEMENTWISE]!.result === "boolean";
  }

  private numberType(): number {
    return this.pass.twoLanes ? valueType.v128 : valueType.f64;
  }

  private conditionType(): number {
    return this.pass.twoLanes ? valueType.v128 : valueType.i32;
  }
}

/** A counter that belongs to no axis. */
const COUNT = -2;

function newPass(twoLanes: boolean, laneAxis: number): Pass {
  return { twoLanes, laneAxis, values: new Map(), loaded: new Map() };
}

function laneStep(place: Place, laneAxis: number): number {
  return place.strides.find(([axis]) => axis === laneAxis)?.[1] ?? 0;
}

function elementCount(graph: Graph, place: Place): number {
  return place.strides.reduce((count, [axis]) => count * graph.axes[axis]!, 1);
}

function combineName(code: number): "add" | "min" | "max" {
  if (code === Structural.least) return "min";
  return code === Structural.greatest ? "max" : "add";
}

function describe(graph: Graph, node: number): string {
  const code = graph.operation[node]!;
  return `node ${node} (${code >= ELEMENTWISE ? OPERATION_NAMES[code - ELEMENTWISE]! : `structural ${code}`})`;
}
