import { createSnapshots } from "./snapshots";
import { createQuantileWriter } from "./quantiles";
import {
  allColumns,
  quantileLevels,
  type QuantileColumns,
  type Stop,
  type Trace,
  type TraceColumns,
  type TraceSlice,
} from "./record";
import { eachVector, vectorNames, type Vectors } from "./vectors";
import { createWideRows } from "./wideRows";

/** Up to this many parameters, each has its own columns. */
export const recordAllUpTo = 32;

/** How many parameters get columns of their own when not all do. */
const recordedWhenMany = 16;

/**
 * Which parameters get columns: all when n ≤ `recordAllUpTo`; else the two first, an even spread to
 * 16 in all, and those asked for, in ascending order. Throws on an index that does not exist.
 */
export function recordedParameters(dimension: number, asked: readonly number[] = []): number[] {
  for (const index of asked) {
    if (!Number.isInteger(index) || index < 0 || index >= dimension) {
      throw new RangeError(`cannot record parameter ${index} of ${dimension}`);
    }
  }
  if (dimension <= recordAllUpTo) return Array.from({ length: dimension }, (_, i) => i);
  const chosen = new Set<number>([0, 1, ...asked]);
  for (let k = 0; k < recordedWhenMany; k++) {
    chosen.add(Math.round((k * (dimension - 1)) / (recordedWhenMany - 1)));
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Numbers reserved at once, in all columns together; untouched memory costs nothing. */
const mostReserved = 1 << 24;

/** The vectors of one row; `sigma` and `m` hold NaN in the last row. */
export interface Row extends Vectors<Float64Array> {
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/** Collects the rows of one run in columns that grow. */
export interface Recorder {
  readonly recorded: readonly number[];
  /** Rows so far. */
  readonly rows: number;
  append(row: Row): void;
  /**
   * Records into these columns from now on, which have room for all rows to come; the rows so far
   * are copied there. For a loop that writes its rows by itself.
   */
  adopt(own: TraceColumns): void;
  /** Room for `count` rows at the end, to be filled by the caller through `columns`. */
  extend(count: number): { readonly from: number; readonly columns: TraceColumns };
  /** Takes η, σ and m out of the last row, which leaves nowhere. */
  blankLast(): void;
  /** Copies of the rows from `from` on. */
  slice(from: number, evaluations: number, stop: Stop | undefined): TraceSlice;
  /** The whole run; to be asked once it has ended, for the columns are not copied. */
  trace(evaluations: number, stop: Stop, end: Float64Array): Trace;
}

/**
 * A recorder for `expectedRows` rows; fewer and more are fine. `asked` are parameters to record in any
 * case, see `recordedParameters`.
 */
export function createRecorder(
  dimension: number,
  expectedRows: number,
  asked?: readonly number[],
): Recorder {
  const recorded = recordedParameters(dimension, asked);
  const withQuantiles = recorded.length < dimension;
  const writeQuantiles = withQuantiles ? createQuantileWriter(dimension) : undefined;
  const snapshots = withQuantiles ? createSnapshots(dimension) : undefined;
  /** Above so many parameters, rows are kept in one piece each. */
  const wide = recorded.length > recordAllUpTo ? createWideRows(recorded) : undefined;
  const withColumns = wide ? 0 : recorded.length;
  let rows = 0;
  const columnCount = 3 + 4 * (withColumns + (withQuantiles ? quantileLevels.length : 0));
  const expected = Math.min(expectedRows, Math.max(1024, Math.floor(mostReserved / columnCount)));
  let capacity = 0;
  let columns = emptyColumns(withColumns, withQuantiles);

  function reserve(needed: number): void {
    if (needed <= capacity) return;
    capacity = Math.max(needed, capacity === 0 ? expected : capacity * 2);
    columns = mapColumns(columns, (old) => {
      const grown = new Float64Array(capacity);
      grown.set(old.subarray(0, rows));
      return grown;
    });
  }

  return {
    recorded,
    get rows() {
      return rows;
    },
    append(row) {
      reserve(rows + 1);
      columns.loss[rows] = row.loss;
      columns.gradientNorm[rows] = row.gradientNorm;
      columns.learningRate[rows] = row.learningRate;
      wide?.append(row);
      for (const name of vectorNames) {
        const source = row[name];
        const target = columns[name];
        for (let k = 0; k < withColumns; k++) target[k]![rows] = source[recorded[k]!]!;
        const { quantiles } = columns;
        if (!quantiles) continue;
        // Plain descent goes along the gradient itself.
        if (name === "m" && isSame(source, row.gradient)) {
          quantiles.m.forEach((column, k) => (column[rows] = quantiles.gradient[k]![rows]!));
        } else writeQuantiles?.(source, quantiles[name], rows);
      }
      snapshots?.offer(rows, row.theta, row.sigma);
      rows++;
    },
    adopt(own) {
      const rowsSoFar = allColumns(columns).map((column) => column.subarray(0, rows));
      allColumns(own).forEach((column, k) => {
        column.set(rowsSoFar[k]!);
      });
      columns = own;
      capacity = own.loss.length;
    },
    extend(count) {
      if (withQuantiles || wide) throw new Error("wide rows are appended one at a time");
      reserve(rows + count);
      const from = rows;
      rows += count;
      return { from, columns };
    },
    blankLast() {
      columns.learningRate[rows - 1] = NaN;
      for (const column of [...columns.sigma, ...columns.m]) column[rows - 1] = NaN;
      wide?.blankLast();
    },
    slice(from, evaluations, stop) {
      const length = rows - from;
      const buffer = new Float64Array(columnCount * length);
      let filled = 0;
      const copied = (values: Float64Array): Float64Array => {
        const copy = buffer.subarray(filled, (filled += length));
        copy.set(values.subarray(from, rows));
        return copy;
      };
      return {
        ...mapColumns(columns, copied),
        ...(wide && { wide: wide.slice(from, rows) }),
        from,
        evaluations,
        ...(stop && { stop }),
      };
    },
    trace(evaluations, stop, end) {
      const taken = snapshots?.taken();
      return {
        ...mapColumns(columns, (values) => values.subarray(0, rows)),
        ...wide?.columns(),
        ...(taken && { snapshots: taken }),
        dimension,
        recorded,
        rows,
        end: end.slice(),
        stop,
        evaluations,
      };
    },
  };
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  const { length } = a;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function column(length: number): Float64Array {
  return new Float64Array(length);
}

function emptyColumns(parameters: number, withQuantiles: boolean): TraceColumns {
  const none = column(0);
  const each = (count: number) => Array.from({ length: count }, () => none);
  return {
    loss: none,
    gradientNorm: none,
    learningRate: none,
    ...eachVector(() => each(parameters)),
    ...(withQuantiles && { quantiles: eachVector(() => each(quantileLevels.length)) }),
  };
}

/** The same columns, each put through `change`. */
function mapColumns(
  columns: TraceColumns,
  change: (values: Float64Array) => Float64Array,
): TraceColumns {
  const changed = (from: QuantileColumns) => eachVector((name) => from[name].map(change));
  return {
    loss: change(columns.loss),
    gradientNorm: change(columns.gradientNorm),
    learningRate: change(columns.learningRate),
    ...changed(columns),
    ...(columns.quantiles && { quantiles: changed(columns.quantiles) }),
  };
}
