// graph: a computation as plain data.
// What enters: nodes, one after the other (`builder.ts`, which simplifies as it goes). What leaves: a `Graph`, which can be
// interpreted, replayed and sent to another thread. What an operation is – value, derivative, instruction – is one row of
// `operations.ts`; `passes/` turns graphs into graphs.
// Who may call: tracing, objective, optimizers (for their types), wasm. It knows neither text nor WebAssembly.

/**
 * A graph is plain data: numbered nodes in flat arrays, each node after its operands. It crosses
 * threads as it is, and everything else here (derivative, re-rolling, interpreter, WebAssembly) is a
 * function of it.
 *
 * A node's value is a number, or a number for every index of a set of **axes** (the loops of the
 * person's code that were found again, see `reroll.ts`): a node over the axes {sample, unit} stands
 * for samples × units numbers. Elementwise operations work on the union of their operands' axes.
 * The structural operations below are the only ones that know about axes, and they are closed under
 * differentiation: a gather's adjoint is a scatter, a sum's adjoint is a broadcast.
 */
export interface Graph {
  /** How many inputs the graph was built for; `input` nodes name them by index. */
  readonly inputCount: number;
  /** Operation code per node: a `Structural` code, or an index into `OPERATIONS` plus an offset. */
  readonly operation: Uint8Array;
  /** First operand; for structural operations see `Structural`. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly third: Int32Array;
  /** Axis set per node, an index into `axisSets`; 0 is the empty set, a plain number. */
  readonly axisSet: Int32Array;
  /** Values of the `constant` nodes. */
  readonly constants: Float64Array;
  /** Length of each axis. A lower number is an outer loop. */
  readonly axes: readonly number[];
  /** The sets of axes in use, each ascending. */
  readonly axisSets: readonly (readonly number[])[];
  readonly columns: readonly Column[];
  readonly indexTables: readonly IndexTable[];
  /** The nodes the caller asked for; over no axes. */
  readonly outputs: Int32Array;
  /** Conditions that must hold for the graph to describe the person's function at this point. */
  readonly guards: readonly Guard[];
}

/** Constants that vary along axes: one number per index, the last axis of the set fastest. */
export interface Column {
  readonly axisSet: number;
  readonly data: Float64Array;
}

/** Which of the scalar nodes `sources` belongs to which index; the last axis fastest. */
export interface IndexTable {
  readonly axisSet: number;
  readonly sources: Int32Array;
  readonly data: Int32Array;
}

/** The trace took one way at a branch: `condition` (a node) had the truth value `expected`. */
export interface Guard {
  readonly condition: number;
  readonly expected: boolean;
}

/** Operation codes that are not in the table of elementwise operations. */
export const Structural = {
  /** first: index into `constants`. */
  constant: 0,
  /** first: number of the input. */
  input: 1,
  /** first: index into `columns`. */
  column: 2,
  /** first: index into `indexTables`; the value at an index is that of the source named there. */
  gather: 3,
  /** first: operand, second: the axis summed over. */
  sum: 4,
  /** first: operand, second: the axis. */
  least: 5,
  /** first: operand, second: the axis. */
  greatest: 6,
  /** first: operand, second: index into `indexTables`: adds each value to its source's bin. */
  scatter: 7,
  /** first: a scatter, second: the bin to read. */
  pick: 8,
} as const;

/** Elementwise operation k of the table has the code k + this. */
export const ELEMENTWISE = 16;

/** The number of elements of a set of axes. */
export function axisSetSize(graph: Pick<Graph, "axes" | "axisSets">, axisSet: number): number {
  return graph.axisSets[axisSet]!.reduce((size, axis) => size * graph.axes[axis]!, 1);
}
