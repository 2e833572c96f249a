import { createCatalogue } from "../../optimizers/catalogue";
import { declaredOptimizer } from "../../optimizers/userOptimizer";
import { sweepables } from "../../options/parseSweep";
import type { Sweepable } from "../../options/sweepOptions";
import type { PanelSettings, PanelSweep } from "../../protocol/panel";
import type { OwnOptimizerSource } from "../../protocol/runner";
import type { SweepPart } from "../../protocol/sweep";
import type { HostServices } from "../services";

/** What of a run of a panel can be swept; nothing where there is no such run. */
export function sweepablesOf(
  runId: string,
  settings: PanelSettings,
  parameters: readonly string[],
  own: readonly OwnOptimizerSource[],
): Sweepable[] {
  const options = settings.runs.find(({ id }) => id === runId)?.options;
  const optimizer =
    options &&
    createCatalogue(own.map(({ declaration }) => declaredOptimizer(declaration))).byId(
      options.optimizer,
    );
  return optimizer ? sweepables(options, optimizer, parameters, settings) : [];
}

/** Has the runner run cells of a sweep; undefined where it could not, or something newer was asked for. */
export async function sweepOf(
  session: string,
  runId: string,
  request: PanelSweep,
  settings: PanelSettings,
  { runner, log }: Pick<HostServices, "runner" | "log">,
): Promise<SweepPart | undefined> {
  const { start, steps, seed, tolerance, noise, batchSize, runs } = settings;
  const run = runs.find(({ id }) => id === runId);
  if (!run) return undefined;
  const result = await runner.ask("sweep", {
    ...{ ...request, session, options: run.options, start, steps, seed, tolerance, noise },
    ...(batchSize === undefined ? {} : { batchSize }),
  });
  if (result.ok) return result.value;
  if (result.problem.kind !== "stopped") log.warn(`sweep: ${result.problem.message}`);
  return undefined;
}
