import type { Landscape } from "../../src/protocol/series";
import { levelPosition } from "./levels";

/** The corners of a relief's cells: `heights[j·(across + 1) + i]`, −1 to 1, NaN where the loss is undefined. */
export interface ReliefHeights {
  readonly across: number;
  readonly along: number;
  readonly heights: Float64Array;
}

/** Cells drawn along each side at most; more would cost time without showing more. */
const cells = 64;

/** How many cells away a loss still counts for the height of a corner. */
const spread = 2;

/** Height of a loss, −1 to 1, by its place among the isolines' levels. */
export function altitude({ levels }: Pick<Landscape, "levels">, loss: number): number {
  const top = Math.max(1, levels.length - 1);
  return (Math.min(top, levelPosition(levels, loss)) / top) * 2 - 1;
}

/**
 * How high the corners stand. The floor of a valley narrower than a cell passes the points of the grid at all distances,
 * and between logarithms of these it and the foot of its walls would be a comb of spikes. So the floor is widened until
 * every corner beside it knows of it, each point taking the least loss within a cell; and a corner has the mean of the
 * heights around it, which leaves nothing in them that is narrower than what is drawn.
 */
export function reliefHeights(landscape: Landscape): ReliefHeights {
  const { columns, rows, values } = landscape;
  const across = Math.min(cells, columns - 1);
  const along = Math.min(cells, rows - 1);
  const widened = eachWay(
    gridLines(values, columns),
    (line) => lowestAround(line, Math.ceil((columns - 1) / across)),
    (line) => lowestAround(line, Math.ceil((rows - 1) / along)),
  );
  const means = eachWay(
    widened.map((line) => line.map((loss) => altitude(landscape, loss))),
    (line) => meansAt(line, across),
    (line) => meansAt(line, along),
  );
  return { across, along, heights: Float64Array.from(means.flatMap((line) => [...line])) };
}

/** The rows of a grid, or its columns. */
type Lines = readonly Float64Array[];

function gridLines(values: Float64Array, length: number): Lines {
  return Array.from({ length: values.length / length }, (_, k) =>
    values.subarray(k * length, (k + 1) * length),
  );
}

/** Treats the rows of a grid and then its columns. */
function eachWay(
  grid: Lines,
  treatRow: (line: Float64Array) => Float64Array,
  treatColumn: (line: Float64Array) => Float64Array,
): Lines {
  return transposed(transposed(grid.map(treatRow)).map(treatColumn));
}

function transposed(grid: Lines): Lines {
  return Array.from(grid[0]!, (_, k) => Float64Array.from(grid, (line) => line[k]!));
}

/** The least of each value and of those at most `reach` beside it; what is undefined stays so. */
function lowestAround(line: Float64Array, reach: number): Float64Array {
  return line.map((value, at) => {
    let lowest = value;
    for (let k = Math.max(0, at - reach); k <= Math.min(line.length - 1, at + reach); k++) {
      if (line[k]! < lowest) lowest = line[k]!;
    }
    return lowest;
  });
}

/** Means of a line at `count` + 1 places spread evenly over it, with weights that fall evenly to 0 at `spread` cells. */
function meansAt(line: Float64Array, count: number): Float64Array {
  const last = line.length - 1;
  const reach = (spread * last) / count;
  return Float64Array.from({ length: count + 1 }, (_, place) => {
    const middle = (place / count) * last;
    if (Number.isNaN(line[Math.round(middle)])) return NaN;
    let [sum, weights] = [0, 0];
    for (let k = Math.max(0, Math.ceil(middle - reach)); k <= Math.min(last, middle + reach); k++) {
      if (Number.isNaN(line[k])) continue;
      const weight = reach - Math.abs(k - middle);
      sum += weight * line[k]!;
      weights += weight;
    }
    return sum / weights;
  });
}
