import type { ArrayReader } from "./arrayReader";
import type { Index } from "./indices";

/**
 * Arrays that are read elsewhere than they are made: computed once over axes of their own, scattered to their elements,
 * and gathered from there.
 */
export class KeptArrays {
  private readonly bins = new Map<number, number>();

  constructor(private readonly lowering: ArrayReader) {}

  /** True for an array that is computed, and not only another view of constants and parameters. */
  isComputed(id: number): boolean {
    const { op, size } = this.lowering.node(id);
    return size > 1 && /^(?:map|matmul|sum|prod|least|greatest)$/.test(op);
  }

  /** Whether the array is read, by a table of places, at more than half as many indices as it has elements. */
  isWanted(id: number, indices: readonly Index[]): boolean {
    if (!this.isComputed(id)) return false;
    if (indices.every(({ isAxis, axes }) => isAxis || axes.length === 0)) return false;
    const { indices: maker } = this.lowering;
    return maker.count(maker.union(indices)) * 2 > this.lowering.node(id).size;
  }

  /** The array at indices. */
  read(id: number, indices: readonly Index[]): number {
    const { axes, data } = this.lowering.positionsOf(id, indices);
    return this.lowering.gather(axes, data, (position) => this.element(id, position));
  }

  /** One element. */
  element(id: number, position: number): number {
    const { builder } = this.lowering;
    return builder.pick(this.scattered(id), position);
  }

  private scattered(id: number): number {
    let scattered = this.bins.get(id);
    if (scattered !== undefined) return scattered;
    const { lowering } = this;
    const { builder, indices } = lowering;
    const own = lowering.wholeIndices(id);
    const value = lowering.value(id, own);
    const { axes, data } = lowering.positionsOf(id, own);
    const set = builder.axes.setOf(axes);
    // Bins that no node stands for.
    const sources = new Int32Array(indices.count(axes)).fill(-1);
    scattered = builder.scatter(value, builder.indexTable(set, sources, data));
    this.bins.set(id, scattered);
    return scattered;
  }
}
