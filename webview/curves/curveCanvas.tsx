import { useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { CurveChart, type ChartSize } from "../charts/curveChart";
import { curveInsets, type CurvePicture } from "../charts/curvePicture";
import { formatCount, formatNumber } from "../charts/numbers";
import { oncePerFrame } from "../store/coalesce";
import { chartHeight, panelSize } from "../store/layout";
import { chartWidth, stepRange } from "../store/requests";
import { isNearSight } from "../store/sight";
import { selectedRunId } from "../store/view";
import { say } from "../../l10n/words";
import { useCalm } from "../parts/resting";
import { cursorShare, hoverShare } from "../store/stepAxis";
import { AxisGrip } from "./axisGrip";
import type { ChartContent } from "./chartModel";
import { chartPicture } from "./chartPicture";

/** A chart on a canvas, with its content in words for those who do not see it. */
export function CurveCanvas(props: {
  readonly content: ChartContent;
  /** The section it is drawn with: not before that is near sight. */
  readonly section: string;
  readonly title: string;
  readonly kind: string;
}): JSX.Element {
  const { content, section, title, kind } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<CurveChart>();
  const drawSoon = useRef(
    oncePerFrame(([picture, size]: readonly [CurvePicture, ChartSize]) => {
      if (chart.current) chart.current.draw(picture, size);
      else if (canvas.current) chart.current = new CurveChart(canvas.current, picture, size);
    }),
  );
  const cursor = useRef<HTMLSpanElement>(null);
  const hover = useRef<HTMLSpanElement>(null);
  const picture = chartPicture(content);
  const plotWidth = chartWidth.value;
  const width = plotWidth + curveInsets.left + curveInsets.right;
  const height = chartHeight.value;
  const { ratio } = panelSize.value;
  const nearSight = isNearSight(section);
  const label = useCalm(() => chartLabel(content, title));

  useLayoutEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = undefined;
    },
    [],
  );
  useLayoutEffect(() => {
    if (nearSight && plotWidth > 0) drawSoon.current([picture, { width, height }]);
  }, [
    nearSight,
    content,
    picture.theme,
    picture.x,
    picture.xTicks,
    selectedRunId.value,
    width,
    height,
    ratio,
  ]);

  // Each line by itself: a variable that all charts inherit would cost the style of everything in them.
  useSignalEffect(() => {
    cursor.current?.style.setProperty("--share", String(cursorShare.value ?? -1));
  });
  useSignalEffect(() => {
    hover.current?.style.setProperty("--share", String(hoverShare.value ?? -1));
  });

  return (
    <div class="chartCanvas" role="img" aria-label={label}>
      <canvas ref={canvas} />
      <AxisGrip content={content} kind={kind} area={() => chart.current?.area} />
      <span class="spanMark" aria-hidden="true" />
      <span class="cursorLine" aria-hidden="true" ref={cursor} />
      <span class="hoverLine" aria-hidden="true" ref={hover} />
    </div>
  );
}

function chartLabel(content: ChartContent, title: string): string {
  const [from, to] = stepRange();
  const runs = content.lines.map((line) => {
    const [first, last] = line.ends.map((value) =>
      Number.isNaN(value) ? "–" : formatNumber(value, 4),
    ) as [string, string];
    return say("charts.run", { label: line.run.options.label, first, last });
  });
  return say("charts.label", {
    chart: title,
    from: formatCount(from),
    to: formatCount(to),
    runs: runs.join(" "),
  });
}
