import type { Curve } from "../protocol/series";

/** Rows per block of the index: small enough to scan, large enough that 10⁷ rows have few blocks. */
const blockRows = 64;

/**
 * A growing column of raw values with an index of where each block of rows has its minimum and maximum, so that a
 * window of any length is thinned without reading all of it.
 */
export class Column {
  private values = new Float64Array(1024);
  private filled = 0;
  /** Rows of the minimum and maximum of each full block, −1 where a block holds only NaN. */
  private lowest = new Int32Array(16);
  private highest = new Int32Array(16);
  private blocks = 0;

  get length(): number {
    return this.filled;
  }

  /** The raw value of a row; NaN outside the column. */
  at(row: number): number {
    return row < this.filled ? (this.values[row] ?? NaN) : NaN;
  }

  append(rows: Float64Array): void {
    const needed = this.filled + rows.length;
    if (needed > this.values.length) {
      const grown = new Float64Array(Math.max(needed, 2 * this.values.length));
      grown.set(this.values.subarray(0, this.filled));
      this.values = grown;
    }
    this.values.set(rows, this.filled);
    this.filled = needed;
    this.indexFullBlocks();
  }

  /**
   * The rows `from … to` (inclusive) as a curve: all of them where they are at most `2 · buckets`, else the rows of
   * the minimum and the maximum of each bucket, and the two ends. NaN rows stand only where a bucket holds nothing else.
   */
  thin(from: number, to: number, buckets: number): Curve {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(this.filled - 1, Math.ceil(to));
    if (last < first) return { steps: new Float64Array(0), values: new Float64Array(0) };
    const rows = this.extremeRows(first, last, buckets);
    const steps = Float64Array.from(rows);
    return { steps, values: Float64Array.from(rows, (row) => this.values[row]!) };
  }

  /** The rows that `thin` would show, ascending and without repetition. */
  extremeRows(first: number, last: number, buckets: number): number[] {
    const count = last - first + 1;
    if (count <= 2 * buckets) return Array.from({ length: count }, (_, k) => first + k);
    const rows = [first];
    const push = (row: number) => {
      if (row > rows[rows.length - 1]!) rows.push(row);
    };
    for (let bucket = 0; bucket < buckets; bucket++) {
      const start = first + Math.floor((bucket * count) / buckets);
      const end = first + Math.floor(((bucket + 1) * count) / buckets);
      const [low, high] = this.extremes(start, end);
      push(low < 0 ? start : Math.min(low, high));
      if (high >= 0) push(Math.max(low, high));
    }
    push(last);
    return rows;
  }

  /** Rows of the minimum and maximum in `[start, end)`, −1 where there is only NaN. */
  private extremes(start: number, end: number): [number, number] {
    let low = -1;
    let high = -1;
    const look = (row: number) => {
      const value = this.values[row]!;
      if (value !== value) return;
      if (low < 0 || value < this.values[low]!) low = row;
      if (high < 0 || value > this.values[high]!) high = row;
    };
    let row = start;
    while (row < end) {
      const block = row / blockRows;
      if (Number.isInteger(block) && row + blockRows <= end && block < this.blocks) {
        const lowest = this.lowest[block]!;
        if (lowest >= 0) {
          look(lowest);
          look(this.highest[block]!);
        }
        row += blockRows;
      } else {
        look(row);
        row++;
      }
    }
    return [low, high];
  }

  private indexFullBlocks(): void {
    const full = Math.floor(this.filled / blockRows);
    if (full > this.lowest.length) {
      const size = Math.max(full, 2 * this.lowest.length);
      this.lowest = growIndex(this.lowest, size);
      this.highest = growIndex(this.highest, size);
    }
    while (this.blocks < full) {
      const start = this.blocks * blockRows;
      const [low, high] = this.extremes(start, start + blockRows);
      this.lowest[this.blocks] = low;
      this.highest[this.blocks] = high;
      this.blocks++;
    }
  }
}

function growIndex(index: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size);
  grown.set(index);
  return grown;
}
