import { batch, computed, effect, signal } from "@preact/signals";
import type { Plane, PlanePath, PrincipalPlane } from "../../src/protocol/plane";
import type { PanelQuestions } from "../../src/protocol/question";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import { allSeries, landscapePlane, parameterNames, shownResults } from "../store/panelData";
import { selectedRunId, surfaceMode } from "../store/view";

/** Is the surface to be the plane of the trajectories' principal components? */
const planeWanted = computed(() => surfaceMode.value === "principal");

/** Runs of which there is no plane yet take long: a map of two parameters is shown in the meantime. */
const planeLate = signal(false);

/** Is the surface the plane of the trajectories' principal components? */
export const principalMode = computed(() => planeWanted.value && !planeLate.value);

/** Is a plane on show? Until its landscape has come, what was there before is. */
export const onPlane = computed(() => landscapePlane.value !== undefined);

/** Is a map shown only until the runs have ended and there is a plane through them? */
export const planeAwaited = computed(() => planeWanted.value && planeLate.value);

/** The plane that fits the shown runs and goes through the best point of the selected one; of many parameters only. */
export const fittedPlane = signal<PrincipalPlane | undefined>(undefined);

/** Trajectories on a plane. */
interface PlanePaths {
  readonly plane: Plane;
  readonly paths: readonly PlanePath[];
}

/** The newest first: the landscape of a plane comes later than the paths on it. */
const known = signal<readonly PlanePaths[]>([]);

/** Planes of which paths are kept: the one on show and those that are on their way. */
const mostKnown = 3;

/** Each run's trajectory in the coordinates of the plane on show. */
export const principalPaths = computed<ReadonlyMap<string, PlanePath>>(() => {
  const shown = known.value.find(({ plane }) => plane === landscapePlane.value);
  return new Map(shown?.paths.map((path) => [path.runId, path]));
});

/** Where a run is at a step, on the line that is drawn between the rows that are known. */
export function placeOnPath(
  { steps, x, y }: Pick<PlanePath, "steps" | "x" | "y">,
  step: number,
): readonly [number, number] {
  const next = steps.findIndex((known) => known >= step);
  if (next <= 0) return [x.at(next)!, y.at(next)!];
  const share = (step - steps[next - 1]!) / (steps[next]! - steps[next - 1]!);
  const between = (values: Float64Array): number =>
    values[next - 1]! + share * (values[next]! - values[next - 1]!);
  return [between(x), between(y)];
}

/** Milliseconds without new rows before the plane is fitted anew: it does not turn while a slider is dragged. */
const calm = 300;

/** Milliseconds with first rows and no plane after which a map is shown instead. */
const patience = 600;

const planeMissing = computed(
  () => planeWanted.value && allSeries.value.length > 0 && !fittedPlane.value,
);

/** Notes when the first plane is late, and when it has come. */
function watchForPlane(): void {
  effect(() => {
    planeLate.value = false;
    if (!planeMissing.value) return undefined;
    const timer = setTimeout(() => {
      planeLate.value = true;
    }, patience);
    return () => clearTimeout(timer);
  });
}

type WantedPlane = PanelQuestions["plane"];

/** Asks for the plane of functions of many parameters whenever the runs, or those that are shown, have changed. */
export function startPrincipal(): void {
  const request = latestOnly(async (wanted: WantedPlane) => {
    const found = await host().ask("plane", wanted);
    if (!found) return;
    const fitted = wanted.plane ? undefined : sameUnlessMoved(fittedPlane.value, found);
    const plane = wanted.plane ?? fitted?.plane ?? found.plane;
    batch(() => {
      const others = known.value.filter((one) => one.plane !== plane);
      known.value = [{ plane, paths: found.paths }, ...others].slice(0, mostKnown);
      if (fitted) fittedPlane.value = fitted;
    });
  }, report);
  watchForPlane();
  let lastShown = "";
  effect(() => {
    const runs = shownResults.value.map(({ run }) => run.id);
    const selected = selectedRunId.value;
    const count = parameterNames.value.length;
    if (fittedPlane.peek()?.plane.origin.length !== count) fittedPlane.value = undefined;
    if (count < 3 || allSeries.value.length === 0 || selected === undefined) return undefined;
    const shown = JSON.stringify([runs, selected]);
    const plane = shown === lastShown ? fittedPlane.peek()?.plane : undefined;
    lastShown = shown;
    request({ runs, selected, ...(plane ? { plane } : {}) });
    if (!plane) return undefined;
    const timer = setTimeout(() => request({ runs, selected }), calm);
    return () => clearTimeout(timer);
  });
}

/** The plane before, where the new one is the same: the surface on it need not be computed again. */
function sameUnlessMoved(
  before: PrincipalPlane | undefined,
  after: PrincipalPlane,
): PrincipalPlane {
  if (!before) return after;
  const isSame = (name: "origin" | "u" | "v"): boolean =>
    before.plane[name].every((value, i) => value === after.plane[name][i]);
  return isSame("origin") && isSame("u") && isSame("v") ? { ...after, plane: before.plane } : after;
}
