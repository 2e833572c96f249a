import type { PanelSettings } from "../../protocol/panel";
import type { RangeTestResult } from "../../protocol/rangeTest";
import type { HostServices } from "../services";

/** Has the runner try learning rates for one run of a session; undefined where it could not. */
export async function rangeTestOf(
  session: string,
  runId: string,
  settings: PanelSettings,
  { runner, log }: Pick<HostServices, "runner" | "log">,
): Promise<RangeTestResult | undefined> {
  const { start, seed, noise, batchSize, runs, steps } = settings;
  const run = runs.find(({ id }) => id === runId);
  if (!run) return undefined;
  const result = await runner.ask("rangeTest", {
    ...{ session, runId, options: run.options, start, steps, seed, noise },
    ...(batchSize === undefined ? {} : { batchSize }),
  });
  if (result.ok) return result.value;
  if (result.problem.kind !== "stopped") log.warn(`range test: ${result.problem.message}`);
  return undefined;
}
