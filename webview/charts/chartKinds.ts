import type { WordKey } from "../words";
import type { ParameterCurveName, RunSeries, Curve } from "../../src/protocol/series";
import type { AxisMode } from "./scale";

/** A quantity that is drawn against steps. */
export interface ChartKind {
  readonly id: string;
  readonly title: WordKey;
  readonly preferredMode: AxisMode;
  readonly foldedAtFirst: boolean;
  /** One curve a run, or one per run and parameter. */
  readonly perParameter: boolean;
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
    curve: (series, parameter) => series.curves[id][series.recorded.indexOf(parameter)],
  };
}
