/**
 * A tile of a product of matrices: c sums in each of r turns of the loop around, all of them registers. A turn of the
 * innermost loop reads a factor for each sum and one for each turn and adds their products, so that tiles of 2 × 4 read six
 * numbers for eight products. The engine reads all of them before it multiplies: r·c + r + c of the 15 registers that it
 * has to give are in use at a time. Eight sums keep two adders of four cycles' latency busy.
 */
const SUMS = 8;
/** Of these in one loop. */
const COLUMNS = 4;
/** Turns at a time. */
const ROWS = 4;

/** Sums of one loop in tiles of about the same size. */
export function tilesOf(sums: readonly number[]): readonly (readonly number[])[] {
  const count = Math.ceil(sums.length / COLUMNS);
  const start = (tile: number): number => Math.floor((tile * sums.length) / count);
  return Array.from({ length: count }, (_, tile) => sums.slice(start(tile), start(tile + 1)));
}

/** How many turns of the loop around a tile of so many sums has. */
export function turnsOfTile(sums: number): number {
  return Math.max(1, Math.min(ROWS, Math.floor(SUMS / sums)));
}
