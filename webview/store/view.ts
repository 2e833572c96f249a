import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { PanelState } from "../../src/protocol/panel";
import { oncePerFrame } from "./coalesce";
import { webviewApi } from "./connection";
import { firstParameters } from "./layout";
import { lastStep, panelState, parameterNames, runs } from "./panelData";
import { freshView, readSavedView, type SavedView } from "./savedView";

/** How things are looked at. Everything here survives hiding, moving and reloading. */
export const view = signal<SavedView>(freshView);

const parts = new Map<keyof SavedView, ReadonlySignal<unknown>>();

/** One setting of the view. Who reads it hears of its changes only, not of every move of the cursor. */
export function look<Name extends keyof SavedView>(name: Name): SavedView[Name] {
  let part = parts.get(name);
  if (!part) {
    part = computed(() => view.value[name]);
    parts.set(name, part);
  }
  return part.value as SavedView[Name];
}

/** Was there a saved view that could not be read? */
export const viewWasReset = signal(false);

/** The step under the pointer, while it is over a chart. */
export const hoverStep = signal<number | undefined>(undefined);

/** Changes some of the view and leaves the rest. */
export function changeView(change: Partial<SavedView>): void {
  view.value = { ...view.peek(), ...change };
}

/** Leaves out one setting, so that its default holds again. */
export function clearView(...names: readonly (keyof SavedView)[]): void {
  view.value = Object.fromEntries(
    Object.entries(view.peek()).filter(([name]) => !names.includes(name as keyof SavedView)),
  ) as SavedView;
}

/** Is the section of this name folded? */
export function isFolded(name: string, foldedAtFirst = false): boolean {
  return look("folded")[name] ?? foldedAtFirst;
}

/** The step cursor: where it was put, or the last step there is. */
export const step = computed(() => Math.min(look("step") ?? Infinity, lastStep.value));

export const selectedRunId = computed(() => {
  const chosen = look("selectedRun");
  if (runs.value.some((run) => run.id === chosen)) return chosen;
  return (runs.value.find((run) => !run.hidden) ?? runs.value[0])?.id;
});

/** The two parameters on the surface's axes, within what the function has. */
export const surfaceAxes = computed<readonly [number] | readonly [number, number]>(() => {
  const count = parameterNames.value.length;
  if (count < 2) return [0];
  const [x, y] = look("axes");
  const first = x < count ? x : 0;
  const second = y < count && y !== first ? y : first === 1 ? 0 : 1;
  return [first, second];
});

/** How the surface is shown: only more than two parameters need a plane of their own. */
export const surfaceMode = computed(() => {
  const count = parameterNames.value.length;
  const chosen = look("surfaceMode");
  if (count > 2) return chosen ?? "principal";
  return count === 2 && chosen === "relief" ? "relief" : "map";
});

/** Parameters of the per-parameter charts, within what the function has. */
export const chartParameters = computed<readonly number[]>(() => {
  const count = parameterNames.value.length;
  const chosen = look("chartParameters")?.filter((index) => index < count);
  return chosen && chosen.length > 0
    ? chosen
    : [0, 1].slice(0, Math.min(firstParameters.value, count));
});

/** The parameter whose formula is shown. */
export const formulaParameter = computed(() =>
  Math.min(look("parameter"), Math.max(0, parameterNames.value.length - 1)),
);

/** Moves the step cursor; the last step means "follow the end". */
export function goToStep(wanted: number): void {
  const bounded = Math.max(0, Math.min(Math.round(wanted), lastStep.value));
  if (bounded === lastStep.value) clearView("step");
  else changeView({ step: bounded });
}

/** Names the function on show; another one starts with a fresh cursor, windows and choices. */
function subjectOf(state: PanelState): string | undefined {
  return state.function && `${state.function.file} ${state.function.name}`;
}

/** Milliseconds between two savings of the view: each goes through all of VS Code, and a drag changes every frame. */
const savingPause = 200;

/** Takes up what `setState` kept and keeps it up to date from now on. */
export function startView(): void {
  const read = readSavedView(webviewApi().getState());
  view.value = read.view;
  viewWasReset.value = read.corrupt;
  const save = oncePerFrame(
    (state: unknown) => webviewApi().setState(state),
    (callback) => setTimeout(callback, savingPause),
  );
  effect(() => save({ version: 1, view: view.value, restore: panelState.value?.restore }));
  effect(() => {
    const state = panelState.value;
    const subject = state && subjectOf(state);
    if (subject === undefined || subject === view.peek().subject) return;
    const { folded, axisModes, pace, stepAxis, tab } = view.peek();
    const known = view.peek().subject === undefined ? view.peek() : freshView;
    view.value = { ...known, folded, axisModes, pace, stepAxis, tab, subject };
  });
}
