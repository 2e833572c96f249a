import type { Chains } from "./chains";

/** A group of a chain's terms that are alike, by position in the chain. */
export interface Group {
  readonly positions: readonly number[];
  readonly negative: boolean;
}

const FEWEST_TERMS = 4;
const LEAST_WEIGHT = 64;
/** Inside another loop short sums are better left unrolled. */
export const LEAST_INNER_WEIGHT = 128;
/** The terms of a chain, those of the same shape and sign together, in order of first appearance. */
export function groupTerms({ start, terms, negative, shape }: Chains, head: number): Group[] {
  const groups = new Map<number, { positions: number[]; negative: boolean }>();
  for (let at = start[head]!; at < start[head + 1]!; at++) {
    const key = shape[terms[at]!]! * 2 + negative[at]!;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { positions: [at], negative: negative[at] === 1 });
    else group.positions.push(at);
  }
  return [...groups.values()];
}

/** Whether a loop is worth it. */
export function isLong(
  { terms, weight }: Chains,
  { positions }: Group,
  leastWeight = LEAST_WEIGHT,
): boolean {
  const each = weight[terms[positions[0]!]!]!;
  return positions.length >= FEWEST_TERMS && positions.length * (each + 1) >= leastWeight;
}
