import type { BrokenPanelRun, PanelSettings } from "../../protocol/panel";
import type { PanelRun, SettingsChange } from "../../protocol/panelCalls";
import type { Opened } from "../../protocol/runner";
import { freeLook, withBroken, type RunLook } from "../../protocol/runList";
import { fittingDefaultRuns } from "../../options/defaultRuns";
import {
  argumentFaults,
  withArgumentNumbers,
  withoutIdleDefault,
} from "../../options/argumentNumbers";
import { fittingRuns } from "../../options/fittingRuns";
import type { SimulateOptions } from "../../options/runOptions";
import { windowByAxis } from "../../options/windowByAxis";

/** What the code asks for, completed by defaults; its runs look as `looks` says, in order. */
export function settingsOfCode(
  options: SimulateOptions,
  opened: Pick<Opened, "parameters" | "start" | "startRate">,
  defaultSteps: number,
  looks: readonly RunLook[] = [],
): PanelSettings {
  const window = windowByAxis(options.window, opened.parameters);
  const runs: PanelRun[] = [];
  const brokenRuns: BrokenPanelRun[] = [];
  const fitting = fittingRuns(options, opened.parameters);
  const isFitted = !fitting.runs && !fitting.brokenRuns;
  const startRate = isFitted ? opened.startRate : undefined;
  const asked = isFitted ? fittingDefaultRuns(startRate) : (fitting.runs ?? []);
  for (const [index, run] of withBroken(asked, fitting.brokenRuns).entries()) {
    const look = looks[index] ?? freeLook([...looks, ...runs, ...brokenRuns]);
    if ("fault" in run) brokenRuns.push({ ...look, ...run });
    else runs.push({ ...look, options: run });
  }
  return {
    start: opened.start,
    steps: options.steps ?? defaultSteps,
    seed: options.seed ?? 0,
    tolerance: options.tolerance ?? 0,
    noise: options.noise ?? 0,
    batchSize: options.batchSize,
    seeds: options.seeds ?? 1,
    jitter: options.jitter ?? 0,
    runs,
    ...(brokenRuns.length > 0 ? { brokenRuns } : {}),
    ...(window ? { window } : {}),
    ...(startRate === undefined ? {} : { startRate }),
    changed: false,
  };
}

/** How the runs of the code look, in its order, apart from what they compute. */
export function looksOf({ runs, brokenRuns }: PanelSettings): RunLook[] {
  return withBroken(runs, brokenRuns).map(({ id, style, hidden }) => ({ id, style, hidden }));
}

/**
 * The code's settings with the panel's changes on top. A start that no longer fits the function is dropped; a run that
 * the panel has is not shown as the code's broken one, too.
 */
export function withChange(settings: PanelSettings, change: SettingsChange): PanelSettings {
  const { start, ...rest } = change;
  const fits = start?.length === settings.start.length;
  if (Object.keys(rest).length === 0 && !fits) return settings;
  const isChanged = ({ id }: RunLook): boolean => rest.runs?.some((run) => run.id === id) ?? false;
  const { brokenRuns = [], ...whole } = settings;
  const broken = brokenRuns.filter((run) => !isChanged(run));
  return {
    ...whole,
    ...(broken.length > 0 ? { brokenRuns: broken } : {}),
    ...rest,
    ...(fits ? { start } : {}),
    changed: true,
  };
}

/** A change without numbers by argument that fit the function no longer; such runs have one for all again. */
export function fittingChange(
  change: SettingsChange,
  parameters: readonly string[],
): SettingsChange {
  const { runs } = change;
  if (!runs?.some(({ options }) => options.byArgument)) return change;
  return {
    ...change,
    runs: runs.map((run) => {
      const named = withoutIdleDefault(run.options, parameters);
      const options = argumentFaults(named, parameters).reduce(
        (fitting, { name }) => withArgumentNumbers(fitting, name, undefined),
        named,
      );
      return { ...run, options };
    }),
  };
}

/** A change made while some runs of the code were broken, with those of them that are not any more. */
export function withMended(
  change: SettingsChange,
  before: PanelSettings | undefined,
  now: PanelSettings,
): SettingsChange {
  const { runs } = change;
  if (!runs) return change;
  const mended = now.runs.filter(
    ({ id }) =>
      before?.brokenRuns?.some((run) => run.id === id) && !runs.some((run) => run.id === id),
  );
  return mended.length > 0 ? { ...change, runs: [...runs, ...mended] } : change;
}
