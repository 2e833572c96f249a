import type { SeedsRequest } from "../../protocol/seeds";
import type { SeedSpread } from "../../protocol/series";
import { repeatAxes } from "../../options/sweepOptions";
import { cellPlan } from "../../simulation/sweep/axis";
import { seedSpread } from "../../simulation/sweep/seedSpread";
import type { OpenSession } from "./openSession";
import { samplingOf } from "./runs";
import type { Task } from "./task";

/** Repeats a run over seeds and tells how its loss spreads. */
export function* repeatOverSeeds(
  request: SeedsRequest,
  { objective, findOptimizer: find, shapes, names }: OpenSession,
): Task<SeedSpread> {
  const { options, start, steps, seed, tolerance, repeats, jitter } = request;
  const axes = repeatAxes(repeats, jitter);
  const plans = Array.from({ length: repeats }, (_, repeat) => {
    const sampling = samplingOf({ ...request, seed: seed + repeat }, objective);
    const setting = {
      ...{ objective, shapes, names, start: Float64Array.from(start), steps, tolerance },
    };
    const values = axes.map(({ target }) => (target.kind === "seed" ? seed + repeat : repeat));
    return cellPlan({ options, setting: { ...setting, sampling }, find }, axes, values);
  });
  return yield* seedSpread(plans);
}
