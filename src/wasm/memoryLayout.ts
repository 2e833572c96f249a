import { type Graph, Structural } from "../graph/graph";

/** Numbers that a region of memory starts with. */
export interface Region {
  readonly base: number;
  readonly data: Float64Array | Int32Array;
}

/** Memory of a compiled graph: regions handed out one after the other, and what they start with. */
export class MemoryLayout {
  private next = 16;
  readonly contents: Region[] = [];

  /** A region of so many bytes, aligned to 16. */
  allocate(bytes: number): number {
    const base = this.next;
    this.next += (bytes + 15) & ~15;
    return base;
  }

  /** A region that starts with these numbers. */
  place(data: Float64Array | Int32Array): number {
    const base = this.allocate(data.byteLength);
    this.contents.push({ base, data });
    return base;
  }

  get pages(): number {
    return Math.max(1, Math.ceil(this.next / 65536));
  }
}

/** Where the element for given axis counters is: base + Σ index·stride, in bytes. */
export interface Place {
  readonly base: number;
  readonly strides: readonly (readonly [axis: number, bytes: number])[];
  /** A local variable with a part of the address in bytes. */
  readonly offset?: number;
  /** Each element is a pair, one for each lane of the loop it lives in. */
  readonly paired: boolean;
  /** The axis whose stride is that of even indices; the odd one after each lies beside it. */
  readonly pairAxis?: number;
}

/**
 * Strides of an array over a set of axes as it lies in memory: the first axis fastest (two lanes of
 * a loop over it are neighbours) and padded to an even length, the others row-major after it.
 */
export function arrayStrides(
  graph: Pick<Graph, "axes">,
  axes: readonly number[],
): { strides: [axis: number, bytes: number][]; bytes: number } {
  const [first, ...others] = axes;
  if (first === undefined) return { strides: [], bytes: 8 };
  const strides: [number, number][] = [[first, 8]];
  let bytes = 8 * (graph.axes[first]! + (graph.axes[first]! & 1));
  for (const axis of others.reverse()) {
    strides.push([axis, bytes]);
    bytes *= graph.axes[axis]!;
  }
  return { strides, bytes };
}

/** Numbers over axes in the order in which they lie in memory, and how to find them there. */
export interface Arranged {
  readonly numbers: Float64Array;
  readonly place: Omit<Place, "base">;
}

/** Row-major data over axes in the memory order of `arrayStrides`. */
export function arranged(
  graph: Pick<Graph, "axes">,
  axes: readonly number[],
  data: ArrayLike<number>,
): Arranged {
  const { strides, bytes } = arrayStrides(graph, axes);
  const numbers = new Float64Array(bytes / 8);
  const length = graph.axes[axes[0]!]!;
  const padded = length + (length & 1);
  const inner = data.length / length;
  for (let row = 0; row < length; row++) {
    for (let column = 0; column < inner; column++) {
      numbers[column * padded + row] = data[row * inner + column]!;
    }
  }
  return { numbers, place: { strides, paired: false } };
}

/**
 * The same for loops over pairs of the first axis, at whose even indices alone it is read: what a pair reads in its inner
 * loops is one stretch of memory, which stays in the first-level cache for the next of them.
 */
export function arrangedInPairs(
  graph: Pick<Graph, "axes">,
  axes: readonly number[],
  data: ArrayLike<number>,
): Arranged {
  const [first, ...others] = axes as readonly [number, ...number[]];
  const length = graph.axes[first]!;
  const inner = data.length / length;
  const numbers = new Float64Array((length + (length & 1)) * inner);
  for (let row = 0; row < length; row++) {
    const start = (row >> 1) * 2 * inner + (row & 1);
    for (let column = 0; column < inner; column++) {
      numbers[start + 2 * column] = data[row * inner + column]!;
    }
  }
  const strides: [axis: number, bytes: number][] = [[first, 8 * inner]];
  let bytes = 16;
  for (const axis of others.reverse()) {
    strides.push([axis, bytes]);
    bytes *= graph.axes[axis]!;
  }
  return { numbers, place: { strides, paired: false, pairAxis: first } };
}

/** Finds base and strides with value(index) = base + Σ index·stride, if the data are of that form. */
export function affine(
  graph: Pick<Graph, "axes">,
  axes: readonly number[],
  data: Int32Array,
): { base: number; strides: [axis: number, step: number][] } | undefined {
  const base = data[0]!;
  const strides: [number, number][] = [];
  let span = data.length;
  const steps = axes.map((axis) => {
    span /= graph.axes[axis]!;
    const step = graph.axes[axis]! > 1 ? data[span]! - base : 0;
    if (step !== 0) strides.push([axis, step]);
    return step;
  });
  const counters = axes.map(() => 0);
  let expected = base;
  for (const value of data) {
    if (value !== expected) return undefined;
    for (let position = axes.length - 1; position >= 0; position--) {
      counters[position]!++;
      expected += steps[position]!;
      if (counters[position]! < graph.axes[axes[position]!]!) break;
      expected -= counters[position]! * steps[position]!;
      counters[position] = 0;
    }
  }
  return { base, strides };
}

/** Neutral element of a reduction. */
export function neutral(code: number): number {
  if (code === Structural.least) return Infinity;
  return code === Structural.greatest ? -Infinity : 0;
}
