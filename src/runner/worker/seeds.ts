import type { SeedsRequest } from "../../protocol/seeds";
import type { SeedSpread } from "../../protocol/series";
import { repeatAxes } from "../../options/sweepOptions";
import { cellPlan } from "../../simulation/sweep/axis";
import { seedSpread } from "../../simulation/sweep/seedSpread";
import type { OpenSession } from "./openSession";
import { settingOf } from "./runs";
import type { Task } from "./task";

/** Repeats a run over seeds and tells how its loss spreads. */
export function* repeatOverSeeds(request: SeedsRequest, session: OpenSession): Task<SeedSpread> {
  const { options, seed, repeats, jitter } = request;
  const { findOptimizer: find } = session;
  const axes = repeatAxes(repeats, jitter);
  const plans = Array.from({ length: repeats }, (_, repeat) => {
    const setting = settingOf({ ...request, seed: seed + repeat }, session);
    const values = axes.map(({ target }) => (target.kind === "seed" ? seed + repeat : repeat));
    return cellPlan({ options, setting, find }, axes, values);
  });
  return yield* seedSpread(plans);
}
