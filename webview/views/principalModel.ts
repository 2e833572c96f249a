import { computed, effect, signal } from "@preact/signals";
import type { Plane } from "../../src/protocol/panel";
import type { Floats, FullPath } from "../../src/protocol/series";
import { fitPlane, onPlane } from "../charts/principalPlane";
import type { FittedPlane } from "../charts/principalPlane";
import type { SurfaceRun } from "../charts/pathPicture";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import { allSeries, parameterNames, settings, shownResults } from "../store/panelData";
import { look } from "../store/view";

/** Rows of each run that the plane is fitted to and drawn with. */
const pathPoints = 400;

const paths = signal<readonly FullPath[]>([]);

/** Is the surface the plane of the trajectories' principal components? */
export const principalMode = computed(
  () => look("surfaceMode") === "principal" && parameterNames.value.length > 2,
);

/** The plane through the shown runs' trajectories, in the recorded parameters. */
const fitted = computed<(FittedPlane & { readonly recorded: readonly number[] }) | undefined>(
  () => {
    const shown = new Set(shownResults.value.map(({ run }) => run.id));
    const used = paths.value.filter(({ runId }) => shown.has(runId));
    const first = used[0];
    if (!principalMode.value || !first) return undefined;
    const columns = first.recorded.map((_, i) => {
      const length = used.reduce((sum, { steps }) => sum + steps.length, 0);
      const column = new Float64Array(length);
      let offset = 0;
      for (const { theta } of used) {
        column.set(theta[i]!, offset);
        offset += theta[i]!.length;
      }
      return column;
    });
    const plane = fitPlane(columns);
    return plane && { ...plane, recorded: first.recorded };
  },
);

/** Share of the trajectories' spread that the plane holds. */
export const principalShare = computed(() => fitted.value?.share);

/** The plane in all parameters; those that are not recorded stay at the start. */
export const principalPlane = computed<Plane | undefined>(() => {
  const plane = fitted.value;
  const start = settings.value?.start;
  if (!plane || !start) return undefined;
  const fill = (base: readonly number[], values: Float64Array): number[] => {
    const full = [...base];
    plane.recorded.forEach((parameter, i) => (full[parameter] = values[i]!));
    return full;
  };
  const zeros = start.map(() => 0);
  return {
    origin: fill(start, plane.origin),
    u: fill(zeros, plane.u),
    v: fill(zeros, plane.v),
  };
});

/** A point of parameter space in the plane's coordinates. */
export function pointOnPrincipal(
  valueOf: (parameter: number) => number | undefined,
): readonly [number, number] | undefined {
  const plane = fitted.value;
  if (!plane) return undefined;
  return onPlane(
    plane,
    plane.recorded.map((parameter) => valueOf(parameter) ?? NaN),
  );
}

/** Each run's trajectory in the plane's coordinates. */
export const principalPaths = computed<ReadonlyMap<string, Pick<SurfaceRun, "steps" | "x" | "y">>>(
  () => {
    const plane = fitted.value;
    if (!plane) return new Map();
    return new Map(
      paths.value.map(({ runId, steps, theta }) => {
        const x = new Float64Array(steps.length);
        const y = new Float64Array(steps.length);
        for (let k = 0; k < steps.length; k++) {
          [x[k], y[k]] = onPlane(
            plane,
            theta.map((column) => column[k]!),
          );
        }
        return [runId, { steps, x, y }];
      }),
    );
  },
);

/** The window that shows all of it, with some room. */
export const principalWindow = computed<
  { readonly x: readonly [number, number]; readonly y: readonly [number, number] } | undefined
>(() => {
  const all = [...principalPaths.value.values()];
  if (all.length === 0) return undefined;
  const x = padded(all.map((path) => path.x));
  const y = padded(all.map((path) => path.y));
  return x && y && { x, y };
});

function padded(columns: readonly Floats[]): readonly [number, number] | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!Number.isFinite(high - low)) return undefined;
  const room = (high - low) * 0.1 || 1;
  return [low - room, high + room];
}

/** Asks for whole paths while the plane is shown. */
export function startPrincipal(): void {
  const request = latestOnly(async (points: number) => {
    paths.value = await host().paths(points);
  }, report);
  effect(() => {
    if (principalMode.value && allSeries.value.length > 0) request(pathPoints);
  });
}
