import { type Graph, Structural } from "../graph/graph";
import { scalar } from "./instructions";
import { LaneCode } from "./laneCode";
import { type Block, isLeaf, isReduction } from "./loopNest";
import { LoopWriter } from "./loopWriter";
import type { Place } from "./memoryLayout";
import { ReductionWriter } from "./reductionWriter";
import { type ScanContext, ScanWriter } from "./scanWriter";
import { Turns } from "./turns";
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

/** Writes the code of a loop nest into a function: statements here, loops by `LoopWriter`. */
export class Emitter {
  private readonly code: LaneCode;
  private readonly values: ValueWriter;
  private readonly reductions: ReductionWriter;
  private readonly turns: Turns;
  private readonly loops: LoopWriter;

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
    const { code, values, reductions, turns } = this;
    this.loops = new LoopWriter({ code, values, reductions, turns }, context, {
      writeItems: (block) => {
        this.emitBlockItems(block.items, block);
      },
      keep: (node) => {
        this.keep(node);
      },
    });
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
        if (this.context.storage.inline[item]) continue;
        this.turns.each(() => {
          this.emitStatement(item, block);
        });
      } else if (block.parent === undefined) this.loops.writeAtRoot(item);
      else this.loops.writeInside(item);
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
}
