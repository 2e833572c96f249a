import { chartKinds, chartSection, type ChartKind } from "../charts/chartKinds";
import type { CurvePicture, DrawnLine } from "../charts/curvePicture";
import type { TitledPicture } from "../charts/curvesPicture";
import { travelOf } from "../charts/curveData";
import { runStyle } from "../charts/runStyle";
import { visibleDash } from "../charts/strokes";
import { theme, type Theme } from "../charts/theme";
import { chartHeight } from "../store/layout";
import { parameterNames, shownResults } from "../store/panelData";
import { chartWidth } from "../store/requests";
import { isFolded, selectedRunId } from "../store/view";
import { say } from "../../l10n/words";
import {
  allParameters,
  chartContent,
  isPerParameter,
  modeOf,
  subjectsOf,
  type ChartContent,
  type ChartLine,
} from "./chartModel";
import { stepAxisTicks, stepPositions } from "../store/stepAxis";
import { runFailed } from "../parts/runStop";
import { leastLoss } from "./lossGap";

/** What a chart draws: its lines in their styles, the selected run on top. */
export function chartPicture(content: ChartContent): CurvePicture {
  const selected = selectedRunId.value;
  const colours = theme.value;
  return {
    lines: [...content.lines]
      .sort((a, b) => Number(a.run.id === selected) - Number(b.run.id === selected))
      .flatMap((line) => drawnLines(line, content.y, line.run.id === selected, colours)),
    x: stepPositions.value,
    y: content.y,
    xTicks: stepAxisTicks.value,
    yTicks: content.yTicks,
    limits: content.limits,
    theme: colours,
  };
}

/** How strongly a line is drawn behind its smoothed one: two hexadecimal digits. */
const rawAlpha = "50";

/** A line, with the raw one behind it where it is smoothed. */
function drawnLines(
  line: ChartLine,
  y: readonly [number, number],
  selected: boolean,
  colours: Theme,
): DrawnLine[] {
  const style = runStyle(line.run.style);
  const width = Math.max(1, chartWidth.value);
  const colour = colours.palette[style.colour];
  const drawn: DrawnLine = {
    points: line.points,
    colour,
    dash: visibleDash(style.dash, width + travelOf(line, y) * chartHeight.value, width),
    width: selected ? 2.2 : 1.4,
    marker: style.marker,
    failed: runFailed(line.result.series),
    ...(line.exit ? { exit: line.exit } : {}),
    ...(line.bands ? { bands: line.bands } : {}),
  };
  if (!line.raw) return [drawn];
  const { bands, ...bare } = drawn;
  const raw = { ...bare, points: line.raw, colour: colour + rawAlpha, width: 1, failed: false };
  return [bands ? { ...raw, bands } : raw, bare];
}

/** "Scale σ of w", or the quantity alone where it is not per parameter. */
export function chartTitle(kind: ChartKind, parameter: number): string {
  const curve = say(
    kind.id === "loss" && leastLoss.value !== undefined ? "charts.gap" : kind.title,
  );
  if (parameter === allParameters) return say("charts.spread.of", { curve });
  return isPerParameter(kind)
    ? say("charts.of", { curve, parameter: parameterNames.value[parameter] ?? "" })
    : curve;
}

/** Is there anything to draw of a kind? Curvature comes later than the runs, or not at all. */
function isAvailable(kind: ChartKind): boolean {
  return kind.everyRow || shownResults.value.some((result) => kind.curve(result, 0));
}

/** Every chart that is not folded, from top to bottom. */
export function shownCharts(): readonly TitledPicture[] {
  return chartKinds
    .filter((kind) => isAvailable(kind) && !isFolded(chartSection(kind), kind.foldedAtFirst))
    .flatMap((kind) => {
      const parameters = subjectsOf(kind);
      const mode = modeOf(kind, parameters);
      return parameters.map((parameter) => ({
        title: chartTitle(kind, parameter),
        picture: chartPicture(chartContent(kind, parameter, mode, chartHeight.value)),
      }));
    });
}
