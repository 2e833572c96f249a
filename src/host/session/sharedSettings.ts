import type { RunOptions } from "../../options/runOptions";
import type { PanelSettings } from "../../protocol/panel";
import type { Request } from "../../protocol/question";

/** Asks how a run's loss spreads over its repeats. */
export function seedsRequest(
  session: string,
  settings: PanelSettings,
  options: RunOptions,
): Request<"seeds"> {
  const { tolerance, seeds: repeats, jitter } = settings;
  return { session, options, tolerance, repeats, jitter, ...sharedOf(settings) };
}

/** What all runs have in common. */
export function sharedOf({ start, steps, seed, noise, batchSize }: PanelSettings) {
  return { start, steps, seed, noise, batchSize };
}
