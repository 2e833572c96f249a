import type { SweepAxis } from "../../options/sweepOptions";

/**
 * The cells of a sweep in one row of numbers: index = Σ (index along dimension k)·stride_k, the first dimension fastest. An
 * axis is a dimension of its own, or joined to that of the axis before it.
 */
export interface SweepGrid {
  readonly axes: readonly SweepAxis[];
  readonly count: number;
  /** The dimension of each axis, and how many places each dimension has. */
  readonly dimensionOf: readonly number[];
  readonly sizes: readonly number[];
  /** The index along an axis of a cell. */
  readonly along: (axis: number, cell: number) => number;
  /** The values of a cell, one an axis. */
  readonly valuesOf: (cell: number) => number[];
}

/** Throws where joined axes differ in length. */
export function sweepGrid(axes: readonly SweepAxis[]): SweepGrid {
  const dimensionOf: number[] = [];
  const sizes: number[] = [];
  const strides: number[] = [];
  let count = 1;
  for (const { values, joined = false } of axes) {
    const { length } = values;
    if (joined && sizes.length > 0) {
      if (sizes.at(-1) !== length) throw new RangeError(`${length} values beside ${sizes.at(-1)!}`);
    } else {
      sizes.push(length);
      strides.push(count);
      count *= length;
    }
    dimensionOf.push(sizes.length - 1);
  }
  const along = (axis: number, cell: number): number => {
    const dimension = dimensionOf[axis]!;
    return Math.floor(cell / strides[dimension]!) % sizes[dimension]!;
  };
  return {
    ...{ axes, count, dimensionOf, sizes, along },
    valuesOf: (cell) => axes.map(({ values }, k) => values[along(k, cell)]!),
  };
}

/**
 * A number for each cell by its indices along some of the axes alone, from 0 and dense: cells that agree there share it.
 */
export function keyOver(
  { axes, dimensionOf, along }: SweepGrid,
  chosen: readonly number[],
): { readonly count: number; readonly of: (cell: number) => number } {
  const [first, ...others] = chosen.filter(
    (axis, k) => chosen.findIndex((other) => dimensionOf[other] === dimensionOf[axis]) === k,
  );
  if (first === undefined) return { count: 1, of: () => 0 };
  const length = (axis: number): number => axes[axis]!.values.length;
  const count = others.reduce((product, axis) => product * length(axis), length(first));
  if (others.length === 0) return { count, of: (cell) => along(first, cell) };
  const key = (cell: number, before: number, axis: number): number =>
    before * length(axis) + along(axis, cell);
  return {
    count,
    of: (cell) => others.reduce((before, axis) => key(cell, before, axis), along(first, cell)),
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
