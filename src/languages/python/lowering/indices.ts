import type { AxisRegistry } from "../../../graph/axes";

/**
 * Where along one axis of an array to read, as a function of axes of the graph: one place (no axes), an axis of the graph
 * itself (`isAxis`: place = counter), or a table of places over some axes.
 */
export interface Index {
  /** Equal for equal indices. */
  readonly key: string;
  /** Axes of the graph, ascending. */
  readonly axes: readonly number[];
  readonly isAxis: boolean;
  /** The places, the last axis fastest. */
  readonly places: Int32Array;
}

/** Positions in a flat array over axes of the graph. */
export interface Positions {
  readonly axes: readonly number[];
  readonly data: Int32Array;
}

/** Makes indices, each table once, and reckons with them. */
export class IndexMaker {
  private readonly tables = new Map<number, Index[]>();
  private readonly axisIndices = new Map<number, Index>();
  private readonly pools = new Map<number, number[]>();
  private tableCount = 0;

  constructor(private readonly axes: AxisRegistry) {}

  /** One place. */
  at(place: number): Index {
    return { key: String(place), axes: [], isAxis: false, places: Int32Array.of(place) };
  }

  /** All places along an axis of the graph. */
  along(axis: number): Index {
    let index = this.axisIndices.get(axis);
    if (index === undefined) {
      const places = Int32Array.from({ length: this.axes.length(axis) }, (_, place) => place);
      index = { key: `a${axis}`, axes: [axis], isAxis: true, places };
      this.axisIndices.set(axis, index);
    }
    return index;
  }

  /** The first axis of this length that is not in use: so loops over the same length are the same loops. */
  freeAxis(length: number, used: readonly number[]): number {
    const pool = this.pools.get(length) ?? [];
    this.pools.set(length, pool);
    let axis = pool.find((candidate) => !used.includes(candidate));
    if (axis === undefined) {
      axis = this.axes.add(length);
      pool.push(axis);
    }
    return axis;
  }

  /** The axes of all indices, ascending. */
  union(indices: readonly { readonly axes: readonly number[] }[]): readonly number[] {
    const all = new Set(indices.flatMap(({ axes }) => axes));
    return [...all].sort((a, b) => a - b);
  }

  /** start + Σ index·stride, over all axes of the indices. */
  positions(indices: readonly Index[], strides: readonly number[], start = 0): Positions {
    const axes = this.union(indices);
    const data = new Int32Array(this.count(axes)).fill(start);
    indices.forEach((index, d) => {
      const stride = strides[d]!;
      if (stride === 0) return;
      this.forEachProjected(axes, index.axes, (to, from) => {
        data[to]! += stride * index.places[from]!;
      });
    });
    return { axes, data };
  }

  /** One index for each axis of an array of this shape that together read the flat positions. */
  split({ axes, data }: Positions, shape: readonly number[], strides: readonly number[]): Index[] {
    return shape.map((length, d) => {
      if (length === 1) return this.at(0);
      const stride = strides[d]!;
      return this.table(
        axes,
        data.map((position) => Math.floor(position / stride) % length),
      );
    });
  }

  /** The simplest index with these places. */
  table(axes: readonly number[], places: Int32Array): Index {
    for (const axis of axes) {
      const without = this.withoutAxis(axes, axis, places);
      if (without !== undefined) return this.table(without.axes, without.data);
    }
    if (axes.length === 0) return this.at(places[0]!);
    if (axes.length === 1 && places.every((place, k) => place === k)) return this.along(axes[0]!);
    return this.interned(axes, places);
  }

  /** How many indices a set of axes has. */
  count(axes: readonly number[]): number {
    return axes.reduce((size, axis) => size * this.axes.length(axis), 1);
  }

  /** The same places over fewer axes, if they do not vary along `axis`. */
  private withoutAxis(
    axes: readonly number[],
    axis: number,
    places: Int32Array,
  ): Positions | undefined {
    const length = this.axes.length(axis);
    const inner = this.count(axes.slice(axes.indexOf(axis) + 1));
    const block = inner * length;
    for (let start = 0; start < places.length; start += block) {
      for (let at = inner; at < block; at++) {
        if (places[start + at] !== places[start + (at % inner)]) return undefined;
      }
    }
    const data = new Int32Array(places.length / length);
    for (let outer = 0; outer < places.length / block; outer++) {
      data.set(places.subarray(outer * block, outer * block + inner), outer * inner);
    }
    return { axes: axes.filter((other) => other !== axis), data };
  }

  private interned(axes: readonly number[], places: Int32Array): Index {
    let hash = axes.length;
    for (const axis of axes) hash = Math.imul(hash ^ axis, 0x9e3779b1);
    for (const place of places) hash = Math.imul(hash ^ place, 0x9e3779b1) ^ (hash >>> 13);
    const known = this.tables.get(hash) ?? [];
    this.tables.set(hash, known);
    const same = known.find(
      (index) =>
        index.axes.join() === axes.join() &&
        index.places.length === places.length &&
        index.places.every((place, k) => place === places[k]),
    );
    if (same !== undefined) return same;
    const index: Index = { key: `t${this.tableCount++}`, axes, isAxis: false, places };
    known.push(index);
    return index;
  }

  /** Calls `visit` with each flat index over `to` and the flat index over `from`, some of these axes. */
  private forEachProjected(
    to: readonly number[],
    from: readonly number[],
    visit: (to: number, from: number) => void,
  ): void {
    const lengths = to.map((axis) => this.axes.length(axis));
    const steps = to.map((axis) => {
      const position = from.indexOf(axis);
      return position < 0 ? 0 : this.count(from.slice(position + 1));
    });
    const counters = to.map(() => 0);
    const total = this.count(to);
    let source = 0;
    for (let at = 0; at < total; at++) {
      visit(at, source);
      for (let d = to.length - 1; d >= 0; d--) {
        source += steps[d]!;
        if (++counters[d]! < lengths[d]!) break;
        source -= steps[d]! * lengths[d]!;
        counters[d] = 0;
      }
    }
  }
}
