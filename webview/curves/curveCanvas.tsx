import { effect, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { chartSection, type ChartKind } from "../charts/chartKinds";
import { CurveChart, type ChartSize } from "../charts/curveChart";
import { curveInsets, type CurvePicture } from "../charts/curvePicture";
import { formatCount, formatNumber } from "../charts/numbers";
import { oncePerFrame } from "../store/coalesce";
import { chartHeight, panelSize } from "../store/layout";
import { chartWidth, stepRange } from "../store/requests";
import { isDragging, isNearSight, rests } from "../store/sight";
import { say } from "../../l10n/words";
import { cursorShare, hoverShare } from "../store/stepAxis";
import { AxisGrip } from "./axisGrip";
import type { ChartContent } from "./chartModel";
import { chartPicture, chartTitle } from "./chartPicture";
import { chartSignals } from "./chartSignals";

interface CurveCanvasProps {
  readonly kind: ChartKind;
  readonly parameter: number;
}

/** A chart on a canvas, with its content in words for those who do not see it. Lines that change are drawn, and nothing else is made anew. */
export function CurveCanvas({ kind, parameter }: CurveCanvasProps): JSX.Element {
  const { content } = chartSignals(kind, parameter);
  const section = chartSection(kind);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<CurveChart>();
  const cursor = useRef<HTMLSpanElement>(null);
  const hover = useRef<HTMLSpanElement>(null);

  useLayoutEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = undefined;
    },
    [],
  );
  useLayoutEffect(() => {
    const drawSoon = oncePerFrame(([picture, size]: readonly [CurvePicture, ChartSize]) => {
      if (chart.current) chart.current.draw(picture, size);
      else if (canvas.current) chart.current = new CurveChart(canvas.current, picture, size);
    });
    return effect(() => {
      const plotWidth = chartWidth.value;
      // Other pixels of the screen are a reason to draw, too.
      const { ratio } = panelSize.value;
      // What is not near sight is not worked out, and in a drag nothing that is out of it.
      if (plotWidth * ratio === 0 || !isNearSight(section) || rests(section)) return;
      const width = plotWidth + curveInsets.left + curveInsets.right;
      drawSoon([chartPicture(content.value), { width, height: chartHeight.value }]);
    });
  }, [content, section]);
  useLayoutEffect(
    () =>
      effect(() => {
        if (isDragging() && box.current?.hasAttribute("aria-label")) return;
        const label = chartLabel(content.value, chartTitle(kind, parameter));
        box.current?.setAttribute("aria-label", label);
      }),
    [content, kind, parameter],
  );

  // Each line by itself: a variable that all charts inherit would cost the style of everything in them.
  useSignalEffect(() => {
    cursor.current?.style.setProperty("--share", String(cursorShare.value ?? -1));
  });
  useSignalEffect(() => {
    hover.current?.style.setProperty("--share", String(hoverShare.value ?? -1));
  });

  return (
    <div class="chartCanvas" role="img" ref={box}>
      <canvas ref={canvas} />
      <AxisGrip content={content} kind={kind.id} area={() => chart.current?.area} />
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
