import type { Graph } from "../graph/graph";
import type { Instruction } from "../graph/operation";
import { lanes, machine, scalar, valueType } from "./instructions";
import type { Place } from "./memoryLayout";
import type { Indirection } from "./storage";
import type { FunctionBody } from "./module";

/** A counter that belongs to no axis. */
export const COUNT = -2;

/** Instructions that exist for a number and for two lanes. */
type LaneInstruction = "fromCondition" | "select" | Instruction;

/**
 * Writes instructions for one number at a time or for two lanes: constants, loads and stores at
 * places in memory, loops over axes.
 */
export class LaneCode {
  /** Whether values are two lanes wide at present. */
  twoLanes = false;
  /** The outermost axis, whose neighbours are the lanes; −1 outside loops. */
  laneAxis = -1;
  /** Whether the loop over pairs is inside others, see `Block.lanesInside`. */
  lanesInside = false;
  /** Indices that are added to the counter of an axis. */
  shift: { readonly axis: number; readonly by: number } | undefined;
  private readonly counters = new Map<number, number>();

  constructor(
    readonly body: FunctionBody,
    private readonly graph: Pick<Graph, "axes">,
    /** Local variables that hold pairs of constants; of others the pair is written into the code. */
    private readonly constants?: ReadonlyMap<number, number>,
  ) {}

  /** The type of a number. */
  get numberType(): number {
    return this.twoLanes ? valueType.v128 : valueType.f64;
  }

  /** The type of a truth value: an integer, or a mask of two lanes. */
  get conditionType(): number {
    return this.twoLanes ? valueType.v128 : valueType.i32;
  }

  op(name: LaneInstruction): void {
    this.body.op(this.twoLanes ? lanes[name] : scalar[name]);
  }

  pushConstant(value: number, twoLanes = this.twoLanes): void {
    const local = twoLanes && !Object.is(value, -0) ? this.constants?.get(value) : undefined;
    if (local !== undefined) this.body.get(local);
    else if (twoLanes) this.body.op(lanes.constant).code.double(value).double(value);
    else this.body.op(scalar.constant).code.double(value);
  }

  /** Pushes an address and returns what has to be added to it. */
  pushIndirect(target: Indirection, lane: number): number {
    const place = target.kind === "affine" ? target.place : target.table;
    const offset = this.pushPlainAddress(place, lane * laneStep(place, this.laneAxis));
    if (target.kind === "affine") return offset;
    this.body.memory(machine.i32Load, 2, offset);
    return 0;
  }

  /** Pushes what is at a place. */
  loadAt(place: Place): void {
    const offset = this.pushPlainAddress(place);
    if (!this.twoLanes) {
      this.body.memory(scalar.load, 3, offset);
      return;
    }
    const step = laneStep(place, this.laneAxis);
    if (place.paired || step === 8) this.body.memory(lanes.load, 3, offset);
    else if (step === 0) this.body.memory(lanes.loadSplat, 3, offset);
    else {
      this.body.memory(scalar.load, 3, offset).op(lanes.splat);
      const second = this.pushPlainAddress(place, step);
      this.body.memory(scalar.load, 3, second).op(lanes.replace).op(1);
    }
  }

  /** Stores at a place what `pushValue` pushes (twice where the lanes lie apart). */
  storeAt(place: Place, pushValue: () => void): void {
    const step = laneStep(place, this.laneAxis);
    const offset = this.pushPlainAddress(place);
    pushValue();
    if (!this.twoLanes) this.body.memory(scalar.store, 3, offset);
    else if (place.paired || step === 8) this.body.memory(lanes.store, 3, offset);
    else {
      this.body.op(lanes.extract).op(0).memory(scalar.store, 3, offset);
      const second = this.pushPlainAddress(place, step);
      pushValue();
      this.body.op(lanes.extract).op(1).memory(scalar.store, 3, second);
    }
  }

  /** Pushes the part of an address that depends on counters and returns the constant part. */
  pushPlainAddress(place: Place, extra = 0): number {
    const { strides, offset } = place;
    const base = place.base + this.shifted(place);
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

  private shifted({ strides }: Place): number {
    const { shift } = this;
    if (shift === undefined) return 0;
    return shift.by * (strides.find(([axis]) => axis === shift.axis)?.[1] ?? 0);
  }

  /** Eight times the index along an axis. */
  counterOf(axis: number): number {
    let local = this.counters.get(axis);
    if (local === undefined) {
      local = this.body.local(valueType.i32);
      this.counters.set(axis, local);
    }
    return local;
  }

  /** Does something for the counter's values `start`, `start` + step, … below `end`; at least once. */
  countUp(counter: number, end: number, turn: () => void, step = 8, start = 0): void {
    this.body.integer(start).set(counter).op(machine.loop);
    turn();
    this.body.get(counter).integer(step).op(machine.i32Add).tee(counter);
    this.body.integer(end).op(machine.i32LessSigned).op(machine.branchIf).code.unsigned(0);
    this.body.op(machine.end);
  }

  /** Does something for the counter's values `end` − step, … down to 0. */
  countDown(counter: number, end: number, turn: () => void, step = 8): void {
    this.body
      .integer(end - step)
      .set(counter)
      .op(machine.loop);
    turn();
    this.body.get(counter).integer(step).op(machine.i32Sub).tee(counter);
    this.body.integer(-1).op(machine.i32GreaterSigned).op(machine.branchIf).code.unsigned(0);
    this.body.op(machine.end);
  }

  /** Does something for all indices of some axes, the first outermost. */
  overAxes(axes: readonly number[], turn: () => void): void {
    const [axis, ...rest] = axes;
    if (axis === undefined) {
      turn();
      return;
    }
    this.countUp(this.counterOf(axis), this.graph.axes[axis]! * 8, () => {
      this.overAxes(rest, turn);
    });
  }
}

function laneStep(place: Place, laneAxis: number): number {
  if (place.pairAxis !== undefined && place.pairAxis === laneAxis) return 8;
  return place.strides.find(([axis]) => axis === laneAxis)?.[1] ?? 0;
}
