import type { Chunks } from "./chunks";
import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { lanes, scalar, valueType } from "./instructions";
import type { LaneCode } from "./laneCode";
import type { Block, LoopNest } from "./loopNest";
import { OPERATION_LIST, OPERATION_NAMES } from "../graph/operations";
import { type Storage, isRead } from "./storage";
import type { FunctionBody } from "./module";

/** What pushing a value takes. */
export interface ValueContext {
  readonly graph: Graph;
  readonly nest: LoopNest;
  readonly storage: Storage;
  readonly chunks: Chunks;
  /** Pushes the number of an input. */
  readonly pushInput: (body: FunctionBody, input: number) => void;
  /** The index of an imported function. */
  readonly hostFunction: (operation: number) => number;
  /** The index of our own function, for one number or for two lanes. */
  readonly ownFunction: (operation: number, twoLanes: boolean) => number;
}

/** Pushes values of nodes: from local variables, from memory, or computed on the spot. */
export class ValueWriter {
  /** Local variables of nodes in this pass over a loop body. */
  values = new Map<number, number>();
  /** Values in memory that this pass loaded into a local variable. */
  loaded = new Map<number, number>();
  /** Twice-wide copies of scalars that the present root loop reads. */
  readonly splats = new Map<number, number>();

  /** `chunk`: which part of the root this function computes, see `chunks.ts`. */
  constructor(
    private readonly code: LaneCode,
    private readonly context: ValueContext,
    private readonly chunk: number,
  ) {}

  /** Pushes the result of an elementwise operation. */
  pushOperation(node: number, block: Block): void {
    const operation = this.context.graph.operation[node]!;
    const { emission, arity } = OPERATION_LIST[operation - ELEMENTWISE]!;
    const operands = [
      this.context.graph.first[node]!,
      this.context.graph.second[node]!,
      this.context.graph.third[node]!,
    ];
    switch (emission.kind) {
      case "select": {
        const [condition, a, b] = operands as [number, number, number];
        this.pushAsNumber(a, block);
        this.pushAsNumber(b, block);
        this.pushCondition(condition, block);
        this.code.op("select");
        return;
      }
      case "logic":
        for (const operand of operands.slice(0, arity)) this.pushCondition(operand, block);
        this.code.op(emission.instruction);
        return;
      case "native":
      case "comparison":
        for (const operand of operands.slice(0, arity)) this.pushAsNumber(operand, block);
        this.code.op(emission.instruction);
        return;
      case "formula":
        this.pushAsNumber(operands[0]!, block);
        this.code.body.call(this.context.ownFunction(operation, this.code.twoLanes));
        return;
      case "identity":
        this.pushAsNumber(operands[0]!, block);
        return;
      case "host":
        this.callHost(operation, operands.slice(0, arity), block);
    }
  }

  private callHost(operation: number, operands: readonly number[], block: Block): void {
    const index = this.context.hostFunction(operation);
    if (!this.code.twoLanes) {
      for (const operand of operands) this.pushAsNumber(operand, block);
      this.code.body.call(index);
      return;
    }
    const locals = operands.map((operand) => {
      const local = this.code.body.local(valueType.v128);
      this.pushAsNumber(operand, block);
      this.code.body.set(local);
      return local;
    });
    for (const lane of [0, 1]) {
      for (const local of locals) this.code.body.get(local).op(lanes.extract).op(lane);
      this.code.body.call(index);
      if (lane === 0) this.code.body.op(lanes.splat);
      else this.code.body.op(lanes.replace).op(1);
    }
  }

  /** Pushes a value as a number. */
  pushAsNumber(node: number, block: Block): void {
    this.push(node, block);
    if (this.isCondition(node) && !this.isInMemory(node, block)) this.code.op("fromCondition");
  }

  /** Pushes a value as a truth: an integer, or a mask. */
  pushCondition(node: number, block: Block): void {
    this.push(node, block);
    if (this.isCondition(node) && !this.isInMemory(node, block)) return;
    // A number is true when it is neither 0 nor NaN: |x| > 0.
    this.code.op("abs");
    this.code.pushConstant(0);
    this.code.op("gt");
  }

  /** Pushes a value: a condition as an integer or a mask, unless it was read from memory. */
  push(node: number, block: Block): void {
    const { storage } = this.context;
    const operation = this.context.graph.operation[node]!;
    if (operation === Structural.constant) {
      this.code.pushConstant(
        this.context.graph.constants[this.context.graph.first[node]!]!,
        this.code.twoLanes,
      );
      return;
    }
    if (this.isInMemory(node, block)) {
      const loaded = this.loaded.get(node);
      if (loaded === undefined) this.pushFromMemory(node);
      else this.code.body.get(loaded);
      return;
    }
    const local = this.values.get(node);
    if (local !== undefined) {
      this.code.body.get(local);
      return;
    }
    if (this.code.twoLanes) {
      const splat = this.splats.get(node);
      if (splat !== undefined) {
        this.code.body.get(splat);
        return;
      }
    }
    if (operation === Structural.pick) {
      this.code.body.integer(0).memory(scalar.load, 3, storage.picked(node));
    } else if (operation === Structural.input)
      this.context.pushInput(this.code.body, this.context.graph.first[node]!);
    else if (storage.inline[node]) this.pushOperation(node, block);
    else throw new Error(`${describe(this.context.graph, node)} is read before it is computed`);
  }

  /** Whether a value is read from memory; conditions are numbers there. */
  private isInMemory(node: number, block: Block): boolean {
    const { storage, chunks } = this.context;
    if (this.code.twoLanes && this.splats.has(node)) return false;
    if (chunks.spilled.has(node) && chunks.of[node] !== this.chunk) return true;
    return isRead(this.context.graph, storage, node, block);
  }

  /** Pushes a value that is in memory. */
  pushFromMemory(node: number): void {
    const { storage, chunks } = this.context;
    const spilled = chunks.spilled.get(node);
    if (spilled !== undefined) {
      this.code.body.integer(0).memory(scalar.load, 3, spilled);
      return;
    }
    const gather = storage.gathers.get(node);
    if (gather === undefined) {
      const inside = this.code.lanesInside ? storage.columnsInside.get(node) : undefined;
      this.code.loadAt(inside ?? storage.columns.get(node) ?? storage.array.get(node)!);
      return;
    }
    if (gather.kind === "affine") {
      this.code.loadAt(gather.place);
      return;
    }
    const varies = gather.table.strides.some(([axis]) => axis === this.code.laneAxis);
    let offset = this.code.pushIndirect(gather, 0);
    if (!this.code.twoLanes) this.code.body.memory(scalar.load, 3, offset);
    else if (!varies) this.code.body.memory(lanes.loadSplat, 3, offset);
    else {
      this.code.body.memory(scalar.load, 3, offset).op(lanes.splat);
      offset = this.code.pushIndirect(gather, 1);
      this.code.body.memory(scalar.load, 3, offset).op(lanes.replace).op(1);
    }
  }

  /** Whether a node's value is a truth. */
  isCondition(node: number): boolean {
    const operation = this.context.graph.operation[node]!;
    return (
      operation >= ELEMENTWISE && OPERATION_LIST[operation - ELEMENTWISE]!.result === "boolean"
    );
  }
}

function describe(graph: Graph, node: number): string {
  const code = graph.operation[node]!;
  const name = code >= ELEMENTWISE ? OPERATION_NAMES[code - ELEMENTWISE]! : `structural ${code}`;
  return `node ${node} (${name})`;
}
