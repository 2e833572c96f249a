import { batch, computed, effect, signal } from "@preact/signals";
import type { PanelView } from "../../src/protocol/panel";
import type { Details } from "../../src/protocol/details";
import type { DetailRequest, SeriesRequest, SettingsChange } from "../../src/protocol/panelCalls";
import { curveNames, type CurveName } from "../../src/protocol/series";
import { chartKinds, chartSection } from "../charts/chartKinds";
import { latestOnly, oncePerFrame } from "./coalesce";
import { host, report } from "./connection";
import { dropDrafts } from "./drafts";
import { forgetChanges, makeAgain, remember, takeBack } from "./history";
import { sharing } from "./share";
import { isUnasked, noteAdjusting, rests } from "./sight";
import { hideToast } from "./toast";
import {
  allCurvature,
  allSeries,
  cursorRows,
  formulaRows,
  hoverRows,
  isChanged,
  landscape,
  landscapePlane,
  lastStep,
  panelState,
  parameterNames,
  settings,
  shownFunction,
  unconfirmed,
  withinSteps,
} from "./panelData";
import {
  chartParameters,
  formulaParameter,
  hoverStep,
  isFolded,
  look,
  selectedRunId,
  surfaceAxes,
  surfaceMode,
} from "./view";

/** Width of the charts in CSS pixels. */
export const chartWidth = signal(0);

/** Pixels of the screen to a bucket, of which the least and the greatest row are drawn: one for each pixel. */
const pixelsPerBucket = 2;

/** Changes are numbered, so that an answer can tell whether a newer one is still on its way. */
const changes = { asked: 0, acknowledged: 0, hydrated: 0 };

const sendChange = latestOnly(async (wanted: SettingsChange | "discard") => {
  const { asked, hydrated } = changes;
  await (wanted === "discard" ? host().resetSettings() : host().change(wanted));
  changes.acknowledged = asked;
  if (changes.hydrated > hydrated) confirmChanges();
}, report);
const sendChangeEachFrame = oncePerFrame(sendChange);

/** Changes settings at once on screen, and in the host with the next frame; the newest of many wins. */
export function change(wanted: SettingsChange): void {
  remember(presentOf(wanted), wanted, performance.now());
  hideToast();
  put(wanted);
}

/** Takes the newest change back. */
export function undo(): void {
  const before = takeBack();
  hideToast();
  if (before) put(before);
}

/** Makes the change again that was taken back last. */
export function redo(): void {
  const after = makeAgain();
  hideToast();
  if (after) put(after);
}

/** What the settings that are to be changed are at present. */
function presentOf(wanted: SettingsChange): SettingsChange {
  const present = Object.entries(settings.value ?? {});
  return Object.fromEntries(present.filter(([name]) => Object.hasOwn(wanted, name)));
}

function put(wanted: SettingsChange): void {
  changes.asked++;
  noteAdjusting();
  unconfirmed.value = { ...unconfirmed.value, ...wanted };
  sendChangeEachFrame(unconfirmed.value);
}

/** Goes back to what the code says, from drafts and from changes that are still on their way, too. */
export function discardChanges(): void {
  dropDrafts();
  if (!isChanged.value) return;
  forgetChanges();
  changes.asked++;
  unconfirmed.value = {};
  sendChangeEachFrame("discard");
}

/** Once the host knows the newest change, what it says holds. */
function confirmChanges(): void {
  if (changes.acknowledged === changes.asked) unconfirmed.value = {};
}

/** What the host tells this panel. */
export const panelView: Omit<PanelView, "command"> = {
  hydrate(state) {
    const [before, now] = [shownFunction.value, state.function];
    batch(() => {
      panelState.value = sharing(panelState.value, state);
      changes.hydrated++;
      confirmChanges();
      if (before?.name !== now?.name || before?.file !== now?.file) {
        landscape.value = landscapePlane.value = undefined;
      }
      if (before?.version !== now?.version) forgetChanges();
    });
  },
  seriesChanged(series, details) {
    batch(() => {
      allSeries.value = series;
      takeDetails(details);
    });
  },
  curvatureChanged(curvature) {
    allCurvature.value = sharing(allCurvature.value, curvature);
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

/** What the charts were asked for last. */
let askedSeries: SeriesRequest | undefined;

/** Draws a picture so many pixels wide while the curves are as fine as it can show, and not only as the panel can. */
export async function withFineSeries<T>(pixels: number, draw: () => Promise<T>): Promise<T> {
  const asked = askedSeries;
  const buckets = Math.round(pixels / pixelsPerBucket);
  if (!asked || buckets <= asked.buckets) return draw();
  try {
    allSeries.value = await host().series({ ...asked, buckets });
    return await draw();
  } finally {
    requestSeries(askedSeries ?? asked);
  }
}

const requestDetails = latestOnly(async (wanted: DetailRequest) => {
  const details = await host().details(wanted);
  batch(() => takeDetails(details));
}, report);

/** The run whose formula is asked for: it takes a replay of all steps, and none while nobody sees it. */
const formulaRun = computed(() =>
  look("tab") !== "formula" || rests("formula") ? undefined : selectedRunId.value,
);

function takeDetails({ rows, formula, within }: Details): void {
  cursorRows.value = sharing(cursorRows.value, { rows });
  if (formulaRun.value !== undefined) formulaRows.value = formula ?? {};
  withinSteps.value = sharing(withinSteps.value, within);
}

const requestHoverRows = latestOnly(async (wanted: number) => {
  hoverRows.value = { step: wanted, rows: await host().rows(wanted) };
}, report);

/** Curves of the charts that are neither folded nor at rest. */
const wantedCurves = computed<readonly CurveName[]>(() =>
  curveNames.filter((name) => {
    const kind = chartKinds.find(({ id }) => id === name);
    if (!kind) return false;
    const section = chartSection(kind);
    return !isFolded(section, kind.foldedAtFirst) && !isUnasked(section);
  }),
);

/** Parts of the surface's width and height that nobody can tell apart: less than half a pixel. */
const tellable = 2048;

/** What the map needs of the paths; undefined where the whole paths are drawn, with their losses. */
const wantedPath = computed<SeriesRequest["path"]>(() => {
  const axes = surfaceAxes.value;
  const window = look("surfaceWindow") ?? landscape.value;
  if (axes.length === 1 || !window || surfaceMode.value === "relief") return undefined;
  // In powers of two, so that a small change of the window asks for nothing new.
  const tolerance = ([from, to]: readonly [number, number]): number =>
    2 ** Math.floor(Math.log2((to - from) / tellable));
  return { axes, tolerance: [tolerance(window.x), tolerance(window.y)] };
});

/** Asks the host again whenever what is looked at changes. */
export function startRequests(): void {
  let lastSeries = "";
  effect(() => {
    if (!shownFunction.value || chartWidth.value === 0) return;
    const shown = look("stepWindow");
    const pixels = chartWidth.value * window.devicePixelRatio;
    const buckets = Math.max(100, Math.round(pixels / pixelsPerBucket));
    const parameters = [...new Set([...chartParameters.value, ...surfaceAxes.value])];
    const path = wantedPath.value;
    const request: SeriesRequest = {
      from: shown?.[0] ?? 0,
      to: shown?.[1] ?? Number.MAX_SAFE_INTEGER,
      buckets,
      parameters,
      curves: wantedCurves.value,
      ...(path ? { path } : {}),
      ...(look("spread") && parameterNames.value.length > 2 ? { bands: true } : {}),
    };
    const text = JSON.stringify(request);
    if (text === lastSeries) return;
    lastSeries = text;
    askedSeries = request;
    requestSeries(request);
  });

  let lastDetails = "";
  effect(() => {
    const at = look("step");
    const runId = formulaRun.value;
    const request: DetailRequest = {
      ...(at === undefined ? {} : { step: at }),
      ...(runId === undefined ? {} : { formula: runId, parameter: formulaParameter.value }),
      withinShare: look("withinBest"),
    };
    const text = JSON.stringify(request);
    if (!shownFunction.value || text === lastDetails) return;
    lastDetails = text;
    requestDetails(request);
  });
  effect(() => {
    const wanted = hoverStep.value;
    if (wanted !== undefined && allSeries.value.length > 0) requestHoverRows(wanted);
  });
}
