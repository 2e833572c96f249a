import type { Block } from "./blocks";

/** Averages of squares by rows and by columns; a vector's are all in `rows`. Each block uses its own stretch. */
export interface FactoredSquares {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/**
 * Updates the averages of one block, in place, and returns its mean squares, one per number.
 *
 *     R ← R + intake·(row means of g² − R), C alike; V = R·C/max(mean R, least)
 *
 * Arrays of more than two dimensions are factored along the last two, as in torch.optim.Adafactor.
 */
export function factoredMeanSquares(
  gradient: Float64Array,
  block: Block,
  intake: number,
  averages: FactoredSquares,
  least: number,
): Float64Array {
  const { from, to, shape } = block;
  const result = new Float64Array(to - from);
  if (shape.length < 2) {
    for (let i = from; i < to; i++) {
      const last = averages.rows[i]!;
      averages.rows[i] = last + intake * (gradient[i]! * gradient[i]! - last);
      result[i - from] = averages.rows[i]!;
    }
    return result;
  }
  const width = shape.at(-1)!;
  const height = shape.at(-2)!;
  for (let matrix = from; matrix < to; matrix += width * height) {
    const square = (row: number, column: number): number =>
      gradient[matrix + row * width + column]! ** 2;
    for (let row = 0; row < height; row++) {
      const mean = meanOf(width, (column) => square(row, column));
      averages.rows[matrix + row] = approach(averages.rows[matrix + row]!, mean, intake);
    }
    for (let column = 0; column < width; column++) {
      const mean = meanOf(height, (row) => square(row, column));
      averages.columns[matrix + column] = approach(
        averages.columns[matrix + column]!,
        mean,
        intake,
      );
    }
    const rowMean = Math.max(
      meanOf(height, (row) => averages.rows[matrix + row]!),
      least,
    );
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        result[matrix - from + row * width + column] =
          (averages.rows[matrix + row]! * averages.columns[matrix + column]!) / rowMean;
  }
  return result;
}

function approach(value: number, target: number, share: number): number {
  return value + share * (target - value);
}

function meanOf(count: number, at: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += at(k);
  return sum / count;
}
