import type { RunCurvature } from "../../../src/protocol/series";

/** 1/|λ|max at a run's first row, and no more than the rate that was tried there; undefined where neither is known. */
export function descentRateOf(
  curvature: Pick<RunCurvature, "largest" | "smallest"> | undefined,
  tried: number | undefined,
): number | undefined {
  const ends = [curvature?.largest[0], curvature?.smallest[0]];
  const rates = ends.map((end) => 1 / Math.abs(end ?? NaN)).concat(tried ?? NaN);
  const known = rates.filter((rate) => rate > 0 && rate < Infinity);
  return known.length > 0 ? Math.min(...known) : undefined;
}
