import type { PanelRun, PanelSettings, SettingsChange } from "../../protocol/panel";
import type { Opened } from "../../protocol/runner";
import { defaultRuns } from "../../options/defaultRuns";
import type { SimulateOptions } from "../../options/runOptions";

/** What of a run the code does not say. */
export type RunLook = Omit<PanelRun, "options">;

/** What the code asks for, completed by defaults; its runs look as `looks` says, in order. */
export function settingsOfCode(
  options: SimulateOptions,
  opened: Pick<Opened, "parameters" | "start">,
  defaultSteps: number,
  looks: readonly RunLook[] = [],
): PanelSettings {
  const window = windowByAxis(options.window, opened.parameters);
  return {
    start: opened.start,
    steps: options.steps ?? defaultSteps,
    seed: options.seed ?? 0,
    tolerance: options.tolerance ?? 0,
    noise: options.noise ?? 0,
    ...(options.batchSize === undefined ? {} : { batchSize: options.batchSize }),
    runs: (options.runs ?? defaultRuns).map((run, index) => ({
      ...(looks[index] ?? freshLook(looks, index)),
      options: run,
    })),
    ...(window ? { window } : {}),
    changed: false,
  };
}

/** The look of a run behind those that have one: its number is above all of theirs. */
function freshLook(looks: readonly RunLook[], index: number): RunLook {
  const highest = Math.max(-1, ...looks.map(({ id }) => Number(id.slice("run-".length)) || 0));
  return { id: `run-${highest + 1 + index - looks.length}`, style: index, hidden: false };
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
