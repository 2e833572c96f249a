import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { DiagnosisInput } from "./diagnosisInput";

/** A loss lower than where the run ended, and where it is when that is known. */
export interface LowerPoint {
  readonly loss: number;
  readonly theta?: Float64Array;
}

const tries = 3000;

/** Every other point comes from a box up to this many times as wide. */
const widest = 10;

/** Random points find nothing in more dimensions than this. */
const searchedUpTo = 6;

/** By how much lower a loss must be, as a share of 1 + |L|, to be worth a word. */
const noticeable = 0.01;

/**
 * Looks for a loss noticeably below the end's: what the caller knows, rows of the run, and seeded
 * random points in boxes around start and end, the smallest three times as wide as their distance and
 * reaching at least 1 + 2·|θᵢ| to each side, the widest ten times as wide.
 */
export function searchLower(input: DiagnosisInput): LowerPoint | undefined {
  const { trace, objective, lowestKnown = Infinity } = input;
  const end = trace.loss[trace.rows - 1]!;
  const target = end - noticeable * (1 + Math.abs(end));
  if (lowestKnown < target) return { loss: lowestKnown };
  const lowestRow = trace.loss.reduce((least, loss) => Math.min(least, loss), Infinity);
  if (lowestRow < target) return { loss: lowestRow };
  if (trace.dimension > searchedUpTo) return undefined;
  const random = xoroshiro128plus(7);
  const middle = trace.theta.map((column) => (column[0]! + column[trace.rows - 1]!) / 2);
  const reach = trace.theta.map((column, i) =>
    Math.max(1.5 * Math.abs(column[0]! - column[trace.rows - 1]!), 1 + 2 * Math.abs(middle[i]!)),
  );
  let lower: LowerPoint | undefined;
  for (let k = 0; k < tries; k++) {
    const scale = k % 2 === 0 ? 1 : widest ** uniformFloat64(random);
    const theta = Float64Array.from(
      middle,
      (center, i) => center + (2 * uniformFloat64(random) - 1) * scale * reach[i]!,
    );
    const loss = objective.value(theta);
    if (loss < (lower?.loss ?? target)) lower = { loss, theta };
  }
  return lower;
}
