import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { CurveChart } from "../charts/curveChart";
import type { DrawnLine } from "../charts/curveChart";
import { formatCount, formatNumber } from "../charts/numbers";
import { runStyle } from "../charts/runStyle";
import { theme } from "../charts/theme";
import type { Theme } from "../charts/theme";
import { stepRange } from "../store/requests";
import { selectedRunId } from "../store/view";
import { say } from "../words";
import { stepAxisTicks, stepPositions } from "./chartModel";
import type { ChartContent, ChartLine } from "./chartModel";
import { runFailed } from "./runStop";

/** A chart on a canvas, with its content in words for those who do not see it. */
export function CurveCanvas(props: {
  readonly content: ChartContent;
  readonly title: string;
}): JSX.Element {
  const { content, title } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<CurveChart>();
  const colours = theme.value;
  const selected = selectedRunId.value;
  const [x, xTicks] = [stepPositions.value, stepAxisTicks.value];

  useEffect(() => {
    chart.current = new CurveChart(canvas.current!);
    return () => chart.current?.destroy();
  }, []);
  useEffect(() => {
    chart.current?.draw({
      lines: [...content.lines]
        .sort((a, b) => Number(a.run.id === selected) - Number(b.run.id === selected))
        .map((line) => drawnLine(line, line.run.id === selected, colours)),
      x,
      y: content.y,
      xTicks,
      yTicks: content.yTicks,
      theme: colours,
    });
  }, [content, colours, selected, x, xTicks]);

  return (
    <div class="chartCanvas" role="img" aria-label={chartLabel(content, title)}>
      <canvas ref={canvas} />
      <span class="cursorLine" aria-hidden="true" />
      <span class="hoverLine" aria-hidden="true" />
    </div>
  );
}

function drawnLine(line: ChartLine, selected: boolean, colours: Theme): DrawnLine {
  const style = runStyle(line.run.style);
  return {
    points: line.points,
    colour: colours.palette[style.colour],
    dash: style.dash,
    width: selected ? 2.2 : 1.4,
    marker: style.marker,
    failed: runFailed(line.result.series),
  };
}

function chartLabel(content: ChartContent, title: string): string {
  const [from, to] = stepRange();
  const runs = content.lines.map((line) => {
    const values = line.points.map((point) => point.y).filter((value) => !Number.isNaN(value));
    const read = (position: number | undefined): string =>
      position === undefined ? "–" : formatNumber(content.scale.invert(position), 4);
    return say("charts.run", {
      label: line.run.options.label,
      first: read(values[0]),
      last: read(values[values.length - 1]),
    });
  });
  return say("charts.label", {
    chart: title,
    from: formatCount(from),
    to: formatCount(to),
    runs: runs.join(" "),
  });
}
