import { catalogueWith } from "../../optimizers/userOptimizer";
import { sweepables } from "../../options/parseSweep";
import type { Sweepable } from "../../options/sweepOptions";
import type { PanelSettings } from "../../protocol/panel";
import type { OwnOptimizerSource } from "../../protocol/runner";

/** What of a run of a panel can be swept; nothing where there is no such run. */
export function sweepablesOf(
  runId: string,
  settings: PanelSettings,
  parameters: readonly string[],
  own: readonly OwnOptimizerSource[],
): Sweepable[] {
  const options = settings.runs.find(({ id }) => id === runId)?.options;
  const optimizer = options && catalogueWith(own).byId(options.optimizer);
  return optimizer ? sweepables(options, optimizer, parameters, settings) : [];
}
