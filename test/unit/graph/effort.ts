const factor = process.env["DEEP"] === "1" ? 70 : 1;
const seed = process.env["SEED"];

/**
 * How many random cases a property is tried on: `usual` in the ordinary run, 70 times as many with
 * DEEP=1. A failure prints its seed; SEED repeats it.
 */
export function runs(usual: number): { numRuns: number; seed?: number } {
  return { numRuns: usual * factor, ...(seed !== undefined && { seed: Number(seed) }) };
}

/** Ample time for a property on a busy machine, in milliseconds. */
export const PATIENCE = 60_000 * factor;
