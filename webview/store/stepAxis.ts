import { computed } from "@preact/signals";
import { makeStepScale, stepTicks, type Tick } from "../charts/scale";
import { chartWidth, stepRange } from "./requests";
import { hoverStep, look, step } from "./view";

export const stepScale = computed(() => makeStepScale(look("stepAxis")));

/** The shown steps in transformed units. */
export const stepPositions = computed<readonly [number, number]>(() => {
  const [from, to] = stepRange();
  return [stepScale.value.transform(from), stepScale.value.transform(to)];
});

export const stepAxisTicks = computed<readonly Tick[]>(() =>
  stepTicks(stepScale.value, ...stepPositions.value, Math.max(2, chartWidth.value / 90)),
);

/** Where a step stands across the charts, from 0 to 1; undefined outside the window. */
function shareOf(at: number | undefined): number | undefined {
  if (at === undefined) return undefined;
  const [from, to] = stepPositions.value;
  const share = (stepScale.value.transform(at) - from) / (to - from);
  return share >= -1e-9 && share <= 1 + 1e-9 ? share : undefined;
}

export const cursorShare = computed(() => shareOf(step.value));
export const hoverShare = computed(() => shareOf(hoverStep.value));

/** The step at a share of the charts' width. */
export function stepAt(share: number): number {
  const [from, to] = stepPositions.value;
  return Math.round(stepScale.value.invert(from + share * (to - from)));
}
