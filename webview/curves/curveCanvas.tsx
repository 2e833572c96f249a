import { effect, type ReadonlySignal } from "@preact/signals";
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

  useLayoutEffect(() => slideLine(cursor.current!, cursorShare), []);
  useLayoutEffect(() => slideLine(hover.current!, hoverShare), []);

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

/** Wider than any chart, in pixels. */
const track = 100_000;

/**
 * Keeps a line across a chart at a share of its width; the function returned ends that. The line is held in the midst of an
 * animation that would take it on by a pixel in each millisecond: that alone a browser shifts without deciding anew what
 * of the whole window is drawn on what layer, which took longer than all else that a step changes. On whole pixels of the
 * screen it stays sharp.
 */
function slideLine(line: HTMLElement, share: ReadonlySignal<number | undefined>): () => void {
  const to = (x: number): Keyframe => ({ transform: `translateX(${x}px)` });
  const slide = line.animate([to(0), to(track)], { duration: track });
  slide.pause();
  // Who takes a picture of the page ends animations first, but not one that stands still by its rate.
  slide.playbackRate = 0;
  const stop = effect(() => {
    const { ratio } = panelSize.value;
    slide.currentTime = Math.round((share.value ?? 0) * chartWidth.value * ratio) / ratio;
  });
  return () => {
    stop();
    slide.cancel();
  };
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
