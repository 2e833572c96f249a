import { type ArrayNode, sizeOf } from "./arrayProgram";
import type { SampleGroup } from "./sampleGroup";

/** A node of a group among those of the whole: one array for each sample along a first axis, or the same for all. */
export interface BatchedNode {
  readonly id: number;
  readonly isBatched: boolean;
}

type Operation<Op> = Extract<ArrayNode, { op: Op }>;

/**
 * The nodes of a group's program put behind `nodes`, with an axis of the samples in front of those that depend on slots.
 * The axis comes before NumPy's own: an operand of fewer axes than the result is given ones of length 1 behind it, so
 * that it is broadcast as it was.
 */
export class BatchedNodes {
  /** By their ids in the group's program. */
  readonly made: BatchedNode[] = [];
  private readonly count: number;

  constructor(
    private readonly group: SampleGroup,
    private readonly dimension: number,
    private readonly nodes: ArrayNode[],
  ) {
    this.count = group.count;
    for (const node of group.program.nodes) this.made.push(this.batched(node));
  }

  private batched(node: ArrayNode): BatchedNode {
    if (node.op === "const") return this.add(node, false);
    if (node.op === "input") {
      return node.first < this.dimension ? this.add(node, false) : this.slots(node);
    }
    const operands = node.of.map((id) => this.made[id]!);
    if (!operands.some(({ isBatched }) => isBatched)) {
      return this.add({ ...node, of: operands.map(({ id }) => id) } as ArrayNode, false);
    }
    switch (node.op) {
      case "map": {
        const of = node.of.map((id) => this.aligned(id, node.shape.length));
        return this.addBatched({ ...node, of }, node.shape);
      }
      case "matmul": {
        const [a, b] = node.of.map((id) => this.aligned(id, node.shape.length));
        return this.addBatched({ ...node, of: [a!, b!] }, node.shape);
      }
      case "dims": {
        const axes = [0, ...node.axes.map((axis) => (axis < 0 ? -1 : axis + 1))];
        return this.addBatched({ ...node, of: [operands[0]!.id], axes }, node.shape);
      }
      case "take":
        return this.taken(node, operands[0]!);
      case "pick":
        return this.picked(node, operands);
      case "kernel": {
        const of = node.of.map((id) => this.aligned(id, node.shape.length));
        return this.addBatched({ ...node, of }, node.shape);
      }
      default: {
        const axes = node.axes.map((axis) => axis + 1);
        return this.addBatched({ ...node, of: [operands[0]!.id], axes }, node.shape);
      }
    }
  }

  /** What the samples put in some slots: a constant for each, or one where all put the same there. */
  private slots({ first, shape, size }: Operation<"input">): BatchedNode {
    const { slots, slotCount } = this.group;
    const values = new Float64Array(size * this.count);
    for (let sample = 0; sample < this.count; sample++) {
      const at = sample * slotCount + first - this.dimension;
      values.set(slots.subarray(at, at + size), sample * size);
    }
    const isSame = values.every((value, at) => Object.is(value, values[at % size]));
    return isSame
      ? this.add({ op: "const", values: values.subarray(0, size), shape, size }, false)
      : this.addBatched({ op: "const", values, shape, size }, shape);
  }

  /** An operand that is batched with as many axes behind its first as the result has. */
  private aligned(id: number, axisCount: number): number {
    const { id: own, isBatched } = this.made[id]!;
    const { shape } = this.group.program.nodes[id]!;
    const missing = axisCount - shape.length;
    if (!isBatched || missing <= 0) return own;
    const inserted = Array.from({ length: missing }, () => -1);
    const axes = [0, ...inserted, ...shape.map((_, axis) => axis + 1)];
    const widened = [...inserted.map(() => 1), ...shape];
    return this.addBatched({ op: "dims", of: [own], axes, shape, size: 0 }, widened).id;
  }

  private taken(node: Operation<"take">, { id }: BatchedNode): BatchedNode {
    const { size: step } = this.group.program.nodes[node.of[0]]!;
    const { positions } = node;
    if (!(positions instanceof Int32Array)) {
      const strided = { start: positions.start, strides: [step, ...positions.strides] };
      return this.addBatched({ ...node, of: [id], positions: strided }, node.shape);
    }
    const every = this.forEverySample(positions, (position, sample) => position + sample * step);
    return this.addBatched({ ...node, of: [id], positions: every }, node.shape);
  }

  private picked(node: Operation<"pick">, operands: readonly BatchedNode[]): BatchedNode {
    const sizes = node.of.map((id) => this.group.program.nodes[id]!.size);
    const steps = operands.map(({ isBatched }, k) => (isBatched ? sizes[k]! : 0));
    const before = startsOf(sizes);
    const after = startsOf(operands.map(({ id }) => this.nodes[id]!.size));
    const operandOf = Int32Array.from(node.positions, (position) => {
      let operand = 0;
      while (position >= before[operand]! + sizes[operand]!) operand++;
      return operand;
    });
    const positions = this.forEverySample(node.positions, (position, sample, at) => {
      const operand = operandOf[at]!;
      return after[operand]! + sample * steps[operand]! + position - before[operand]!;
    });
    const of = operands.map(({ id }) => id);
    return this.addBatched({ ...node, of, positions }, node.shape);
  }

  private forEverySample(
    positions: Int32Array,
    moved: (position: number, sample: number, at: number) => number,
  ): Int32Array {
    const { length } = positions;
    return Int32Array.from({ length: length * this.count }, (_, k) => {
      const at = k % length;
      return moved(positions[at]!, Math.floor(k / length), at);
    });
  }

  private addBatched(node: ArrayNode, shape: readonly number[]): BatchedNode {
    const whole = [this.count, ...shape];
    return this.add({ ...node, shape: whole, size: sizeOf(whole) }, true);
  }

  private add(node: ArrayNode, isBatched: boolean): BatchedNode {
    return { id: this.nodes.push(node) - 1, isBatched };
  }
}

/** Where each of several arrays in a row begins. */
function startsOf(sizes: readonly number[]): number[] {
  let sum = 0;
  return sizes.map((size) => (sum += size) - size);
}
