import { type Graph, Structural } from "../graph/graph";
import { lanes, machine, scalar, valueType } from "./instructions";
import { type LaneCode, COUNT } from "./laneCode";
import { type Place, neutral } from "./memoryLayout";
import type { Storage } from "./storage";

/** Up to this many are written out one by one instead of in a loop. */
const UNROLLED = 16;

/**
 * Writes sums, extrema and scatters: before their loop, in it, and after it. Those over the axis of
 * the lanes have an accumulator for each lane, which are put together at the end.
 */
export class ReductionWriter {
  /** Local variables of sums that are being added up. */
  accumulators = new Map<number, number>();

  private readonly graph: Graph;
  private readonly storage: Storage;

  constructor(
    private readonly code: LaneCode,
    private readonly context: {
      readonly graph: Graph;
      readonly storage: Storage;
      readonly kept: ReadonlySet<number>;
    },
  ) {
    this.graph = context.graph;
    this.storage = context.storage;
  }

  /** Before the loop. */
  start(node: number, twoLanes: boolean): void {
    const { storage } = this;
    const operation = this.graph.operation[node]!;
    if (storage.bins.has(node)) {
      if (!this.context.kept.has(node)) this.clear(node);
      return;
    }
    const place = storage.accumulator.get(node);
    if (place !== undefined) {
      this.fill(place, storage.innerAxes.get(node)!, neutral(operation));
      return;
    }
    const type = twoLanes ? valueType.v128 : valueType.f64;
    const local = this.code.body.local(type);
    this.code.pushConstant(neutral(operation), twoLanes);
    this.code.body.set(local);
    this.accumulators.set(node, local);
  }

  /** Sets the bins of a scatter to 0. */
  clear(node: number): void {
    this.fillPairs(this.storage.bins.get(node)!.pairs.base, this.binCount(node), 0);
  }

  /** Adds both lanes of a scatter's bins. */
  total(node: number): void {
    const { pairs, totals } = this.storage.bins.get(node)!;
    const strides: Place["strides"] = [[COUNT, 8]];
    const target = { base: totals, strides, paired: false };
    this.combinePairs(pairs.base, this.binCount(node), scalar.add, target);
  }

  private binCount(scatter: number): number {
    return this.graph.indexTables[this.graph.second[scatter]!]!.sources.length;
  }

  /** In a turn: `pushValue` pushes the operand's number. */
  accumulate(node: number, pushValue: () => void): void {
    const combine = combineName(this.graph.operation[node]!);
    const place = this.storage.accumulator.get(node);
    if (place !== undefined) {
      this.code.storeAt(place, () => {
        this.code.loadAt(place);
        pushValue();
        this.code.op(combine);
      });
      return;
    }
    const local = this.accumulators.get(node)!;
    this.code.body.get(local);
    // In the last turn of an odd number the accumulator is two lanes wide, the value is not.
    const widened = !this.code.twoLanes && this.graph.second[node] === this.code.laneAxis;
    if (widened) this.code.body.get(local).op(lanes.extract).op(0);
    pushValue();
    this.code.op(combine);
    if (widened) this.code.body.op(lanes.replace).op(0);
    this.code.body.set(local);
  }

  /** In a turn of a scatter. */
  addToBins(node: number, pushValue: () => void): void {
    const { pairs } = this.storage.bins.get(node)!;
    const value = this.code.body.local(this.code.numberType);
    pushValue();
    this.code.body.set(value);
    const address = this.code.body.local(valueType.i32);
    for (let lane = 0; lane < (this.code.twoLanes ? 2 : 1); lane++) {
      const offset = this.code.pushIndirect(this.storage.scatters.get(node)!, lane);
      this.code.body.tee(address).get(address);
      this.code.body.memory(scalar.load, 3, pairs.base + offset + 8 * lane).get(value);
      if (this.code.twoLanes) this.code.body.op(lanes.extract).op(lane);
      this.code.body.op(scalar.add).memory(scalar.store, 3, pairs.base + offset + 8 * lane);
    }
  }

  /** The local variable in which an inner loop left its result; undefined if it is in memory. */
  resultOf(node: number): number | undefined {
    return this.accumulators.get(node);
  }

  /** After a root loop: the even lane and the odd lane together. True if the result is on the stack. */
  finishLanes(node: number): boolean {
    const { storage } = this;
    const combine = scalar[combineName(this.graph.operation[node]!)];
    if (storage.bins.has(node)) {
      if (!this.context.kept.has(node)) this.total(node);
      return false;
    }
    const place = storage.accumulator.get(node);
    if (place !== undefined) {
      this.finishArray(place, storage.array.get(node)!, combine);
      return false;
    }
    const local = this.accumulators.get(node)!;
    this.code.body.get(local).op(lanes.extract).op(0);
    this.code.body.get(local).op(lanes.extract).op(1).op(combine);
    return true;
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
    this.code.overAxes(pairs.strides.map(([axis]) => axis).reverse(), () => {
      const to = this.code.pushPlainAddress(target);
      const from = this.code.pushPlainAddress(pairs);
      this.code.body.memory(scalar.load, 3, from);
      this.code.pushPlainAddress(pairs);
      this.code.body
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
    if (count <= UNROLLED) {
      for (let k = 0; k < count; k++) {
        this.code.body.integer(0);
        this.code.body.integer(0).memory(scalar.load, 3, base + 16 * k);
        this.code.body
          .integer(0)
          .memory(scalar.load, 3, base + 16 * k + 8)
          .op(combine);
        this.code.body.memory(scalar.store, 3, target.base + step * k);
      }
      return;
    }
    const counter = this.code.counterOf(COUNT);
    this.code.countUp(counter, count * 8, () => {
      this.code.body.get(counter);
      if (step !== 8) this.code.body.integer(step / 8).op(machine.i32Mul);
      for (const lane of [0, 1]) {
        this.code.body.get(counter).integer(1).op(machine.i32Shl);
        this.code.body.memory(scalar.load, 3, base + 8 * lane);
      }
      this.code.body.op(combine).memory(scalar.store, 3, target.base);
    });
  }

  private fill(place: Place, inner: readonly number[], value: number): void {
    if (place.paired && place.strides.length === inner.length) {
      this.fillPairs(place.base, elementCount(this.graph, place), value);
      return;
    }
    this.code.overAxes(inner, () => {
      this.code.storeAt(place, () => {
        this.code.pushConstant(value);
      });
    });
  }

  private fillPairs(base: number, count: number, value: number): void {
    if (count <= UNROLLED) {
      for (let k = 0; k < count; k++) {
        this.code.body.integer(0);
        this.code.pushConstant(value, true);
        this.code.body.memory(lanes.store, 3, base + 16 * k);
      }
      return;
    }
    const counter = this.code.counterOf(COUNT);
    this.code.countUp(
      counter,
      count * 16,
      () => {
        this.code.body.get(counter);
        this.code.pushConstant(value, true);
        this.code.body.memory(lanes.store, 3, base);
      },
      16,
    );
  }
}

function elementCount(graph: Graph, place: Place): number {
  return place.strides.reduce((count, [axis]) => count * graph.axes[axis]!, 1);
}

function combineName(code: number): "add" | "min" | "max" {
  if (code === Structural.least) return "min";
  return code === Structural.greatest ? "max" : "add";
}
