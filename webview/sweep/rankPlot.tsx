import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { TuningRank } from "../../src/options/tuningRanks";
import { saySweep } from "../../l10n/sweepWords";
import { compactNumber } from "../charts/numbers";
import { runStyle } from "../charts/runStyle";
import { readTheme, type Theme } from "../charts/theme";
import { drawUpright } from "./sweepAxes";
import { frameOf, type Frame } from "./sweepFrame";
import { endsOf, heightsOf } from "./sweepHeights";
import type { RunTuning, Tuning } from "./tuneSearch";

type Ranked = TuningRank<RunTuning>;

/** The scores of every run from its best setting to its worst: a low beginning is a good best, a long low line an easy run. */
export function RankPlot(props: {
  readonly tuning: Tuning;
  readonly ranks: readonly Ranked[];
}): JSX.Element {
  const { tuning, ranks } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current!;
    const { width, height } = element.getBoundingClientRect();
    const ratio = window.devicePixelRatio;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    const context = element.getContext("2d")!;
    context.scale(ratio, ratio);
    drawRanks(context, tuning, ranks, frameOf(width, height), readTheme());
  });
  return (
    <figure class="sweepFigure rankFigure">
      <canvas
        ref={canvas}
        role="img"
        aria-label={saySweep("rankChart", { runs: ranks.map(labelOf).join(", ") })}
      />
    </figure>
  );
}

const labelOf = ({ run }: Ranked): string => run.run.options.label;

function drawRanks(
  context: CanvasRenderingContext2D,
  { request: { budget, measure }, startLoss }: Tuning,
  ranks: readonly Ranked[],
  frame: Frame,
  theme: Theme,
): void {
  const { left, top, width } = frame;
  const bottom = top + frame.height;
  const values = Float64Array.from(ranks.flatMap(({ sorted }) => sorted));
  const heightOf = heightsOf({ values, measure, startLoss });
  context.strokeStyle = theme.line;
  context.strokeRect(left + 0.5, top + 0.5, width - 1, frame.height - 1);
  const x = (place: number): number => left + 3 + (place / Math.max(1, budget - 1)) * (width - 6);
  // The best is drawn last, over the others.
  for (const { run, sorted } of ranks.slice().reverse()) {
    const { colour, dash } = runStyle(run.run.style);
    context.beginPath();
    sorted.forEach((score, k) => {
      if (!Number.isFinite(score)) return;
      const y = bottom - 3 - heightOf(score) * (frame.height - 6);
      if (k === 0) context.moveTo(x(k), y);
      else context.lineTo(x(k), y);
    });
    context.setLineDash([...dash]);
    context.strokeStyle = theme.palette[colour];
    context.lineWidth = 2;
    context.stroke();
  }
  context.setLineDash([]);
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.dim;
  context.textAlign = "right";
  context.textBaseline = "middle";
  const [low, high] = endsOf({ values, measure, startLoss });
  context.fillText(compactNumber(high), left - 5, top + 6);
  context.fillText(compactNumber(low), left - 5, bottom - 6);
  context.textBaseline = "top";
  context.fillText(String(budget), left + width, bottom + 4);
  context.textAlign = "left";
  context.fillText("1", left, bottom + 4);
  context.textAlign = "center";
  context.fillText(saySweep("rankAxis"), left + width / 2, bottom + 4);
  drawUpright(context, saySweep(measure.kind), left - 20, top + frame.height / 2);
}
