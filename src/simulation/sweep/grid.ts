import type { SweepAxis } from "../../options/sweepOptions";

/** The cells of a sweep in one row of numbers: index = Σ (index along axis k)·stride_k, the first axis fastest. */
export interface SweepGrid {
  readonly axes: readonly SweepAxis[];
  readonly count: number;
  /** The index along an axis of a cell. */
  readonly along: (axis: number, cell: number) => number;
  /** The values of a cell, one an axis. */
  readonly valuesOf: (cell: number) => number[];
}

export function sweepGrid(axes: readonly SweepAxis[]): SweepGrid {
  const strides: number[] = [];
  let count = 1;
  for (const { values } of axes) {
    strides.push(count);
    count *= values.length;
  }
  const along = (axis: number, cell: number): number =>
    Math.floor(cell / strides[axis]!) % axes[axis]!.values.length;
  return {
    axes,
    count,
    along,
    valuesOf: (cell) => axes.map(({ values }, k) => values[along(k, cell)]!),
  };
}

/**
 * A number for each cell by its indices along some of the axes alone, from 0 and dense: cells that agree there share it.
 */
export function keyOver(
  { axes, along }: SweepGrid,
  chosen: readonly number[],
): { readonly count: number; readonly of: (cell: number) => number } {
  const [first, second] = chosen;
  const length = (axis: number): number => axes[axis]!.values.length;
  const count = chosen.reduce((product, axis) => product * length(axis), 1);
  if (first === undefined) return { count, of: () => 0 };
  if (second === undefined) return { count, of: (cell) => along(first, cell) };
  return {
    count,
    of: (cell) => chosen.reduceRight((key, axis) => key * length(axis) + along(axis, cell), 0),
  };
}

/**
 * All cells, coarse to fine: every `coarsest`-th of each axis first, then those that halve the distance, again and again;
 * with the distance at which each was reached. A cell stands for what lies up to its distance away until finer ones come.
 */
export function* coarseToFine(
  columns: number,
  rows: number,
  coarsest: number,
): Generator<{ readonly cells: Int32Array; readonly distance: number }, void> {
  for (let distance = coarsest; distance >= 1; distance /= 2) {
    const cells: number[] = [];
    for (let row = 0; row < rows; row += distance) {
      const isOld = distance < coarsest && row % (2 * distance) === 0;
      for (
        let column = isOld ? distance : 0;
        column < columns;
        column += isOld ? 2 * distance : distance
      )
        cells.push(row * columns + column);
    }
    yield { cells: Int32Array.from(cells), distance };
  }
}
