import type { OperationName } from "../../../../../src/graph/operations";
import {
  type ArrayProgram,
  type Reduction,
  rowMajor,
  sizeOf,
} from "../../../../../src/languages/python/lowering/arrayProgram";
import {
  type SentProgram,
  readProgram,
} from "../../../../../src/languages/python/lowering/readProgram";

type SentNode = SentProgram["nodes"][number];

/** Writes array programs as the interpreter sends them. */
export class ProgramWriter {
  readonly nodes: SentNode[] = [];
  private readonly chunks: { at: number; data: Float64Array | Int32Array }[] = [];
  private bytes = 0;
  private parameters = 0;

  shapeOf(id: number): readonly number[] {
    return this.nodes[id]!.shape;
  }

  constant(shape: readonly number[], values: readonly number[]): number {
    return this.add({ op: "const", shape, at: this.place(Float64Array.from(values)) });
  }

  input(shape: readonly number[]): number {
    const first = this.parameters;
    this.parameters += sizeOf(shape);
    return this.add({ op: "input", shape, first });
  }

  map(name: OperationName, ...of: readonly number[]): number {
    return this.add({
      op: "map",
      name,
      of,
      shape: broadcastShape(of.map((id) => this.shapeOf(id))),
    });
  }

  dims(a: number, axes: readonly number[]): number {
    const shape = axes.map((axis) => (axis < 0 ? 1 : this.shapeOf(a)[axis]!));
    return this.add({ op: "dims", of: [a], axes, shape });
  }

  take(a: number, shape: readonly number[], positions: readonly number[]): number {
    return this.add({ op: "take", of: [a], shape, at: this.place(Int32Array.from(positions)) });
  }

  view(a: number, shape: readonly number[], start: number, strides: readonly number[]): number {
    return this.add({ op: "take", of: [a], shape, start, strides });
  }

  pick(of: readonly number[], shape: readonly number[], positions: readonly number[]): number {
    return this.add({ op: "pick", of, shape, at: this.place(Int32Array.from(positions)) });
  }

  matmul(a: number, b: number): number {
    const [x, y] = [this.shapeOf(a), this.shapeOf(b)];
    const batch = broadcastShape([x.slice(0, -2), y.slice(0, -2)]);
    return this.add({ op: "matmul", of: [a, b], shape: [...batch, x.at(-2)!, y.at(-1)!] });
  }

  kernel(name: string, of: readonly number[], shape: readonly number[]): number {
    return this.add({ op: "kernel", name, of, shape });
  }

  reduce(op: Reduction, a: number, axes = [...this.shapeOf(a).keys()]): number {
    const shape = this.shapeOf(a).filter((_, axis) => !axes.includes(axis));
    return this.add({ op, of: [a], axes, shape });
  }

  program(output: number, guards: SentProgram["guards"] = []): ArrayProgram {
    const blob = new ArrayBuffer(this.bytes);
    for (const { at, data } of this.chunks) {
      new (data instanceof Float64Array ? Float64Array : Int32Array)(blob, at, data.length).set(
        data,
      );
    }
    return readProgram({ dimension: this.parameters, nodes: this.nodes, output, guards }, blob);
  }

  private add(node: SentNode): number {
    return this.nodes.push(node) - 1;
  }

  private place(data: Float64Array | Int32Array): number {
    const at = this.bytes;
    this.chunks.push({ at, data });
    this.bytes += (data.byteLength + 7) & ~7;
    return at;
  }
}

export function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, d) => {
    const lengths = shapes.map((shape) => shape[shape.length - rank + d] ?? 1);
    return lengths.find((length) => length !== 1) ?? 1;
  });
}

export function canBroadcast(shapes: readonly (readonly number[])[]): boolean {
  const whole = broadcastShape(shapes);
  return shapes.every((shape) =>
    shape.every((length, d) => length === 1 || length === whole[whole.length - shape.length + d]),
  );
}

/** Every index of a shape, in row-major order. */
export function* everyIndex(shape: readonly number[]): Generator<number[]> {
  const strides = rowMajor(shape);
  for (let at = 0; at < sizeOf(shape); at++) {
    yield shape.map((length, d) => Math.floor(at / strides[d]!) % length);
  }
}
