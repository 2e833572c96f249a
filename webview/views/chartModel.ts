import { computed } from "@preact/signals";
import type { ChartKind } from "../charts/chartKinds";
import { defaultMode, makeLine, rangeOf, scaleFor } from "../charts/curveData";
import type { CurveLine } from "../charts/curveData";
import { makeStepScale, makeTicks, stepTicks } from "../charts/scale";
import type { AxisMode, Scale, Tick } from "../charts/scale";
import type { PanelRun } from "../../src/protocol/panel";
import { shownResults } from "../store/panelData";
import type { ShownResult } from "../store/panelData";
import { chartWidth, stepRange } from "../store/requests";
import { hoverStep, step, view } from "../store/view";

export const stepScale = computed(() => makeStepScale(view.value.stepAxis));

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

export interface ChartLine extends CurveLine {
  readonly run: PanelRun;
  readonly result: ShownResult;
}

/** A chart worked out: its scale, lines and ticks. */
export interface ChartContent {
  readonly mode: AxisMode;
  readonly scale: Scale;
  readonly lines: readonly ChartLine[];
  readonly y: readonly [number, number];
  readonly yTicks: readonly Tick[];
}

/** The axis mode of a group of charts: what was chosen, or what suits the values. */
export function modeOf(kind: ChartKind, parameters: readonly number[]): AxisMode {
  const chosen = view.value.axisModes[kind.id];
  if (chosen) return chosen;
  const curves = shownResults.value.flatMap(({ series }) =>
    parameters.flatMap((parameter) => kind.curve(series, parameter) ?? []),
  );
  return defaultMode(curves, kind.preferredMode);
}

/** The content of one chart, for the curves of `kind` and, where it has one per parameter, of `parameter`. */
export function chartContent(
  kind: ChartKind,
  parameter: number,
  mode: AxisMode,
  height: number,
): ChartContent {
  const entries = shownResults.value.flatMap((result) => {
    const curve = kind.curve(result.series, parameter);
    return curve ? [{ result, curve }] : [];
  });
  const scale = scaleFor(
    mode,
    entries.map(({ curve }) => curve),
  );
  const lines = entries.map(({ result, curve }) => ({
    run: result.run,
    result,
    ...makeLine(curve, stepScale.value, scale),
  }));
  const y = rangeOf(lines);
  return { mode, scale, lines, y, yTicks: makeTicks(scale, ...y, Math.max(2, height / 28)) };
}
