import type { Curve } from "../protocol/series";
import { salientRows } from "./salientRows";

/** Rows per block of the index: small enough to scan, large enough that 10⁷ rows have few blocks. */
const blockRows = 64;

// What is empty is shared: of most columns of a quick run nobody asks for a window.
const none = new Float64Array(0);
const noRows = new Int32Array(0);
const noCounts = new Uint8Array(0);

/**
 * A growing column of raw values with an index of where each block of rows has its minimum and maximum, so that a
 * window of any length is thinned without reading all of it. The index is made once somebody asks for a window.
 */
export class Column {
  private values: Float64Array = none;
  private filled = 0;
  /** Minimum and maximum of each full block, and their rows: −1 where a block holds only NaN. */
  private lowest: Float64Array = none;
  private highest: Float64Array = none;
  private lowestRow: Int32Array = noRows;
  private highestRow: Int32Array = noRows;
  /** Finite values of each full block that are not above 0. */
  private notPositive: Uint8Array = noCounts;
  private blocks = 0;
  // What `findExtremes` found: it is asked thousands of times a picture, and a pair each time would be garbage.
  private lowRow = -1;
  private highRow = -1;

  get length(): number {
    return this.filled;
  }

  /** The raw value of a row; NaN outside the column. */
  at(row: number): number {
    return row < this.filled ? (this.values[row] ?? NaN) : NaN;
  }

  /** All raw values, which nobody may change. */
  get all(): Float64Array {
    return this.values.subarray(0, this.filled);
  }

  /** The raw values of some rows of the column. */
  valuesAt(rows: readonly number[]): Float64Array {
    const { values } = this;
    const picked = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k++) picked[k] = values[rows[k]!]!;
    return picked;
  }

  /** Takes rows over, which are no longer the caller's: the first ones are kept as they are, not copied. */
  append(rows: Float64Array): void {
    const needed = this.filled + rows.length;
    if (this.filled === 0) this.values = rows;
    else {
      if (needed > this.values.length) {
        this.values = grown(this.values, this.filled, Math.max(needed, 2 * this.values.length));
      }
      this.values.set(rows, this.filled);
    }
    this.filled = needed;
  }

  /**
   * The rows `from … to` (inclusive) as a curve: all of them where they are at most `2 · buckets`, else the rows of
   * the minimum and the maximum of each bucket, and the two ends. NaN rows stand only where a bucket holds nothing else.
   * Rows that nobody would miss in a picture are left out (see `salientRows`).
   */
  thin(from: number, to: number, buckets: number): Curve {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(this.filled - 1, Math.ceil(to));
    if (last < first) return { steps: none, values: none, notPositive: 0 };
    const until = this.constantUntil(first, last);
    // Most rates never change, and the last row has none: such a column is not looked at bucket by bucket.
    if (until >= last - 1) return this.constantCurve(first, until, last);
    const rows = salientRows(this.extremeRows(first, last, buckets), this.values);
    return this.curveOf(rows, this.countNotPositive(first, last + 1));
  }

  private curveOf(rows: readonly number[], notPositive: number): Curve {
    return { steps: new Float64Array(rows), values: this.valuesAt(rows), notPositive };
  }

  /** Rows that have one value up to `until`, and perhaps one row after it. */
  private constantCurve(first: number, until: number, last: number): Curve {
    const rows = [first, until, last].filter((row, k, all) => row !== all[k - 1]);
    const same = isNotPositive(this.values[first]!) ? until + 1 - first : 0;
    const after = until < last && isNotPositive(this.values[last]!) ? 1 : 0;
    return this.curveOf(rows, same + after);
  }

  /** The last row, up to `last`, before which every one from `first` on has the same value. */
  private constantUntil(first: number, last: number): number {
    const { values } = this;
    const value = values[first];
    let row = first;
    while (row < last && values[row + 1] === value) row++;
    return row;
  }

  /** The rows of the minimum and the maximum of each bucket, and the two ends, ascending and without repetition. */
  extremeRows(first: number, last: number, buckets: number): number[] {
    const count = last - first + 1;
    if (count <= 2 * buckets) return rowsBetween(first, last);
    if (count >= buckets * blockRows) this.indexFullBlocks();
    // Of its final size: one that grows leaves several times as much behind.
    const rows = new Array<number>(2 * buckets + 2);
    rows[0] = first;
    let found = 1;
    const push = (row: number) => {
      if (row > rows[found - 1]!) rows[found++] = row;
    };
    for (let bucket = 0; bucket < buckets; bucket++) {
      const start = first + Math.floor((bucket * count) / buckets);
      const end = first + Math.floor(((bucket + 1) * count) / buckets);
      this.findExtremes(start, end);
      const { lowRow: low, highRow: high } = this;
      push(low < 0 ? start : Math.min(low, high));
      if (high >= 0) push(Math.max(low, high));
    }
    push(last);
    rows.length = found;
    return rows;
  }

  /** The first row at or below a value; undefined where there is none. */
  firstAtOrBelow(value: number): number | undefined {
    this.indexFullBlocks();
    for (let block = 0; block < this.blocks; block++) {
      if (this.lowest[block]! <= value) return this.firstInRows(block * blockRows, value);
    }
    return this.firstInRows(this.blocks * blockRows, value);
  }

  private firstInRows(start: number, value: number): number | undefined {
    for (let row = start; row < this.filled; row++) if (this.values[row]! <= value) return row;
    return undefined;
  }

  /** Finite values in `[start, end)` that are not above 0. */
  private countNotPositive(start: number, end: number): number {
    let count = 0;
    let row = start;
    while (row < end) {
      if (this.hasBlock(row, end)) {
        count += this.notPositive[row / blockRows]!;
        row += blockRows;
        continue;
      }
      const next = Math.min(end, nextBlock(row));
      for (; row < next; row++) if (isNotPositive(this.values[row]!)) count++;
    }
    return count;
  }

  /** Finds the rows of the minimum and maximum in `[start, end)`, −1 where there is only NaN. */
  private findExtremes(start: number, end: number): void {
    const { values, lowest, highest, lowestRow, highestRow } = this;
    let low = NaN;
    let high = NaN;
    let lowRow = -1;
    let highRow = -1;
    let row = start;
    while (row < end) {
      if (this.hasBlock(row, end)) {
        const block = row / blockRows;
        // What is not below a NaN is not above it either: a block of nothing but NaN changes nothing.
        if (lowRow < 0 || lowest[block]! < low) {
          low = lowest[block]!;
          lowRow = lowestRow[block]!;
        }
        if (highRow < 0 || highest[block]! > high) {
          high = highest[block]!;
          highRow = highestRow[block]!;
        }
        row += blockRows;
        continue;
      }
      const next = Math.min(end, nextBlock(row));
      for (; row < next; row++) {
        const value = values[row]!;
        if (value < low || (lowRow < 0 && value === value)) {
          low = value;
          lowRow = row;
        }
        if (value > high || (highRow < 0 && value === value)) {
          high = value;
          highRow = row;
        }
      }
    }
    this.lowRow = lowRow;
    this.highRow = highRow;
  }

  /** Does an indexed block begin at a row, and end before `end`? */
  private hasBlock(row: number, end: number): boolean {
    return row % blockRows === 0 && row + blockRows <= end && row < this.blocks * blockRows;
  }

  private indexFullBlocks(): void {
    const full = Math.floor(this.filled / blockRows);
    if (full > this.lowest.length) {
      const size = Math.max(full, 2 * this.lowest.length);
      this.lowest = grown(this.lowest, this.blocks, size);
      this.highest = grown(this.highest, this.blocks, size);
      this.lowestRow = grownRows(this.lowestRow, size);
      this.highestRow = grownRows(this.highestRow, size);
      const counts = new Uint8Array(size);
      counts.set(this.notPositive);
      this.notPositive = counts;
    }
    while (this.blocks < full) {
      const start = this.blocks * blockRows;
      this.findExtremes(start, start + blockRows);
      const { lowRow: low, highRow: high } = this;
      this.lowestRow[this.blocks] = low;
      this.highestRow[this.blocks] = high;
      this.lowest[this.blocks] = low < 0 ? NaN : this.values[low]!;
      this.highest[this.blocks] = high < 0 ? NaN : this.values[high]!;
      this.notPositive[this.blocks] = this.countNotPositive(start, start + blockRows);
      this.blocks++;
    }
  }
}

/** Where the block after that of a row begins. */
function nextBlock(row: number): number {
  return row - (row % blockRows) + blockRows;
}

/** Finite and not above 0. */
function isNotPositive(value: number): boolean {
  return value <= 0 && value > -Infinity;
}

/** All rows from the first to the last. */
export function rowsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
}

/** A longer array that begins with the first `filled` values. */
function grown(values: Float64Array, filled: number, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(values.subarray(0, filled));
  return larger;
}

function grownRows(rows: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size);
  larger.set(rows);
  return larger;
}
