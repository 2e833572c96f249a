import { computed, effect, signal } from "@preact/signals";
import type { PointValue } from "../../src/protocol/point";
import { latestOnly } from "../store/coalesce";
import { host, report } from "../store/connection";
import { landscapePlane } from "../store/panelData";
import { startHeld } from "../store/startHeld";
import { surfaceAxes } from "../store/view";
import { heldAt } from "./landscapeRequests";

/** Where the pointer is on the surface, in the values of its axes; undefined while it is elsewhere. */
export const pointedPlace = signal<readonly [number, number] | undefined>(undefined);

/** What there is at the last place that was asked about. */
export const pointedValue = signal<PointValue | undefined>(undefined);

/** All parameters at the place under the pointer; what there is under a start that is held comes with the runs. */
const pointedTheta = computed<Float64Array | undefined>(() => {
  const place = pointedPlace.value;
  const axes = surfaceAxes.value;
  if (!place || startHeld.value) return undefined;
  const [x, y] = place;
  const plane = landscapePlane.value;
  if (plane) return plane.origin.map((value, i) => value + x * plane.u[i]! + y * plane.v[i]!);
  const held = heldAt.value;
  if (!held) return undefined;
  const theta = Float64Array.from(held);
  theta[axes[0]] = x;
  if (axes.length === 2) theta[axes[1]] = y;
  return theta;
});

/** Asks for loss and gradient wherever the pointer goes. */
export function startPointing(): void {
  const request = latestOnly(async (theta: Float64Array) => {
    pointedValue.value = await host().ask("point", { theta });
  }, report);
  effect(() => {
    const theta = pointedTheta.value;
    if (theta) request(theta);
    else pointedValue.value = undefined;
  });
}
