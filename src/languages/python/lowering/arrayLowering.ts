import type { GraphBuilder } from "../../../graph/builder";
import type { ArrayReader } from "./arrayReader";
import { type ArrayNode, type ArrayProgram, rowMajor } from "./arrayProgram";
import { type Index, type Positions, IndexMaker } from "./indices";
import { KeptArrays } from "./keptArrays";
import { LoweringError } from "./loweringError";
import { reduce } from "./reductions";
import { type Source, groupSources, sourceOf } from "./sources";
import { joinSources } from "./joinSources";

/** More nodes than this take longer to compile than to do without. */
const MOST_NODES = 400_000;

/**
 * Nodes of an array program as nodes of a graph, made when they are asked for at an index: each axis of the array is
 * read at one place, along an axis of the graph, or by a table of places. Tables are so pushed down to constants and
 * inputs; what would be computed more often than it has elements is computed once and gathered from (`KeptArrays`).
 */
export class ArrayLowering implements ArrayReader {
  readonly indices: IndexMaker;
  private readonly known = new Map<string, number>();
  private readonly kept: KeptArrays;
  private readonly strides: readonly (readonly number[])[];

  constructor(
    readonly program: ArrayProgram,
    readonly builder: GraphBuilder,
  ) {
    this.indices = new IndexMaker(builder.axes);
    this.strides = program.nodes.map(({ shape }) => rowMajor(shape));
    this.kept = new KeptArrays(this);
  }

  /** The number at a flat position of an array. */
  element(id: number, position: number): number {
    return this.read(id, { axes: [], data: Int32Array.of(position) });
  }

  /** All of an array, over axes of the graph in the order of its own. */
  whole(id: number): number {
    return this.value(id, this.wholeIndices(id));
  }

  /** Indices that read all of an array. */
  wholeIndices(id: number): Index[] {
    const used: number[] = [];
    return this.node(id).shape.map((length) => {
      if (length === 1) return this.indices.at(0);
      const axis = this.indices.freeAxis(length, used);
      used.push(axis);
      return this.indices.along(axis);
    });
  }

  /** An array at flat positions over axes of the graph. */
  read(id: number, positions: Positions): number {
    return this.value(id, this.indices.split(positions, this.node(id).shape, this.strides[id]!));
  }

  /** An array at an index for each of its axes: a node over all axes of the indices. */
  value(id: number, indices: readonly Index[]): number {
    const key = `${id}|${indices.map((index) => index.key).join()}`;
    let made = this.known.get(key);
    if (made === undefined) {
      made = this.kept.isWanted(id, indices) ? this.kept.read(id, indices) : this.make(id, indices);
      this.known.set(key, made);
      if (this.builder.size > MOST_NODES) throw new LoweringError("it is too large");
    }
    return made;
  }

  node(id: number): ArrayNode {
    return this.program.nodes[id]!;
  }

  /** The flat positions that indices read. */
  positionsOf(id: number, indices: readonly Index[]): Positions {
    return this.indices.positions(indices, this.strides[id]!);
  }

  private make(id: number, indices: readonly Index[]): number {
    const node = this.node(id);
    switch (node.op) {
      case "const":
        return this.constant(node.values, this.positionsOf(id, indices));
      case "input":
        return this.input(node.first, this.positionsOf(id, indices));
      case "map":
        return this.builder.apply(
          node.name,
          ...node.of.map((operand) =>
            this.value(operand, this.broadcast(indices, this.node(operand).shape)),
          ),
        );
      case "dims": {
        const inner = this.node(node.of[0]).shape.map(() => this.indices.at(0));
        node.axes.forEach((axis, position) => {
          if (axis >= 0) inner[axis] = indices[position]!;
        });
        return this.value(node.of[0], inner);
      }
      case "take":
        return this.read(node.of[0], this.takenPositions(node, indices));
      case "pick":
        return this.picked(id, this.positionsOf(id, indices));
      case "matmul":
        return this.chosen(id, indices) ?? this.product(node.of, indices);
      case "kernel":
        throw new LoweringError(
          `it factors a matrix of ${this.node(node.of[0]!).shape.at(-1)!} rows`,
        );
      default:
        return reduce(
          this,
          node.op,
          node.axes.map((axis) => this.node(node.of[0]).shape[axis]!),
          indices,
          (reduced) => this.value(node.of[0], merged(indices, node.axes, reduced)),
        );
    }
  }

  private takenPositions(
    node: Extract<ArrayNode, { op: "take" }>,
    indices: readonly Index[],
  ): Positions {
    const { positions } = node;
    if (!(positions instanceof Int32Array)) {
      return this.indices.positions(indices, positions.strides, positions.start);
    }
    const { axes, data } = this.indices.positions(indices, rowMajor(node.shape));
    return { axes, data: data.map((at) => positions[at]!) };
  }

  private constant(values: Float64Array, { axes, data }: Positions): number {
    const first = values[data[0]!]!;
    const column = new Float64Array(data.length);
    let isConstant = true;
    for (let at = 0; at < data.length; at++) {
      const value = values[data[at]!]!;
      column[at] = value;
      if (isConstant) isConstant = Object.is(value, first);
    }
    return isConstant
      ? this.builder.constant(first)
      : this.builder.column(this.builder.axes.setOf(axes), column);
  }

  private input(first: number, { axes, data }: Positions): number {
    if (axes.length === 0) return this.builder.input(first + data[0]!);
    return this.gather(axes, data, (position) => this.builder.input(first + position));
  }

  /** The plain numbers `scalarAt(position)`, over axes. */
  gather(
    axes: readonly number[],
    data: Int32Array,
    scalarAt: (position: number) => number,
  ): number {
    const bins = new Map<number, number>();
    const table = data.map((position) => {
      const bin = bins.get(position) ?? bins.size;
      bins.set(position, bin);
      return bin;
    });
    if (bins.size === 1) return scalarAt(data[0]!);
    const sources = Int32Array.from(bins.keys(), scalarAt);
    const { builder } = this;
    return builder.gather(builder.indexTable(builder.axes.setOf(axes), sources, table));
  }

  /** Indices of the whole as indices of an operand that is broadcast to it. */
  private broadcast(indices: readonly Index[], shape: readonly number[]): Index[] {
    const missing = indices.length - shape.length;
    return shape.map((length, d) => (length === 1 ? this.indices.at(0) : indices[missing + d]!));
  }

  /**
   * A product at a table of few places, as the score of each sample's own class is: chosen among the products at these
   * places, which are mostly computed anyway, instead of computed from factors that are gathered. None elsewhere.
   */
  private chosen(id: number, indices: readonly Index[]): number | undefined {
    const { builder } = this;
    const position = indices.findIndex(({ isAxis, axes }) => !isAxis && axes.length > 0);
    const index = indices[position];
    if (index === undefined) return undefined;
    const [first, ...others] = new Set(index.places);
    if (others.length >= MOST_CHOICES) return undefined;
    const at = (place: number): number => {
      const here = this.indices.at(place);
      return this.value(
        id,
        indices.map((one, d) => (d === position ? here : one)),
      );
    };
    const set = builder.axes.setOf(index.axes);
    return others.reduce((rest, place) => {
      const isHere = Float64Array.from(index.places, (one) => Number(one === place));
      return builder.select(builder.column(set, isHere), at(place), rest);
    }, at(first!));
  }

  private product([a, b]: readonly [number, number], indices: readonly Index[]): number {
    const batch = indices.slice(0, -2);
    const [row, column] = indices.slice(-2) as [Index, Index];
    const shapeA = this.node(a).shape;
    const shapeB = this.node(b).shape;
    return reduce(this, "sum", [shapeA.at(-1)!], indices, ([inner]) =>
      this.builder.apply(
        "mul",
        this.value(a, [...this.broadcast(batch, shapeA.slice(0, -2)), row, inner!]),
        this.value(b, [...this.broadcast(batch, shapeB.slice(0, -2)), inner!, column]),
      ),
    );
  }

  private picked(id: number, { axes, data }: Positions): number {
    const sources: Source[] = Array.from(data, (at) => sourceOf(this.program, id, at));
    const groups = groupSources(sources);
    const only = groups.size === 1 ? sources[0]!.id : undefined;
    if (only !== undefined) {
      return this.read(only, { axes, data: Int32Array.from(sources, ({ position }) => position) });
    }
    return joinSources(this, axes, sources, groups, (source) => this.scalar(source, groups));
  }

  /** One element; of an array of which many are wanted, from where it is kept. */
  private scalar({ id, position }: Source, groups: ReadonlyMap<number, number>): number {
    return (groups.get(id) ?? 0) > FEW_ELEMENTS && this.kept.isComputed(id)
      ? this.kept.element(id, position)
      : this.element(id, position);
  }
}

/** A product is chosen among up to so many. */
const MOST_CHOICES = 12;

/** Up to so many elements of a computed array are computed one by one. */
const FEW_ELEMENTS = 8;

/** The indices of an operand: those of the result, with those of the reduced axes put in. */
function merged(
  indices: readonly Index[],
  axes: readonly number[],
  reduced: readonly Index[],
): Index[] {
  const all: Index[] = [];
  let next = 0;
  for (let axis = 0; axis < indices.length + axes.length; axis++) {
    const position = axes.indexOf(axis);
    all.push(position >= 0 ? reduced[position]! : indices[next++]!);
  }
  return all;
}
