import type { CurvaturePath } from "../curvature/curvaturePath";
import type { Trace } from "../run/record";

/** The largest stable η by curvature: the method's limit over λmax(σ⁻¹H). */
export interface StableRates {
  /** At the first row. */
  readonly atStart: number;
  /** The smallest along the path, and where it is: the rate that is stable throughout. */
  readonly alongPath: number;
  readonly row: number;
}

/**
 * Rates up to which the present method is stable, from the curvature along a run of it at the rate
 * `learningRate` (what its schedule started from): learningRate·limit / (η^t·λmax(σ⁻¹H)), the schedule
 * being kept. Only rows whose loss is no higher than at the start count: how steep the walls are up which a run was
 * thrown says nothing about the rate it needs. Undefined where no row has a positive stability number. As σ depends on
 * the path, and the path on η, it answers for runs that stay near this one.
 */
export function stableRates(
  path: Pick<CurvaturePath, "rows" | "stability">,
  { loss }: Pick<Trace, "loss">,
  learningRate: number,
  limit: number,
): StableRates | undefined {
  let atStart: number | undefined;
  let lowest = { rate: Infinity, row: -1 };
  path.rows.forEach((row, k) => {
    const stability = path.stability[k]!;
    if (!(loss[row]! <= loss[0]!)) return;
    if (!(stability > 0) || !Number.isFinite(stability)) return;
    const rate = (limit * learningRate) / stability;
    atStart ??= rate;
    if (rate < lowest.rate) lowest = { rate, row };
  });
  if (atStart === undefined) return undefined;
  return { atStart, alongPath: lowest.rate, row: lowest.row };
}
