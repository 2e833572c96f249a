import type { WordKey } from "../words";
import type { Band, Curve, ParameterCurveName, RunSeries } from "../../src/protocol/series";
import type { AxisMode } from "./scale";

/** A quantity that is drawn against steps. */
export interface ChartKind {
  readonly id: string;
  readonly title: WordKey;
  readonly preferredMode: AxisMode;
  readonly foldedAtFirst: boolean;
  /** One curve a run, or one per run and parameter. */
  readonly perParameter: boolean;
  /** How the values of all parameters spread, where that was asked for. */
  band(series: RunSeries): Band | undefined;
  curve(series: RunSeries, parameter: number): Curve | undefined;
}

/** The charts from top to bottom; a new one is one line here. */
export const chartKinds: readonly ChartKind[] = [
  single("loss", "charts.loss"),
  single("gradientNorm", "charts.gradientNorm"),
  perParameter("sigma", "charts.sigma", "log"),
  perParameter("effectiveRate", "charts.effectiveRate", "log"),
  single("learningRate", "charts.learningRate"),
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
    band: () => undefined,
    curve: (series) => series.curves[id],
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
    band: (series) => series.bands?.[id],
    curve: (series, parameter) => series.curves[id][series.recorded.indexOf(parameter)],
  };
}
