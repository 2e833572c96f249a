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
  readonly scans: readonly Scan[];
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

/** Consecutive outputs that one node over an axis stands for. */
export interface OutputRun {
  /** Position among the outputs of the graph. */
  readonly output: number;
  readonly start: number;
  readonly count: number;
  /** The axis; −1 for a single output that is a plain number. */
  readonly axis: number;
}

/**
 * A loop that carries values from step to step, as `lax.scan` of JAX: with x(t) the streams at step t and s what is
 * shared by all steps,
 *
 *     [c(t+1), y(t), z(t)] = body(c(t), s, x(t)),    c(0) = initial,
 *
 * t from 0 up, or from the last step down. It leaves the last c, every c(t) and y(t), and Σ z(t).
 */
export interface Scan {
  /** The axis of its steps. */
  readonly axis: number;
  /** From the last step to the first. */
  readonly isReversed: boolean;
  /** One step, without guards. Its inputs are what is carried, what is shared, and the streams, in this order. */
  readonly body: Graph;
  /** What the body's outputs are: what is carried on, what is stacked (y), what is summed (z), in this order. */
  readonly runs: readonly OutputRun[];
  /** Nodes over no axes. */
  readonly initial: Int32Array;
  /** Nodes over no axes. */
  readonly shared: Int32Array;
  /** Nodes over the axis, or over none. */
  readonly streams: Int32Array;
  /** How many numbers are stacked, and how many are summed. */
  readonly stackedCount: number;
  readonly summedCount: number;
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
  /** first: a scatter, second: the bin to read; or a scan, second: what was carried last, then what was summed. */
  pick: 8,
  /** first: index into `scans`. It has no value of its own: `pick` and `stacked` read it. */
  scan: 9,
  /** first: a scan, second: what is carried into a step, then what is stacked; over the axis of the steps. */
  stacked: 10,
} as const;

/** Elementwise operation k of the table has the code k + this. */
export const ELEMENTWISE = 16;

/** The number of elements of a set of axes. */
export function axisSetSize(graph: Pick<Graph, "axes" | "axisSets">, axisSet: number): number {
  return graph.axisSets[axisSet]!.reduce((size, axis) => size * graph.axes[axis]!, 1);
}
