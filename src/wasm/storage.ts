import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { type Block, type LoopNest, isLeaf, isReduction } from "./loopNest";
import {
  type Arranged,
  type MemoryLayout,
  type Place,
  affine,
  arranged,
  arrangedInPairs,
  arrayStrides,
} from "./memoryLayout";
import { OPERATION_LIST } from "../graph/operations";
import { forEachOperand } from "../graph/replay";
import { findReaders } from "./readers";

/** Expressions deeper than this are cut with a local variable. */
const DEPTH_LIMIT = 40;

/** An address computed from axis counters, or read from a table of addresses. */
export type Indirection =
  | { readonly kind: "affine"; readonly place: Place }
  | { readonly kind: "table"; readonly table: Place };

/** Where the values of a graph are kept between the loops that make and the loops that read them. */
export interface Storage {
  /** Computed where it is used, once. */
  readonly inline: Uint8Array;
  /** Nodes whose value must be in memory: an array over the axes opened since it can be shared. */
  readonly array: ReadonlyMap<number, Place>;
  /** Accumulators of sums along an axis that keep inner axes. */
  readonly accumulator: ReadonlyMap<number, Place>;
  /** The axes of those sums inside the loop they complete with. */
  readonly innerAxes: ReadonlyMap<number, readonly number[]>;
  /** Two-lane bins of a scatter, and their totals. */
  readonly bins: ReadonlyMap<number, { readonly pairs: Place; readonly totals: number }>;
  /** The address of what a pick reads. */
  readonly picked: (pick: number) => number;
  /** Memory of columns, and of what scans have stacked. */
  readonly columns: ReadonlyMap<number, Place>;
  /** Where columns lie for loops with the lanes inside, if elsewhere. */
  readonly columnsInside: ReadonlyMap<number, Place>;
  /** Addresses that gathers read from. */
  readonly gathers: ReadonlyMap<number, Indirection>;
  /** Byte offsets that scatters add at. */
  readonly scatters: ReadonlyMap<number, Indirection>;
  /** Addresses at which a scalar must be left for gathers. */
  readonly copies: ReadonlyMap<number, readonly number[]>;
  /** The block in which a value is known as a local variable. */
  readonly homes: readonly (Block | undefined)[];
  /** How often each value in memory is read within the block where all its axes are open. */
  readonly memoryReads: ReadonlyMap<Block, ReadonlyMap<number, number>>;
}

/** True when `reader` has to read the node's value from memory. */
export function isRead(
  graph: Graph,
  { array, homes }: Pick<Storage, "array" | "homes">,
  node: number,
  reader: Block,
): boolean {
  if (isLeaf(graph, node)) return graph.operation[node]! >= Structural.column;
  if (!array.has(node)) return false;
  const home = homes[node];
  return home === undefined || !isWithin(reader, home);
}

/** The outermost block from `block` up in which all the axes of a set are open. */
function anchorOf(block: Block, axes: readonly number[]): Block {
  let anchor = block;
  while (anchor.parent !== undefined && !axes.includes(anchor.axis)) anchor = anchor.parent;
  return anchor;
}

/** Where a scan leaves its results. */
export interface ScanPlaces {
  /** What was carried last, then what was summed. */
  readonly address: (index: number) => number;
  /** What was carried into each step, then what was stacked. */
  readonly place: (index: number) => Place;
}

/** Decides where values are kept and lays the memory out. */
export function planStorage(
  graph: Graph,
  nest: LoopNest,
  layout: MemoryLayout,
  inputAddress: (input: number) => number,
  scans: ReadonlyMap<number, ScanPlaces>,
): Storage {
  const size = graph.operation.length;
  const { needed, blockOf } = nest;
  const axesOf = (node: number): readonly number[] => graph.axisSets[graph.axisSet[node]!]!;
  const { uses, user, axis: readingAxis, inside: readInside } = findReaders(graph, nest);

  const bins = new Map<number, { pairs: Place; totals: number }>();
  const scatters = new Map<number, Indirection>();
  for (let node = 0; node < size; node++) {
    if (needed[node] && graph.operation[node] === Structural.scatter) planScatter(node);
  }
  const picked = (pick: number): number => {
    const from = graph.first[pick]!;
    const index = graph.second[pick]!;
    return scans.get(from)?.address(index) ?? bins.get(from)!.totals + 8 * index;
  };
  const copies = new Map<number, number[]>();
  const columns = new Map<number, Place>();
  const columnsInside = new Map<number, Place>();
  const gathers = new Map<number, Indirection>();
  for (let node = 0; node < size; node++) {
    if (!needed[node]) continue;
    if (graph.operation[node] === Structural.column) {
      placeColumn(node);
    } else if (graph.operation[node] === Structural.gather) {
      gathers.set(node, placeGather(node));
    } else if (graph.operation[node] === Structural.stacked) {
      columns.set(node, scans.get(graph.first[node]!)!.place(graph.second[node]!));
    } else if (graph.operation[node] === Structural.scan) {
      const { initial, shared } = graph.scans[graph.first[node]!]!;
      // Those in a row are copied together.
      for (const source of [...initial, ...shared]) {
        if (graph.operation[source] === Structural.input) inputAddress(graph.first[source]!);
      }
    }
  }

  const inline = new Uint8Array(size);
  const depth = new Int32Array(size);
  for (let node = 0; node < size; node++) {
    if (!needed[node] || graph.operation[node]! < ELEMENTWISE) continue;
    let deepest = 0;
    forEachOperand(graph, node, (operand) => {
      if (inline[operand]) deepest = Math.max(deepest, depth[operand]!);
    });
    depth[node] = deepest + 1;
    const reader = user[node]!;
    const { emission } = OPERATION_LIST[graph.operation[node]! - ELEMENTWISE]!;
    inline[node] =
      uses[node] === 1 &&
      reader >= 0 &&
      blockOf[reader] === blockOf[node] &&
      !copies.has(node) &&
      emission.kind !== "host" &&
      depth[node]! < DEPTH_LIMIT
        ? 1
        : 0;
  }

  const array = new Map<number, Place>();
  const accumulator = new Map<number, Place>();
  // Where each value comes to be, and the innermost block that holds that and all its readers.
  const origins = new Array<Block | undefined>(size).fill(undefined);
  for (let node = 0; node < size; node++) {
    if (!needed[node]) continue;
    if (isReduction(graph, node)) origins[node] = enclosingBlock(node);
    else if (graph.operation[node]! >= ELEMENTWISE) origins[node] = blockOf[node];
  }
  const shared = origins.slice();
  for (let node = 0; node < size; node++) {
    const reader = blockOf[node];
    if (!needed[node] || reader === undefined) continue;
    forEachOperand(graph, node, (operand) => {
      const block = shared[operand];
      if (block !== undefined && block !== reader) shared[operand] = commonBlock(block, reader);
    });
  }
  const homes = origins.slice();
  const innerAxes = new Map<number, readonly number[]>();
  origins.forEach((origin, node) => {
    if (origin === undefined || inline[node]) return;
    const { axes: open } = origin;
    const inner = axesOf(node).filter((axis) => !open.includes(axis));
    if (inner.length > 0) {
      homes[node] = undefined;
      innerAxes.set(node, inner);
      planAccumulators(node, origin, shared[node]!, inner);
    } else if (shared[node] !== origin) {
      array.set(node, arrayWithin(shared[node]!, open));
    }
  });

  return {
    inline,
    array,
    accumulator,
    innerAxes,
    bins,
    picked,
    columns,
    columnsInside,
    gathers,
    scatters,
    copies,
    homes,
    memoryReads: countMemoryReads(graph, nest, { array, homes }),
  };

  function placeColumn(node: number): void {
    const { data } = graph.columns[graph.first[node]!]!;
    const inPairs = readingAxis[node] === axesOf(node)[0];
    const place = (toRead: boolean): Place => {
      const { numbers, place } = arrangedFor(axesOf(node), data, toRead);
      return { base: layout.place(numbers), ...place };
    };
    columns.set(node, place(inPairs));
    if (inPairs && readInside[node]) columnsInside.set(node, place(false));
  }

  function arrangedFor(
    axes: readonly number[],
    data: ArrayLike<number>,
    inPairs: boolean,
  ): Arranged {
    return (inPairs ? arrangedInPairs : arranged)(graph, axes, data);
  }

  function placeGather(node: number): Indirection {
    const { sources, data } = graph.indexTables[graph.first[node]!]!;
    const isAll = (code: number): boolean =>
      sources.every((source) => graph.operation[source] === code);
    let addresses: Int32Array;
    if (isAll(Structural.input)) {
      addresses = sources.map((source) => inputAddress(graph.first[source]!));
    } else if (isAll(Structural.pick)) {
      addresses = sources.map(picked);
    } else {
      const base = layout.allocate(8 * sources.length);
      addresses = sources.map((_, bin) => base + 8 * bin);
      sources.forEach((source, bin) => {
        const known = copies.get(source);
        if (known === undefined) copies.set(source, [base + 8 * bin]);
        else known.push(base + 8 * bin);
      });
    }
    return indirection(
      axesOf(node),
      data.map((bin) => addresses[bin]!),
      readingAxis[node] === axesOf(node)[0] && !readInside[node],
    );
  }

  function indirection(axes: readonly number[], bytes: Int32Array, inPairs: boolean): Indirection {
    const regular = affine(graph, axes, bytes);
    if (regular !== undefined) return { kind: "affine", place: { ...regular, paired: false } };
    const { numbers, place } = arrangedFor(axes, bytes, inPairs);
    const words = new Int32Array(numbers.length * 2);
    numbers.forEach((entry, index) => (words[2 * index] = entry));
    return { kind: "table", table: { base: layout.place(words), ...place } };
  }

  function planScatter(node: number): void {
    const { axisSet, sources, data } = graph.indexTables[graph.second[node]!]!;
    const base = layout.allocate(16 * sources.length);
    const totals = layout.allocate(8 * sources.length);
    bins.set(node, { pairs: { base, strides: [], paired: true }, totals });
    scatters.set(
      node,
      indirection(
        graph.axisSets[axisSet]!,
        data.map((bin) => 16 * bin),
        true,
      ),
    );
  }

  /** A sum that keeps inner axes is added up in memory. */
  function planAccumulators(
    node: number,
    origin: Block,
    block: Block,
    inner: readonly number[],
  ): void {
    if (origin.parent === undefined) {
      // The lanes of a root loop are apart until it ends.
      accumulator.set(node, pairedArray(inner));
      array.set(node, plainArray(inner));
      return;
    }
    const place = arrayWithin(block, [...origin.axes, ...inner]);
    accumulator.set(node, place);
    array.set(node, place);
  }

  /** An array over the axes that are not open yet in `block`. */
  function arrayWithin(block: Block, axes: readonly number[]): Place {
    if (block.parent === undefined) return plainArray(axes);
    return pairedArray(axes.filter((axis) => !block.axes.includes(axis)));
  }

  function plainArray(axes: readonly number[]): Place {
    const { strides, bytes } = arrayStrides(graph, axes);
    return { base: layout.allocate(bytes), strides, paired: false };
  }

  /** The block in which a reduction's result is known: that around the loop it completes with. */
  function enclosingBlock(node: number): Block {
    let block = blockOf[node]!;
    while (block.axis !== graph.second[node]) block = block.parent!;
    return block.parent!;
  }

  /** Room for both lanes of a loop around, over axes inside it. */
  function pairedArray(axes: readonly number[]): Place {
    const strides: [number, number][] = [];
    let bytes = 16;
    for (const axis of axes.slice().reverse()) {
      strides.push([axis, bytes]);
      bytes *= graph.axes[axis]!;
    }
    return { base: layout.allocate(bytes), strides, paired: true };
  }
}

export function isWithin(block: Block, outer: Block): boolean {
  for (let at: Block | undefined = block; at !== undefined; at = at.parent) {
    if (at === outer) return true;
  }
  return false;
}

function commonBlock(a: Block, b: Block): Block {
  let common = a;
  while (!isWithin(b, common)) common = common.parent!;
  return common;
}

function countMemoryReads(
  graph: Graph,
  { needed, blockOf }: LoopNest,
  storage: Pick<Storage, "array" | "homes">,
): ReadonlyMap<Block, ReadonlyMap<number, number>> {
  const reads = new Map<Block, Map<number, number>>();
  if (graph.axes.length === 0) return reads;
  needed.forEach((isNeeded, node) => {
    const block = blockOf[node];
    // A scan reads its streams step by step.
    if (!isNeeded || block === undefined || graph.operation[node] === Structural.scan) return;
    forEachOperand(graph, node, (operand) => {
      const axes = graph.axisSets[graph.axisSet[operand]!]!;
      if (axes.length === 0 || !isRead(graph, storage, operand, block)) return;
      const anchor = anchorOf(block, axes);
      const counts = reads.get(anchor) ?? new Map<number, number>();
      reads.set(anchor, counts);
      // What an inner loop reads is loaded once before it: as if it were read twice.
      counts.set(operand, (counts.get(operand) ?? 0) + (anchor === block ? 1 : 2));
    });
  });
  return reads;
}
