import { computed } from "@preact/signals";
import type { ChartKind } from "../charts/chartKinds";
import {
  defaultMode,
  makeLine,
  rangeOf,
  scaleFor,
  type CurveLine,
  type CurvePoint,
} from "../charts/curveData";
import { smoothed } from "../charts/smoothing";
import { axisFloor } from "../charts/axisFloor";
import { beginning, leavingLine, rangeBeside } from "../charts/runaways";
import { makeTicks, type AxisMode, type Scale, type Tick } from "../charts/scale";
import type { PanelRun } from "../../src/protocol/panelCalls";
import type { Curve } from "../../src/protocol/series";
import {
  allFindings,
  diagnosisIsOld,
  lastStep,
  parameterNames,
  shownResults,
  type ShownResult,
} from "../store/panelData";
import { findingKey, shownFinding } from "../store/findings";
import { stepPositions, stepScale } from "../store/stepAxis";
import { chartParameters, look, selectedRunId } from "../store/view";
import { leavingRuns } from "./leavingRuns";
import { above, leastLoss } from "./lossGap";

/** The finding whose span is marked in the charts: the one last looked at, or the selected run's worst. */
export const markedFinding = computed(() => {
  // Which steps of the runs on show it spans is not known yet.
  if (diagnosisIsOld.value) return undefined;
  const findings = allFindings.value ?? [];
  const chosen = findings.find((finding) => findingKey(finding) === shownFinding.value);
  const own = findings.filter(({ runId }) => runId === selectedRunId.value);
  return (
    chosen ??
    own.find(({ severity }) => severity === "error") ??
    own.find(({ severity }) => severity === "warning")
  );
});

/** Where the marked span stands across the charts; undefined without one in sight. */
export const spanShares = computed<readonly [number, number] | undefined>(() => {
  const finding = markedFinding.value;
  if (!finding) return undefined;
  const [from, to] = stepPositions.value;
  const share = (at: number): number =>
    Math.max(0, Math.min(1, (stepScale.value.transform(at) - from) / (to - from)));
  const span = [share(finding.from), share(finding.to)] as const;
  return (span[0] === 1 && finding.from < lastStep.value) || (span[1] === 0 && finding.to > 0)
    ? undefined
    : span;
});

export interface ChartLine extends CurveLine {
  readonly run: PanelRun;
  readonly result: ShownResult;
  /** Areas behind the line, as in `DrawnLine`. */
  readonly bands?: readonly (readonly [readonly CurvePoint[], readonly CurvePoint[]])[];
  /** The line as it is, where `points` are smoothed. */
  readonly raw?: readonly CurvePoint[];
  /** Where the line of a run that blew up leaves the chart; undefined where it does not. */
  readonly exit?: CurvePoint;
}

/** A chart worked out: its scale, lines and ticks. */
export interface ChartContent {
  readonly mode: AxisMode;
  readonly scale: Scale;
  readonly lines: readonly ChartLine[];
  readonly y: readonly [number, number];
  readonly yTicks: readonly Tick[];
  /** Where a value that decides something stands, in transformed units. */
  readonly limits: readonly number[];
  /** The value at which the axis would end if not asked for more; undefined where all values lie above. */
  readonly floor?: number;
  /** The names of runs that blew up and would leave the chart if it were not asked for more, one after the other. */
  readonly leaving: string;
  /** Is the axis zoomed to a range of values? */
  readonly zoomed: boolean;
}

/** Stands for all parameters at once, in place of a parameter's index. */
export const allParameters = -1;

/** Has a kind a curve for each parameter? η has where the parameters of some run have rates of their own. */
export function isPerParameter({ id, perParameter }: ChartKind): boolean {
  return (
    perParameter ||
    (id === "learningRate" && shownResults.value.some(({ series }) => series.curves.ownRates))
  );
}

/** What the charts of a kind are of: chosen parameters, or all of them at once. */
export function subjectsOf(kind: ChartKind): readonly number[] {
  if (!isPerParameter(kind)) return [0];
  // One chart of η is enough: that of the parameter that comes first.
  if (!kind.perParameter) return chartParameters.value.slice(0, 1);
  return look("spread") && parameterNames.value.length > 2
    ? [allParameters]
    : chartParameters.value;
}

/** The curves of one run in one chart: one, or the five quantiles of a band from low to high. */
function curvesOf(kind: ChartKind, result: ShownResult, subject: number): readonly Curve[] {
  const isAll = subject === allParameters;
  const band = isAll || !kind.perParameter ? kind.band?.(result) : undefined;
  const curve = isAll || band ? undefined : kind.curve(result, subject);
  const curves = band
    ? band.quantiles.map((values) => ({ steps: band.steps, values }))
    : curve
      ? [curve]
      : [];
  const least = kind.id === "loss" ? leastLoss.value : undefined;
  return least === undefined ? curves : curves.map((one) => above(one, least));
}

/** The axis mode of a group of charts: what was chosen, or what suits the values. */
export function modeOf(kind: ChartKind, subjects: readonly number[]): AxisMode {
  const chosen = look("axisModes")[kind.id];
  if (chosen) return chosen;
  const curves = shownResults.value.flatMap((result) =>
    subjects.flatMap((subject) => curvesOf(kind, result, subject)),
  );
  return defaultMode(curves, kind.preferredMode);
}

/** Where the log axis of a kind ends for these curves, going by the start of some of the runs. */
function floorOf(
  { id, start }: ChartKind,
  entries: readonly { readonly result: ShownResult }[],
  curves: readonly Curve[],
): number | undefined {
  if (!start) return undefined;
  const least = (id === "loss" ? leastLoss.value : undefined) ?? 0;
  return axisFloor(curves, Math.max(...entries.map(({ result }) => start(result))) - least);
}

/** The content of one chart. */
export function chartContent(
  kind: ChartKind,
  subject: number,
  mode: AxisMode,
  height: number,
): ChartContent {
  const entries = shownResults.value.flatMap((result) => {
    const curves = curvesOf(kind, result, subject);
    return curves.length > 0 ? [{ result, curves }] : [];
  });
  const leaving = leavingRuns(kind, entries);
  const ordinary = (curve: Curve): Curve => (leaving.curves.has(curve) ? beginning(curve) : curve);
  const all = entries.flatMap(({ curves }) => curves);
  const scale = scaleFor(mode, all.map(ordinary));
  const staying = entries.filter(({ curves }) => !curves.some((one) => leaving.curves.has(one)));
  const floor =
    mode === "log" ? floorOf(kind, staying.length > 0 ? staying : entries, all) : undefined;
  const bottom = look("wholeAxes").includes(kind.id) ? undefined : floor;
  const limits = [...new Set(entries.flatMap(({ result }) => kind.limit?.(result) ?? []))].map(
    scale.transform,
  );
  const worked = entries.map(({ result, curves }) => {
    const use = curves.length > 1 ? "edge" : "line";
    const place = (curve: Curve): CurveLine => makeLine(curve, stepScale.value, scale, bottom, use);
    const leaves = curves.some((curve) => leaving.curves.has(curve));
    const drawn = curves.map(place);
    const others = leaves ? curves.map(ordinary).map(place) : drawn;
    return { result, use, leaves, drawn, others } as const;
  });
  const rangeWith = (lines: readonly CurveLine[]): readonly [number, number] =>
    rangeOf([...lines, ...limits.map((at) => ({ low: at, high: at }))], mode);
  const whole = rangeWith(worked.flatMap(({ drawn }) => drawn));
  const shown =
    leaving.curves.size === 0
      ? whole
      : rangeBeside(rangeWith(worked.flatMap(({ others }) => others)), whole);
  const window = look("valueWindows")[kind.id]?.map(scale.transform);
  const zoomed = window !== undefined && window.every(Number.isFinite);
  const y = zoomed ? ([window[0]!, window[1]!] as const) : shown;
  const smooth = look("smooth").includes(kind.id);
  const drawnAny = worked.some(({ drawn }) => drawn.some(({ low }) => !Number.isNaN(low)));
  return {
    mode,
    scale,
    lines: worked.map(({ result, use, leaves, drawn }) => {
      const lines = leaves
        ? drawn.map((line) => ({ ...line, ...leavingLine(line.points, y, use) }))
        : drawn;
      const middle: CurveLine & Pick<ChartLine, "exit"> = lines[Math.floor(lines.length / 2)]!;
      return {
        run: result.run,
        result,
        ...middle,
        ...(lines.length > 1 ? { bands: bandsOf(lines) } : {}),
        ...(smooth ? smoothedLine(middle) : {}),
      };
    }),
    y,
    // Without a value there is nothing to read off.
    yTicks: drawnAny ? makeTicks(scale, ...y, Math.max(2, height / 28)) : [],
    limits,
    leaving: leaving.names,
    zoomed,
    ...(floor === undefined ? {} : { floor }),
  };
}

function smoothedLine({ points }: CurveLine): Pick<ChartLine, "points" | "raw"> {
  return { points: smoothed(points), raw: points };
}

/** Pairs quantile lines from the outside in: lowest with highest, and so on. */
function bandsOf(drawn: readonly CurveLine[]): NonNullable<ChartLine["bands"]> {
  return Array.from({ length: Math.floor(drawn.length / 2) }, (_, k) => [
    drawn[k]!.points,
    drawn[drawn.length - 1 - k]!.points,
  ]);
}
