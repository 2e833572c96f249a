import { batch, effect, signal } from "@preact/signals";
import type { PanelView, SeriesRequest, SettingsChange } from "../../src/protocol/panel";
import { latestOnly, oncePerFrame } from "./coalesce";
import { host, report } from "./connection";
import {
  allCurvature,
  allSeries,
  cursorRows,
  formulaRows,
  hoverRows,
  landscape,
  lastStep,
  panelState,
  parameterNames,
  unconfirmed,
} from "./panelData";
import {
  chartParameters,
  hoverStep,
  isFolded,
  look,
  selectedRunId,
  step,
  surfaceAxes,
} from "./view";

/** Width of the charts in pixels: as many buckets as can be told apart. */
export const chartWidth = signal(0);

/** Changes are numbered, so that an answer can tell whether a newer one is still on its way. */
const changes = { asked: 0, acknowledged: 0, hydrated: 0 };

const sendChange = latestOnly(async (wanted: SettingsChange) => {
  const { asked, hydrated } = changes;
  await host().change(wanted);
  changes.acknowledged = asked;
  if (changes.hydrated > hydrated) confirmChanges();
}, report);
const sendChangeEachFrame = oncePerFrame(sendChange);

/** Changes settings at once on screen, and in the host with the next frame; the newest of many wins. */
export function change(wanted: SettingsChange): void {
  changes.asked++;
  unconfirmed.value = { ...unconfirmed.value, ...wanted };
  sendChangeEachFrame(unconfirmed.value);
}

/** Once the host knows the newest change, what it says holds. */
function confirmChanges(): void {
  if (changes.acknowledged === changes.asked) unconfirmed.value = {};
}

/** What the host tells this panel. */
export const panelView: Omit<PanelView, "command"> = {
  hydrate(state) {
    const [before, now] = [panelState.value?.function, state.function];
    batch(() => {
      panelState.value = state;
      changes.hydrated++;
      confirmChanges();
      if (before?.name !== now?.name || before?.file !== now?.file) landscape.value = undefined;
    });
  },
  seriesChanged(series) {
    allSeries.value = series;
  },
  curvatureChanged(curvature) {
    allCurvature.value = curvature;
  },
};

/** The rows the charts show: the zoomed window, or all. */
export function stepRange(): readonly [number, number] {
  const last = Math.max(1, lastStep.value);
  const window = look("stepWindow");
  return window && window[0] < last ? [window[0], Math.min(window[1], last)] : [0, last];
}

const requestSeries = latestOnly(async (request: SeriesRequest) => {
  allSeries.value = await host().series(request);
}, report);

const requestRows = latestOnly(async (wanted: number) => {
  cursorRows.value = { step: wanted, rows: await host().rows(wanted) };
}, report);

const requestHoverRows = latestOnly(async (wanted: number) => {
  hoverRows.value = { step: wanted, rows: await host().rows(wanted) };
}, report);

const requestFormulaRows = latestOnly(
  async ({ runId, step: wanted }: { readonly runId: string; readonly step: number }) => {
    const pair = await Promise.all([host().rows(wanted), host().rows(wanted + 1)]);
    const [row, next] = pair.map((rows) => rows.find((candidate) => candidate.runId === runId));
    formulaRows.value = row && next && next.step === row.step + 1 ? { row, next } : {};
  },
  report,
);

/** Asks the host again whenever what is looked at changes. */
export function startRequests(): void {
  let lastSeries = "";
  effect(() => {
    if (!panelState.value?.function || chartWidth.value === 0) return;
    const window = look("stepWindow");
    const buckets = Math.max(100, Math.round(chartWidth.value));
    const parameters = [...new Set([...chartParameters.value, ...surfaceAxes.value])];
    const request: SeriesRequest = {
      from: window?.[0] ?? 0,
      to: window?.[1] ?? Number.MAX_SAFE_INTEGER,
      buckets,
      parameters,
      ...(look("spread") && parameterNames.value.length > 2 ? { bands: true } : {}),
    };
    const text = JSON.stringify(request);
    if (text === lastSeries) return;
    lastSeries = text;
    requestSeries(request);
  });

  effect(() => {
    if (allSeries.value.length > 0) requestRows(step.value);
  });
  effect(() => {
    const runId = selectedRunId.value;
    const series = allSeries.value.find((candidate) => candidate.runId === runId);
    if (runId === undefined || !series || isFolded("formula")) return;
    // The last row leads nowhere: at the end of a run the formula shows the step that led there.
    requestFormulaRows({ runId, step: Math.max(0, Math.min(step.value, series.rows - 2)) });
  });
  effect(() => {
    const wanted = hoverStep.value;
    if (wanted !== undefined && allSeries.value.length > 0) requestHoverRows(wanted);
  });
}
