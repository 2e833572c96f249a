import { type Graph, Structural } from "../graph/graph";
import { lanes, scalar, valueType } from "./instructions";
import { LaneCode } from "./laneCode";
import { type Block, isLeaf, isReduction } from "./loopNest";
import type { Place } from "./memoryLayout";
import { ReductionWriter } from "./reductionWriter";
import { type ScanContext, ScanWriter } from "./scanWriter";
import { forEachOperand } from "../graph/replay";
import { Turns } from "./turns";
import { turnsAtOnce } from "./turnsAtOnce";
import { type ValueContext, ValueWriter } from "./valueWriter";
import type { FunctionBody } from "./module";

/** What the emitter needs to know of its surroundings. */
export interface EmitterContext extends ValueContext, ScanContext {
  /** Where else the values of a node over axes go. */
  readonly stores?: ReadonlyMap<number, readonly Place[]> | undefined;
  /** Told of each node that is computed at the root, as soon as it is. */
  readonly onComputed?: ((node: number, emitter: Emitter) => void) | undefined;
  /** Scatters that are cleared before, and totalled after all steps of the scan that this is the body of. */
  readonly kept: ReadonlySet<number>;
}

/**
 * Writes the code of a loop nest into a function. A loop at the root runs over pairs of indices,
 * two lanes at a time, and once more over the last index of an odd number, with the same code for
 * one number; what is inside, inner loops too, is done for both lanes.
 */
export class Emitter {
  private readonly code: LaneCode;
  private readonly values: ValueWriter;
  private readonly reductions: ReductionWriter;
  private readonly turns: Turns;

  /** `chunk`: which part of the root this function computes, see `chunks.ts`; `constants`: see `LaneCode`. */
  constructor(
    private readonly body: FunctionBody,
    private readonly context: EmitterContext,
    chunk: number,
    twoLanes = false,
    constants?: ReadonlyMap<number, number>,
  ) {
    this.code = new LaneCode(body, context.graph, constants);
    this.code.twoLanes = twoLanes;
    this.values = new ValueWriter(this.code, context, chunk);
    this.reductions = new ReductionWriter(this.code, context);
    this.turns = new Turns(this.code, this.values, this.reductions);
  }

  /** Clears the bins that are kept from step to step. */
  clearKept(): void {
    for (const node of this.context.kept) this.reductions.clear(node);
  }

  /** Totals the bins that were kept from step to step. */
  totalKept(): void {
    for (const node of this.context.kept) this.reductions.total(node);
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
    this.values.pushAsNumber(node, this.context.nest.root);
  }

  /** Pushes the truth of a node over no axes as an integer. */
  pushTruth(node: number): void {
    this.values.pushCondition(node, this.context.nest.root);
  }

  private get graph(): Graph {
    return this.context.graph;
  }

  private emitBlockItems(items: readonly (number | Block)[], block: Block): void {
    this.loadShared(block);
    for (const item of items) {
      if (typeof item === "number") {
        this.turns.each(() => {
          this.emitStatement(item, block);
        });
      } else if (block.parent === undefined) this.emitRootLoop(item);
      else this.emitInnerLoop(item);
    }
  }

  /** Loads what this block and its inner loops, or turns that are taken at once, read more than once from memory. */
  private loadShared(block: Block): void {
    for (const [node, count] of this.context.storage.memoryReads.get(block) ?? []) {
      const axes = this.graph.axisSets[this.graph.axisSet[node]!]!;
      const isCommon = this.turns.share(axes);
      if (count < 2 && !isCommon) continue;
      const load = (): number => {
        this.values.pushFromMemory(node);
        const local = this.body.local(this.code.numberType);
        this.body.set(local);
        return local;
      };
      const common = isCommon ? load() : undefined;
      this.turns.each(() => this.values.loaded.set(node, common ?? load()));
    }
  }

  private emitStatement(node: number, block: Block): void {
    const { storage } = this.context;
    if (storage.inline[node]) return;
    if (isReduction(this.graph, node)) {
      this.reductions.accumulate(node, () => {
        this.values.pushAsNumber(this.graph.first[node]!, block);
      });
      return;
    }
    const code = this.graph.operation[node]!;
    if (code === Structural.scan) {
      new ScanWriter(this.code, this.values, this.context).write(node, block);
      return;
    }
    if (code === Structural.scatter) {
      this.reductions.addToBins(node, () => {
        this.values.pushAsNumber(this.graph.first[node]!, block);
      });
      return;
    }
    if (code === Structural.pick) {
      this.copy(node, () => {
        this.values.push(node, block);
      });
      return;
    }
    this.values.pushOperation(node, block);
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
    const condition = this.values.isCondition(node);
    const local = this.body.local(condition ? this.code.conditionType : this.code.numberType);
    this.body.set(local);
    this.values.values.set(node, local);
    const pushValue = (): void => {
      this.body.get(local);
      if (condition) this.code.op("fromCondition");
    };
    this.copy(node, pushValue);
    if (this.graph.axisSet[node] === 0) this.context.onComputed?.(node, this);
    const array = storage.array.get(node);
    const places = [
      ...(array === undefined ? [] : [array]),
      ...(this.context.stores?.get(node) ?? []),
    ];
    for (const place of places) this.code.storeAt(place, pushValue);
  }

  /** Stores, at the end, what no statement computes: columns and gathers that are results. */
  storeLeaves(): void {
    const { stores } = this.context;
    stores?.forEach((places, node) => {
      if (!isLeaf(this.graph, node)) return;
      const axes = this.graph.axisSets[this.graph.axisSet[node]!]!;
      this.code.overAxes(axes, () => {
        for (const place of places) {
          this.code.storeAt(place, () => {
            this.values.pushFromMemory(node);
          });
        }
      });
    });
  }

  private emitRootLoop(loop: Block): void {
    this.prepareSplats(loop);
    this.code.lanesInside = loop.lanesInside;
    this.emitLanes(loop);
    this.code.lanesInside = false;
    this.values.splats.clear();
  }

  /** A loop over pairs of indices, in the loops around it where the lanes are inside. */
  private emitLanes(loop: Block): void {
    if (!loop.lanesInside) {
      this.emitPairs(loop);
      return;
    }
    this.emitTurns(loop, this.graph.axes[loop.axis]!, 1, () => {
      for (const inner of loop.items) this.emitLanes(inner as Block);
    });
  }

  private emitPairs(loop: Block): void {
    const length = this.graph.axes[loop.axis]!;
    const pairs = length >> 1;
    const restore = this.turns.keep(() => {
      const { values, loaded } = this.values;
      return () => {
        this.values.values = values;
        this.values.loaded = loaded;
      };
    });
    this.turns.each(() => {
      for (const node of loop.completes) this.reductions.start(node, true);
    });
    if (pairs > 0) {
      this.turns.each(() => {
        this.beginPass(true, loop.axis);
      });
      this.emitTurns(loop, pairs, 2);
    }
    if (length % 2 === 1) {
      restore();
      this.turns.each(() => {
        const { values } = this.values;
        this.beginPass(false, loop.axis);
        this.values.values = new Map(values);
      });
      this.body.integer(8 * (length - 1)).set(this.code.counterOf(loop.axis));
      this.emitBlockItems(loop.items, loop);
    }
    this.turns.each(() => {
      this.beginPass(false, -1);
    });
    restore();
    if (!this.code.lanesInside) this.values.splats.clear();
    this.turns.each(() => {
      for (const node of loop.completes) {
        if (this.reductions.finishLanes(node)) this.keep(node);
      }
    });
  }

  /** Starts afresh with local variables: those of two lanes are not those of one number. */
  private beginPass(twoLanes: boolean, laneAxis: number): void {
    this.code.twoLanes = twoLanes;
    this.code.laneAxis = laneAxis;
    this.values.values = new Map();
    this.values.loaded = new Map();
  }

  private emitInnerLoop(loop: Block): void {
    const restore = this.turns.keep(() => {
      for (const node of loop.completes) this.reductions.start(node, this.code.twoLanes);
      const { loaded } = this.values;
      this.values.loaded = new Map(loaded);
      return () => (this.values.loaded = loaded);
    });
    this.emitTurns(loop, this.graph.axes[loop.axis]!, 1);
    restore();
    this.turns.each(() => {
      for (const node of loop.completes) {
        const local = this.reductions.resultOf(node);
        if (local === undefined) continue;
        this.body.get(local);
        this.keep(node);
      }
    });
  }

  /** The turns of a loop, each of so many indices; several at once where that is better. */
  private emitTurns(
    loop: Block,
    turnCount: number,
    indices: number,
    emitTurn = (): void => {
      this.emitBlockItems(loop.items, loop);
    },
  ): void {
    const counter = this.code.counterOf(loop.axis);
    const step = 8 * indices;
    const wanted = this.turns.isSingle ? turnsAtOnce(this.graph, loop, this.context.storage) : 1;
    const together = wanted <= turnCount ? wanted : 1;
    const rest = turnCount % together;
    const whole = turnCount - rest;
    this.turns.take(together, { axis: loop.axis, indices }, () => {
      this.code.countUp(counter, whole * step, emitTurn, step * together);
    });
    if (rest > 0) this.code.countUp(counter, turnCount * step, emitTurn, step, whole * step);
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
        if (this.values.splats.has(operand) || this.graph.axisSet[operand] !== 0) return;
        const code = this.graph.operation[operand]!;
        if (code === Structural.constant || code === Structural.scatter) return;
        const isOutside =
          isLeaf(this.graph, operand) ||
          code === Structural.pick ||
          storage.homes[operand] === nest.root;
        if (!isOutside) return;
        if (this.values.isCondition(operand)) {
          this.values.pushCondition(operand, nest.root);
          // 1 becomes a lane full of ones: 0 − 1.
          const truth = this.body.local(valueType.i32);
          this.body.set(truth).op([0x42, 0]).get(truth).op([0xad, 0x7d, 0xfd, 0x12]);
        } else {
          this.values.pushAsNumber(operand, nest.root);
          this.body.op(lanes.splat);
        }
        const local = this.body.local(valueType.v128);
        this.body.set(local);
        this.values.splats.set(operand, local);
      });
    };
    visit(loop);
  }
}
