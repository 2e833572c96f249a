/** Largest less smallest value from row `from` to row `to`, both included. */
export function spread(column: Float64Array, from: number, to: number): number {
  let most = -Infinity;
  for (let t = from; t <= to; t++) if (column[t]! > most) most = column[t]!;
  return most - least(column, from, to);
}

/** The smallest value from row `from` to row `to`, both included. */
export function least(column: Float64Array, from: number, to: number): number {
  let value = Infinity;
  for (let t = from; t <= to; t++) if (column[t]! < value) value = column[t]!;
  return value;
}
