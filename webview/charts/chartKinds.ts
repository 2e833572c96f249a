import type { WordKey } from "../../l10n/wordsEnglish";
import type {
  Band,
  Curve,
  ParameterCurveName,
  RunCurvature,
  RunSeries,
} from "../../src/protocol/series";
import type { AxisMode } from "./scale";

/** What is known of a run. */
export interface RunData {
  readonly series: RunSeries;
  readonly curvature?: RunCurvature;
}

/** A quantity that is drawn against steps. */
export interface ChartKind {
  readonly id: string;
  readonly title: WordKey;
  readonly preferredMode: AxisMode;
  readonly foldedAtFirst: boolean;
  /** One curve a run, or one per run and parameter. */
  readonly perParameter: boolean;
  /** Are there values in every row? Curvature is known at chosen rows only. */
  readonly everyRow: boolean;
  readonly curve: (run: RunData, parameter: number) => Curve | undefined;
  /** How the values of all parameters spread, where that was asked for, or those of a run's repeats. */
  readonly band?: (run: RunData) => Band | undefined;
  /** Does it keep to its range where a run blows up, as what is set and not found does? */
  readonly keepsRange?: boolean;
  /** The value from which down its log axis ends above what is only rounding (`axisFloor`), where it does. */
  readonly start?: (run: RunData) => number;
  /** A value that decides something, drawn as a line across: the stability limit. */
  readonly limit?: (run: RunData) => number | undefined;
}

/** Name of the section with the charts of a kind: under it the view remembers whether it is folded. */
export function chartSection(kind: Pick<ChartKind, "id">): string {
  return `chart.${kind.id}`;
}

/** The charts from top to bottom; a new one is one line here. */
export const chartKinds: readonly ChartKind[] = [
  {
    ...single("loss", "charts.loss"),
    start: ({ series }) => series.startLoss,
    band: ({ series }) => series.seeds?.loss,
  },
  perParameter("sigma", "charts.sigma", "log"),
  perParameter("effectiveRate", "charts.effectiveRate", "log"),
  {
    ...single("learningRate", "charts.learningRate"),
    keepsRange: true,
    // That of the parameter, where each has its own.
    curve: ({ series: { curves, recorded } }, parameter) =>
      curves.ownRates?.[recorded.indexOf(parameter)] ?? curves.learningRate,
  },
  {
    ...single("gradientNorm", "charts.gradientNorm"),
    // The first in sight: that of the start is not known where steps are zoomed into.
    start: ({ series }) => series.curves.gradientNorm?.values[0] ?? NaN,
  },
  { ...ofCurvature("stability", "charts.stability"), limit: ({ curvature }) => curvature?.limit },
  ofCurvature("largest", "charts.largest", "symlog"),
  ofCurvature("condition", "charts.condition"),
  perParameter("m", "charts.m", "symlog", true),
  perParameter("theta", "charts.theta", "linear", true),
  perParameter("gradient", "charts.gradient", "symlog", true),
];

function single(id: "loss" | "gradientNorm" | "learningRate", title: WordKey): ChartKind {
  return {
    id,
    title,
    preferredMode: "log",
    foldedAtFirst: false,
    perParameter: false,
    everyRow: true,
    curve: ({ series }) => series.curves[id],
  };
}

function perParameter(
  id: ParameterCurveName,
  title: WordKey,
  preferredMode: AxisMode,
  foldedAtFirst = false,
): ChartKind {
  return {
    id,
    title,
    preferredMode,
    foldedAtFirst,
    perParameter: true,
    everyRow: true,
    curve: ({ series }, parameter) => series.curves[id][series.recorded.indexOf(parameter)],
    band: ({ series }) => series.bands?.[id],
  };
}

function ofCurvature(
  id: "stability" | "largest" | "condition",
  title: WordKey,
  preferredMode: AxisMode = "log",
): ChartKind {
  return {
    id,
    title,
    preferredMode,
    foldedAtFirst: true,
    perParameter: false,
    everyRow: false,
    curve: ({ curvature }) => curvature && { steps: curvature.steps, values: curvature[id] },
  };
}
