import type { RunSeries } from "../../src/protocol/series";

/** The last point of a run in the parameters it was sent for: the last entry of its path. */
export function endPoint(series: RunSeries): number[] {
  return series.path.theta.map((values) => values[values.length - 1] ?? NaN);
}
