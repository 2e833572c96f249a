import { evidence } from "./evidence";
import type { Evidence } from "./finding";
import type { RunView } from "./runView";

/** η·λmax(σ⁻¹H) at a row where it is known. */
export interface StabilityAt {
  readonly row: number;
  readonly stability: number;
}

/** Where it is largest among the rows from `from` to `to`; undefined where it is known at none of them. */
export function largestBetween(
  { curvature }: RunView,
  [from, to]: readonly [number, number],
): StabilityAt | undefined {
  let largest: StabilityAt | undefined;
  curvature?.rows.forEach((row, k) => {
    const stability = curvature.stability[k]!;
    if (row < from || row > to || !Number.isFinite(stability)) return;
    if (stability > (largest?.stability ?? -Infinity)) largest = { row, stability };
  });
  return largest;
}

/** The first row at which it is known to be above the method's limit. */
export function firstBeyond({ curvature, limit }: RunView): StabilityAt | undefined {
  const k = curvature?.stability.findIndex((value) => value > (limit ?? Infinity)) ?? -1;
  return k < 0 ? undefined : { row: curvature!.rows[k]!, stability: curvature!.stability[k]! };
}

/** The number beside what the method allows, as far as they are known. */
export function stabilityEvidence({ limit }: RunView, at: StabilityAt | undefined): Evidence[] {
  return [...evidence("stability", at?.stability, at?.row), ...evidence("stabilityLimit", limit)];
}
