import { type Graph, Structural } from "../graph/graph";
import { forEachOperand } from "../graph/replay";
import { lanes, valueType } from "./instructions";
import type { LaneCode } from "./laneCode";
import { type Block, isLeaf } from "./loopNest";
import type { ReductionWriter } from "./reductionWriter";
import type { Turns } from "./turns";
import { turnsAtOnce } from "./turnsAtOnce";
import type { ValueContext, ValueWriter } from "./valueWriter";

/** What writes the values that loops compute. */
interface Writers {
  readonly code: LaneCode;
  readonly values: ValueWriter;
  readonly reductions: ReductionWriter;
  readonly turns: Turns;
}

/** What is written in loops and after them. */
interface Around {
  /** What a loop does in a turn. */
  readonly writeItems: (block: Block) => void;
  /** Takes the value on the stack as that of a node. */
  readonly keep: (node: number) => void;
}

/**
 * Writes loops. One at the root runs over pairs of indices, two lanes at a time, and once more over the last index of an
 * odd number, with the same code for one number; what is inside, inner loops too, is done for both lanes.
 */
export class LoopWriter {
  private readonly code: LaneCode;
  private readonly values: ValueWriter;
  private readonly reductions: ReductionWriter;
  private readonly turns: Turns;
  private readonly graph: Graph;

  constructor(
    { code, values, reductions, turns }: Writers,
    private readonly context: ValueContext,
    private readonly around: Around,
  ) {
    this.code = code;
    this.values = values;
    this.reductions = reductions;
    this.turns = turns;
    this.graph = context.graph;
  }

  /** A loop at the root. */
  writeAtRoot(loop: Block): void {
    this.prepareSplats(loop);
    this.code.lanesInside = loop.lanesInside;
    this.writeLanes(loop);
    this.code.lanesInside = false;
    this.values.splats.clear();
  }

  /** A loop over pairs of indices, in the loops around it where the lanes are inside. */
  private writeLanes(loop: Block): void {
    if (!loop.lanesInside) {
      this.writePairs(loop);
      return;
    }
    this.writeTurns(loop, this.graph.axes[loop.axis]!, 1, () => {
      for (const inner of loop.items) this.writeLanes(inner as Block);
    });
  }

  private writePairs(loop: Block): void {
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
      this.writeTurns(loop, pairs, 2);
    }
    if (length % 2 === 1) {
      restore();
      this.turns.each(() => {
        const { values } = this.values;
        this.beginPass(false, loop.axis);
        this.values.values = new Map(values);
      });
      this.code.body.integer(8 * (length - 1)).set(this.code.counterOf(loop.axis));
      this.around.writeItems(loop);
    }
    this.turns.each(() => {
      this.beginPass(false, -1);
    });
    restore();
    if (!this.code.lanesInside) this.values.splats.clear();
    this.turns.each(() => {
      for (const node of loop.completes) {
        if (this.reductions.finishLanes(node)) this.around.keep(node);
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

  /** A loop inside another. */
  writeInside(loop: Block): void {
    const restore = this.turns.keep(() => {
      for (const node of loop.completes) this.reductions.start(node, this.code.twoLanes);
      const { loaded } = this.values;
      this.values.loaded = new Map(loaded);
      return () => (this.values.loaded = loaded);
    });
    this.writeTurns(loop, this.graph.axes[loop.axis]!, 1);
    restore();
    this.turns.each(() => {
      for (const node of loop.completes) {
        const local = this.reductions.resultOf(node);
        if (local === undefined) continue;
        this.code.body.get(local);
        this.around.keep(node);
      }
    });
  }

  /** The turns of a loop, each of so many indices; several at once where that is better. */
  private writeTurns(
    loop: Block,
    turnCount: number,
    indices: number,
    writeTurn = (): void => {
      this.around.writeItems(loop);
    },
  ): void {
    const counter = this.code.counterOf(loop.axis);
    const step = 8 * indices;
    const wanted = this.turns.isSingle ? turnsAtOnce(this.graph, loop, this.context.storage) : 1;
    const together = wanted <= turnCount ? wanted : 1;
    const rest = turnCount % together;
    const whole = turnCount - rest;
    this.turns.take(together, { axis: loop.axis, indices }, () => {
      this.code.countUp(counter, whole * step, writeTurn, step * together);
    });
    if (rest > 0) this.code.countUp(counter, turnCount * step, writeTurn, step, whole * step);
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
          const truth = this.code.body.local(valueType.i32);
          this.code.body.set(truth).op([0x42, 0]).get(truth).op([0xad, 0x7d, 0xfd, 0x12]);
        } else {
          this.values.pushAsNumber(operand, nest.root);
          this.code.body.op(lanes.splat);
        }
        const local = this.code.body.local(valueType.v128);
        this.code.body.set(local);
        this.values.splats.set(operand, local);
      });
    };
    visit(loop);
  }
}
