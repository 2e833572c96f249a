import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { PanelSettings, PanelState } from "../../src/protocol/panel";
import type { Details } from "../../src/protocol/details";
import type { PanelRun, SettingsChange } from "../../src/protocol/panelCalls";
import type { Plane } from "../../src/protocol/plane";
import type { Landscape, Row, RunCurvature, RunSeries } from "../../src/protocol/series";

/** The last `hydrate`; undefined until the host has answered. */
export const panelState = signal<PanelState | undefined>(undefined);

/** One field of the state: it changes only when that field does. */
function stateField<Name extends keyof PanelState>(
  name: Name,
): ReadonlySignal<PanelState[Name] | undefined> {
  return computed(() => panelState.value?.[name]);
}

export const status = stateField("status");
export const shownFunction = stateField("function");
export const gradient = stateField("gradient");
export const problem = stateField("problem");
export const commentFaults = stateField("commentFaults");
export const locked = stateField("locked");

/** Are findings and curvature of the runs before those on show? They stay, greyed, until the new ones come. */
export const diagnosisIsOld = computed(() => panelState.value?.diagnosisIsOld === true);

export const shownLesson = stateField("lesson");
export const ownOptimizers = stateField("ownOptimizers");

/** Curves and paths of all runs as last sent. */
export const allSeries = signal<readonly RunSeries[]>([]);

/** Is there anything to draw? */
export const anySeries = computed(() => allSeries.value.length > 0);

/** Are there pictures, or will there be within moments? */
export const isPictured = computed(
  () =>
    shownFunction.value !== undefined &&
    status.value !== "untrusted" &&
    (anySeries.value || status.value === "running"),
);

/** What is wrong with the code while pictures of the code before are on show. */
export const faultBesidePictures = computed(() =>
  isPictured.value && status.value !== "running" ? problem.value : undefined,
);

/** Curvature along the runs; empty until it has been computed. */
export const allCurvature = signal<readonly RunCurvature[]>([]);

/** Whether curvature is known along the runs on show: not yet, of some of them, or of none, which it then never will be. */
export const curvatureState = computed<"awaited" | "known" | "leftOut">(() => {
  if (shownResults.value.some(({ curvature }) => curvature)) return "known";
  return diagnosisIsOld.value || !anySeries.value ? "awaited" : "leftOut";
});

export const landscape = signal<Landscape | undefined>(undefined);

/** The plane that the landscape is on; undefined where it is on axes of parameters. */
export const landscapePlane = signal<Plane | undefined>(undefined);

/** Changes made here that the host has not confirmed by a `hydrate` yet. */
export const unconfirmed = signal<SettingsChange>({});

/** The settings as the person sees them: the host's, with unconfirmed changes on top. */
export const settings = computed<PanelSettings | undefined>(() => {
  const confirmed = panelState.value?.settings;
  return confirmed && { ...confirmed, ...unconfirmed.value };
});

/** What the code says, whatever was changed here. */
export const codeSettings = computed<PanelSettings | undefined>(
  () => panelState.value?.codeSettings ?? panelState.value?.settings,
);

/** Does the panel show other settings than the code? */
export const isChanged = computed(
  () => panelState.value?.settings?.changed === true || Object.keys(unconfirmed.value).length > 0,
);

export const runs = computed<readonly PanelRun[]>(() => settings.value?.runs ?? []);

/** What was found of the runs that are not hidden; undefined until there is a diagnosis. */
export const allFindings = computed(() => {
  const hidden = new Set(runs.value.flatMap((run) => (run.hidden ? [run.id] : [])));
  return panelState.value?.findings.filter(({ runId }) => !hidden.has(runId));
});

/** Runs of the code with something wrong in them. */
export const brokenRuns = computed(() => settings.value?.brokenRuns ?? []);

export const parameterNames = computed<readonly string[]>(
  () => shownFunction.value?.parameters ?? [],
);

/** A run with what is known of its result. */
export interface RunResult {
  readonly run: PanelRun;
  readonly series: RunSeries | undefined;
}

export const runResults = computed<readonly RunResult[]>(() => {
  const byId = new Map(allSeries.value.map((series) => [series.runId, series]));
  return runs.value.map((run) => ({ run, series: byId.get(run.id) }));
});

/** A run that has a result. */
export interface ShownResult {
  readonly run: PanelRun;
  readonly series: RunSeries;
  readonly curvature?: RunCurvature;
}

/** The runs that are drawn, in their order. */
export const shownResults = computed<readonly ShownResult[]>(() => {
  const curvatures = new Map(allCurvature.value.map((one) => [one.runId, one]));
  return runResults.value.flatMap(({ run, series }) => {
    if (!series || run.hidden) return [];
    const curvature = curvatures.get(run.id);
    return [{ run, series, ...(curvature ? { curvature } : {}) }];
  });
});

/** The last row of the longest run. */
export const lastStep = computed(() =>
  Math.max(0, ...runResults.value.map(({ series }) => (series ? series.rows - 1 : 0))),
);

/** Exact rows of every run at a step. */
export interface RowsAt {
  readonly step: number;
  readonly rows: readonly Row[];
}

/** Rows at the step cursor. */
export const cursorRows = signal<Pick<Details, "rows">>({ rows: [] });

/** Rows at the step under the pointer. */
export const hoverRows = signal<RowsAt>({ step: -1, rows: [] });

/** The step that the formula shows: the selected run's row t and the row it leads to. */
export const formulaRows = signal<Partial<NonNullable<Details["formula"]>>>({});

/** When each run first came close to the best loss of all; runs that never did are absent. */
export const withinSteps = signal<Details["within"]>([]);

/** Parameters of which there are curves: of very many only some are recorded. */
export const recordedParameters = computed<readonly number[]>(
  () => cursorRows.value.rows[0]?.recorded ?? parameterNames.value.map((_, index) => index),
);
