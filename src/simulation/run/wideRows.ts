import { eachVector, vectorNames, type Vectors } from "./vectors";

/** Numbers of a block, about. */
const blockSize = 1 << 20;

/** Rows of the vectors of many parameters, each row in one piece: θ, g, σ and m of the recorded ones. */
export interface WideRows {
  append(vectors: Vectors<Float64Array>): void;
  /** Takes σ and m out of the last row. */
  blankLast(): void;
  /** Copies of rows, one after another. */
  slice(from: number, to: number): Float64Array;
  /** All rows as columns, `[recorded parameter][row]`. */
  columns(): Vectors<readonly Float64Array[]>;
}

/** Rows of the parameters `recorded` in blocks that never move: a run of unknown length copies nothing as it grows. */
export function createWideRows(recorded: readonly number[]): WideRows {
  const count = recorded.length;
  const width = vectorNames.length * count;
  const rowsOfBlock = Math.max(1, Math.floor(blockSize / width));
  const blocks: Float64Array[] = [];
  let rows = 0;

  /** The block of a row, and where the row begins in it. */
  function placeOf(row: number): readonly [block: Float64Array, offset: number] {
    return [blocks[Math.floor(row / rowsOfBlock)]!, (row % rowsOfBlock) * width];
  }

  return {
    append(vectors) {
      if (rows % rowsOfBlock === 0) blocks.push(new Float64Array(rowsOfBlock * width));
      const [block, offset] = placeOf(rows++);
      for (const [position, name] of vectorNames.entries()) {
        const source = vectors[name];
        const at = offset + position * count;
        if (source.length === count) block.set(source, at);
        else for (let k = 0; k < count; k++) block[at + k] = source[recorded[k]!]!;
      }
    },
    blankLast() {
      const [block, offset] = placeOf(rows - 1);
      block.fill(NaN, offset + 2 * count, offset + width);
    },
    slice(from, to) {
      const values = new Float64Array((to - from) * width);
      for (let row = from; row < to;) {
        const [block, offset] = placeOf(row);
        const taken = Math.min(to - row, rowsOfBlock - (row % rowsOfBlock));
        values.set(block.subarray(offset, offset + taken * width), (row - from) * width);
        row += taken;
      }
      return values;
    },
    columns() {
      return eachVector((name) => {
        const position = vectorNames.indexOf(name);
        const all = new Float64Array(rows * count);
        for (let row = 0; row < rows; row++) {
          const [block, offset] = placeOf(row);
          const from = offset + position * count;
          for (let k = 0; k < count; k++) all[k * rows + row] = block[from + k]!;
        }
        return recorded.map((_, k) => all.subarray(k * rows, (k + 1) * rows));
      });
    },
  };
}
