import type { Objective } from "../../objective/objective";
import { pointOnSurface, type Surface } from "./surface";

/** Where a grid lies and how fine it is. Borders are included. */
export interface GridFrame {
  readonly x: readonly [number, number];
  /** Ignored for a line. */
  readonly y: readonly [number, number];
  readonly columns: number;
  /** 1 for a line. */
  readonly rows: number;
}

/** A grid that is computed piece by piece, first coarsely. */
export interface LandscapeGrid {
  readonly frame: GridFrame;
  /**
   * The losses so far, row-major from low y to high y: `values[row·columns + column]`. A point not
   * yet computed holds the value of the nearest computed one below and left of it.
   */
  readonly values: Float64Array;
  /** Share of the points computed, 0 to 1. */
  readonly progress: number;
  /** Computes up to `points` more; true once all are there. */
  advance(points: number): boolean;
}

/** Spacing of the first pass, in points; each pass halves it. */
const coarsest = 8;

/**
 * Losses over a window of a surface. Passes at every 8th, 4th, 2nd and every point, so that after
 * 1/64 of the work there is a picture. What the loss throws, `advance` throws.
 */
export function createLandscapeGrid(
  objective: Objective,
  surface: Surface,
  frame: GridFrame,
): LandscapeGrid {
  const { columns, rows } = frame;
  for (const count of [columns, rows]) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`a grid of ${columns} × ${rows}`);
  }
  const values = new Float64Array(columns * rows).fill(NaN);
  const theta = new Float64Array(objective.dimension);
  const order = passes(columns, rows);
  let pending = order.next();
  let done = 0;

  return {
    frame,
    values,
    get progress() {
      return done / (columns * rows);
    },
    advance(points) {
      for (let k = 0; k < points && !pending.done; k++) {
        const { column, row, size } = pending.value;
        pointOnSurface(
          surface,
          gridCoordinate(frame.x, column, columns),
          gridCoordinate(frame.y, row, rows),
          theta,
        );
        fillBlock(values, frame, column, row, size, objective.value(theta));
        done++;
        pending = order.next();
      }
      return pending.done === true;
    },
  };
}

/** The coordinate of grid line `index` of `count` over a range. */
export function gridCoordinate(
  range: readonly [number, number],
  index: number,
  count: number,
): number {
  if (count === 1) return range[0];
  const share = index / (count - 1);
  return range[0] * (1 - share) + range[1] * share;
}

function fillBlock(
  values: Float64Array,
  { columns, rows }: GridFrame,
  column: number,
  row: number,
  size: number,
  value: number,
): void {
  const right = Math.min(column + size, columns);
  const top = Math.min(row + size, rows);
  for (let y = row; y < top; y++) values.fill(value, y * columns + column, y * columns + right);
}

interface GridPoint {
  readonly column: number;
  readonly row: number;
  /** Width of the block that this point stands for until its neighbours are there. */
  readonly size: number;
}

function* passes(columns: number, rows: number): Generator<GridPoint, undefined> {
  for (let size = coarsest; size >= 1; size /= 2) {
    const isNew = (row: number, column: number) =>
      size === coarsest || row % (2 * size) !== 0 || column % (2 * size) !== 0;
    for (let row = 0; row < rows; row += size) {
      for (let column = 0; column < columns; column += size) {
        if (isNew(row, column)) yield { column, row, size };
      }
    }
  }
  return undefined;
}
