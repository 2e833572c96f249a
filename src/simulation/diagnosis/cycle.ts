/** Movement to and fro, to the end of a run, that does not come nearer to the minimum. */
export interface Cycle {
  /** The parameter that moves most. */
  readonly parameter: number;
  /** First row of it. */
  readonly from: number;
  /** Half of what the parameter moves to and fro. */
  readonly amplitude: number;
}

/** Shorter stretches say nothing. */
const leastRows = 20;

/** Where the last quarter of a run begins, and the quarter before it; undefined where they are too short to tell. */
export function lastQuarters(
  last: number,
): { readonly middle: number; readonly from: number } | undefined {
  const from = Math.ceil(0.75 * last);
  return last - from < leastRows ? undefined : { middle: Math.ceil(0.5 * last), from };
}
