import { batch, computed, effect, signal } from "@preact/signals";
import type { PanelQuestions } from "../../src/protocol/question";
import type { Plane } from "../../src/protocol/plane";
import type { RunSeries } from "../../src/protocol/series";
import { isWindowDue } from "../charts/windowDue";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import {
  allSeries,
  landscape,
  landscapePlane,
  settings,
  shownFunction,
  status,
  unconfirmed,
} from "../store/panelData";
import { clearView, look, surfaceAxes } from "../store/view";
import { fittedPlane, principalMode } from "./principalModel";

/** Grid points across the surface: fine enough for smooth isolines, few enough to follow a drag. */
const columns = 120;
const rows = 96;
/** Points of a curve of one parameter. */
const curvePoints = 400;

/** Where the parameters that are not on the axes are held: at the best point known, else at the start. */
export const heldAt = computed<readonly number[] | undefined>(() => {
  const best = fittedPlane.value?.plane.origin;
  return best ? [...best] : settings.value?.start;
});

type WantedLandscape = PanelQuestions["landscape"];

/** What the surface on show asks for; undefined while it cannot be asked. */
const wantedLandscape = computed<WantedLandscape | undefined>(() => {
  const count = shownFunction.value?.parameters.length;
  if (count === undefined || !settings.value || status.value === "untrusted") {
    return undefined;
  }
  const axes = surfaceAxes.value;
  const chosen = look("surfaceWindow");
  if (principalMode.value) {
    const fitted = fittedPlane.value;
    const { x, y } = chosen ?? fitted ?? {};
    return fitted && x && y && { axes, columns, rows, plane: fitted.plane, x, y };
  }
  return {
    axes,
    columns: axes.length === 1 ? curvePoints : columns,
    rows: axes.length === 1 ? 1 : rows,
    ...(chosen ? { x: chosen.x, y: chosen.y } : {}),
    ...(count > axes.length && heldAt.value ? { at: heldAt.value } : {}),
  };
});

/** The start, where an automatic window leaves it out: then another window is due. */
const startOutside = computed<readonly number[] | undefined>(() => {
  const grid = landscape.value;
  const start = settings.value?.start;
  if (!grid || !start || look("surfaceWindow") || principalMode.value) return undefined;
  const within = (index: number | undefined, [from, to]: readonly [number, number]): boolean =>
    index === undefined || (start[index]! >= from && start[index]! <= to);
  const [x, y] = grid.axes;
  return within(x, grid.x) && within(y, grid.y) ? undefined : start;
});

/** Counts how often the person asked for the automatic window. */
const resets = signal(0);

/** Back to the window that shows start and trajectories. */
export function resetSurface(): void {
  clearView("surfaceWindow");
  resets.value++;
}

/** Milliseconds without new rows before the window is looked at: it does not jump about during a drag. */
const calm = 300;

/** Runs that are over while no change is under way: only then is it known where they went. */
const settled = computed<readonly RunSeries[] | undefined>(() => {
  const over = allSeries.value.length > 0 && allSeries.value.every(({ complete }) => complete);
  return over && Object.keys(unconfirmed.value).length === 0 ? allSeries.value : undefined;
});

/**
 * Asks for a surface whenever another one is wanted, or the code behind it has changed. Where the person has not chosen
 * a window, it follows the runs: once they are settled, the window that suits them is asked for with the coarsest of
 * grids, and the surface only if that window is due.
 */
export function startLandscapes(): void {
  let underWay = 0;
  const request = latestOnly(async (wanted: WantedLandscape) => {
    underWay++;
    try {
      const found = await host().ask("landscape", wanted);
      batch(() => {
        landscape.value = found;
        landscapePlane.value = found && wanted.plane;
      });
    } finally {
      underWay--;
    }
  }, report);
  const followRuns = async (): Promise<void> => {
    const [wanted, shown, runs] = [wantedLandscape.peek(), landscape.peek(), settled.peek()];
    if (!wanted || wanted.x || !shown || underWay > 0) return;
    const suiting = await host().ask("landscape", {
      ...wanted,
      ...{ columns: 2, rows: shown.axes.length },
    });
    // What began in the meantime knows better.
    if (!suiting || underWay > 0 || shown !== landscape.peek() || runs !== settled.peek()) return;
    if (isWindowDue(shown, suiting, shown.axes.length)) request(wanted);
  };
  effect(() => {
    if (!settled.value) return undefined;
    const timer = setTimeout(() => void followRuns().catch(report), calm);
    return () => clearTimeout(timer);
  });
  let last = "";
  let lastPlane: Plane | undefined;
  effect(() => {
    const wanted = wantedLandscape.value;
    const subject = shownFunction.value;
    const anyResult = allSeries.value.length > 0;
    if (!wanted || !subject) return;
    const { version, file, name } = subject;
    const due = [version, file, name, anyResult, resets.value, startOutside.value];
    const { plane, ...rest } = wanted;
    const text = JSON.stringify([rest, ...due]);
    if (text === last && plane === lastPlane) return;
    [last, lastPlane] = [text, plane];
    request(wanted);
  });
}
