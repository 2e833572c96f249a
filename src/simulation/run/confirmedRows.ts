import type { Objective } from "../../objective/objective";

/** Rows of a compiled block from which on its last one is confirmed. */
const stretch = 256;

/**
 * Which rows of a run are compared with the loss as it is written: rows 4, 16, 64, … Few, as such an
 * evaluation may take as long as a hundred compiled steps.
 */
export function isConfirmedRow(row: number): boolean {
  return row >= 4 && Number.isInteger(Math.log2(row) / 2);
}

/**
 * The rows to confirm among those from `first` to `end` (exclusive), which were taken in one go: the
 * same ones, and the last row of a long block.
 */
export function rowsToConfirm(first: number, end: number): number[] {
  const rows: number[] = [];
  for (let row = 4; row < end; row *= 4) if (row >= first) rows.push(row);
  if (end - first >= stretch && rows.at(-1) !== end - 1) rows.push(end - 1);
  return rows;
}

/** Whether a loss that a run recorded is that of the function as it is written. */
export function isConfirmed(objective: Objective, theta: Float64Array, loss: number): boolean {
  return objective.confirm?.(theta, loss) ?? true;
}
