import type { PanelRun, PanelSettings, SettingsChange } from "../../protocol/panel";
import type { Opened } from "../../protocol/runner";
import { freeLook, type RunLook } from "../../protocol/runList";
import { defaultRuns } from "../../options/defaultRuns";
import type { SimulateOptions } from "../../options/runOptions";

/** What the code asks for, completed by defaults; its runs look as `looks` says, in order. */
export function settingsOfCode(
  options: SimulateOptions,
  opened: Pick<Opened, "parameters" | "start">,
  defaultSteps: number,
  looks: readonly RunLook[] = [],
): PanelSettings {
  const window = windowByAxis(options.window, opened.parameters);
  const runs: PanelRun[] = [];
  for (const [index, run] of (options.runs ?? defaultRuns).entries()) {
    runs.push({ ...(looks[index] ?? freeLook([...looks, ...runs])), options: run });
  }
  return {
    start: opened.start,
    steps: options.steps ?? defaultSteps,
    seed: options.seed ?? 0,
    tolerance: options.tolerance ?? 0,
    noise: options.noise ?? 0,
    ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
    runs,
    ...(window ? { window } : {}),
    changed: false,
  };
}

/** How runs look, apart from what they compute. */
export function looksOf(runs: readonly PanelRun[]): RunLook[] {
  return runs.map(({ id, style, hidden }) => ({ id, style, hidden }));
}

/** The code's settings with the panel's changes on top. A start that no longer fits the function is dropped. */
export function withChange(settings: PanelSettings, change: SettingsChange): PanelSettings {
  const { start, ...rest } = change;
  const fits = start?.length === settings.start.length;
  if (Object.keys(rest).length === 0 && !fits) return settings;
  return {
    ...settings,
    ...rest,
    ...(fits ? { start } : {}),
    changed: true,
  };
}

/** `window` as one range per parameter, where the code gives one for the first parameters or by name. */
function windowByAxis(
  window: SimulateOptions["window"],
  parameters: readonly string[],
): PanelSettings["window"] {
  if (window === undefined) return undefined;
  if (Array.isArray(window)) return window as PanelSettings["window"];
  const byName = window as Readonly<Record<string, readonly [number, number]>>;
  const ranges = parameters.flatMap((name) => (byName[name] ? [byName[name]] : []));
  return ranges.length === parameters.length ? ranges : undefined;
}
