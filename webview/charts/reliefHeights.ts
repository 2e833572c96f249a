import type { Landscape } from "../../src/protocol/series";
import { levelPosition } from "./levels";

/** The corners of a relief's cells, at `j·(across + 1) + i`. */
export interface ReliefHeights {
  readonly across: number;
  readonly along: number;
  /** −1 to 1, NaN where the loss is undefined. */
  readonly heights: Float64Array;
  /** From −½ on slopes that face away from the light to ½. */
  readonly light: Float64Array;
}

/** Cells drawn along each side at most; more would cost time without showing more. */
const cells = 64;

/** How many cells away a loss still counts for the height of a corner, and a height for its light. */
const spread = 2;
const lightSpread = 5;

/** How steep a slope is on which light has gone half of the way from that of level ground. */
const halfLit = 8;

/** Height of a loss, −1 to 1, by its place among the isolines' levels. */
export function altitude({ levels }: Pick<Landscape, "levels">, loss: number): number {
  const top = Math.max(1, levels.length - 1);
  return (Math.min(top, levelPosition(levels, loss)) / top) * 2 - 1;
}

/** The rows of a grid, or its columns. */
type Lines = readonly Float64Array[];

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
    (line) => meansAt(line, across, spread),
    (line) => meansAt(line, along, spread),
  );
  return { across, along, heights: joined(means), light: joined(lightOn(means)) };
}

/**
 * The light on each corner. The mean over a few cells is lit: what is left in the heights of a comb is too low to be seen
 * in them, and its slopes, which are steep, would be seen as ridges in the light.
 */
function lightOn(heights: Lines): Lines {
  const across = heights[0]!.length - 1;
  const along = heights.length - 1;
  const even = eachWay(
    heights,
    (line) => meansAt(line, across, lightSpread),
    (line) => meansAt(line, along, lightSpread),
  );
  const toX = even.map(slopesAlong);
  const toY = transposed(transposed(even).map(slopesAlong));
  return toX.map((line, j) =>
    line.map((slope, i) => Math.atan((slope - toY[j]![i]!) / halfLit) / Math.PI),
  );
}

/** How much a line rises over all of its length where it goes on as at each place; level beside what is undefined. */
function slopesAlong(line: Float64Array): Float64Array {
  const last = line.length - 1;
  return line.map((value, k) => {
    const [before, after] = [Math.max(0, k - 1), Math.min(last, k + 1)];
    const rise = (line[after]! - line[before]!) / (after - before);
    return Number.isNaN(value) ? NaN : Number.isNaN(rise) ? 0 : rise * last;
  });
}

function joined(lines: Lines): Float64Array {
  return Float64Array.from(lines.flatMap((line) => [...line]));
}

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

/** Means of a line at `count` + 1 places spread evenly over it, with weights that fall evenly to 0 at so many cells. */
function meansAt(line: Float64Array, count: number, cellsAway: number): Float64Array {
  const last = line.length - 1;
  const reach = (cellsAway * last) / count;
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
