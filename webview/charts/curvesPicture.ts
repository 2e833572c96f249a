import { curveInsets, fillBands } from "./curveChart";
import type { CurvePicture } from "./curveChart";
import type { Pen } from "./pen";
import { toPixelX, toPixelY } from "./plotFrame";
import type { PlotFrame } from "./plotFrame";
import { markerPath, strokePoints } from "./strokes";
import type { Theme } from "./theme";

/** One chart of the stack with its title. */
export interface TitledPicture {
  readonly title: string;
  readonly picture: CurvePicture;
}

/** A run in the legend. */
export interface LegendEntry {
  readonly label: string;
  readonly colour: string;
  readonly dash: readonly number[];
}

const chartHeight = 110;
const titleHeight = 20;
export const legendHeight = 26;
const axisHeight = 36;

export function curvesHeight(charts: number): number {
  return charts * (chartHeight + titleHeight) + axisHeight;
}

/** All charts, one above the other, with one step axis, for a picture file. */
export function drawCurves(
  pen: Pen,
  charts: readonly TitledPicture[],
  stepTitle: string,
  width: number,
  theme: Theme,
): void {
  charts.forEach(({ title, picture }, k) => {
    const top = k * (chartHeight + titleHeight);
    pen.fillStyle = theme.foreground;
    pen.font = `600 12px ${theme.font}`;
    pen.textAlign = "left";
    pen.textBaseline = "top";
    pen.fillText(title, 8, top + 2);
    drawChart(pen, picture, chartFrame(picture, top + titleHeight, width), theme);
  });
  const bottom = charts.length * (chartHeight + titleHeight);
  const last = charts[charts.length - 1];
  if (last) drawStepAxis(pen, last.picture, stepTitle, bottom, width, theme);
}

function chartFrame(picture: CurvePicture, top: number, width: number): PlotFrame {
  return {
    left: curveInsets.left,
    top: top + 2,
    width: width - curveInsets.left - curveInsets.right,
    height: chartHeight - 6,
    x: picture.x,
    y: picture.y,
  };
}

/** The runs in one row, each with its line. */
export function drawLegend(
  pen: Pen,
  legend: readonly LegendEntry[],
  width: number,
  theme: Theme,
): void {
  const room = (width - 16) / Math.max(1, legend.length);
  pen.save();
  pen.font = `12px ${theme.font}`;
  pen.textAlign = "left";
  pen.textBaseline = "middle";
  legend.forEach(({ label, colour, dash }, k) => {
    const x = 8 + k * room;
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, 12);
    pen.lineTo(x + 24, 12);
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = theme.foreground;
    pen.fillText(label, x + 30, 12);
  });
  pen.restore();
}

function drawChart(pen: Pen, picture: CurvePicture, frame: PlotFrame, theme: Theme): void {
  pen.save();
  pen.strokeStyle = theme.grid;
  pen.lineWidth = 1;
  pen.font = `11px ${theme.font}`;
  pen.fillStyle = theme.dim;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const { at, label } of picture.yTicks) {
    const y = toPixelY(frame, at);
    line(pen, frame.left, y, frame.left + frame.width, y);
    pen.fillText(label, frame.left - 5, y);
  }
  for (const { at } of picture.xTicks) {
    const x = toPixelX(frame, at);
    line(pen, x, frame.top, x, frame.top + frame.height);
  }
  pen.strokeStyle = theme.line;
  pen.strokeRect(frame.left, frame.top, frame.width, frame.height);
  pen.beginPath();
  pen.rect(frame.left, frame.top, frame.width, frame.height);
  pen.clip();
  pen.strokeStyle = theme.warning;
  pen.setLineDash([1, 3]);
  for (const limit of picture.limits) {
    line(pen, frame.left, toPixelY(frame, limit), frame.left + frame.width, toPixelY(frame, limit));
  }
  pen.setLineDash([]);
  for (const drawn of picture.lines) {
    fillBands(pen, drawn, ({ x, y }) => [toPixelX(frame, x), toPixelY(frame, y)]);
    const points = new Float64Array(drawn.points.length * 2);
    drawn.points.forEach((point, k) => {
      points[2 * k] = toPixelX(frame, point.x);
      points[2 * k + 1] = toPixelY(frame, point.y);
    });
    pen.strokeStyle = drawn.colour;
    pen.lineWidth = drawn.width;
    pen.setLineDash([...drawn.dash]);
    strokePoints(pen, points);
    pen.setLineDash([]);
    if (drawn.failed) drawEnd(pen, points, theme);
  }
  pen.restore();
}

function drawEnd(pen: Pen, points: Float64Array, theme: Theme): void {
  let last = points.length / 2 - 1;
  while (last >= 0 && !Number.isFinite(points[2 * last + 1]!)) last--;
  if (last < 0) return;
  pen.fillStyle = theme.error;
  markerPath(pen, "cross", points[2 * last]!, points[2 * last + 1]!, 5);
  pen.fill();
}

function drawStepAxis(
  pen: Pen,
  picture: CurvePicture,
  title: string,
  top: number,
  width: number,
  theme: Theme,
): void {
  const frame = chartFrame(picture, 0, width);
  pen.fillStyle = theme.dim;
  pen.font = `11px ${theme.font}`;
  pen.textBaseline = "top";
  for (const { at, label } of picture.xTicks) {
    const x = toPixelX(frame, at);
    pen.textAlign = x > width - 30 ? "right" : "center";
    pen.fillText(label, Math.min(x, width - 2), top + 2);
  }
  pen.textAlign = "center";
  pen.fillText(title, frame.left + frame.width / 2, top + 18);
}

function line(pen: Pen, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}
