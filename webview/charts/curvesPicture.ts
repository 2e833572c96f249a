import { drawCurveChart } from "./curveChart";
import { curveInsets, type CurvePicture } from "./curvePicture";
import type { Pen } from "./pen";
import { markerPath } from "./markers";
import type { MarkerShape } from "./runStyle";
import { outlined } from "./strokes";
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
  readonly marker: MarkerShape;
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
    pen.save();
    pen.translate(0, top + titleHeight);
    drawCurveChart(pen, picture, width, chartHeight);
    pen.restore();
  });
  const bottom = charts.length * (chartHeight + titleHeight);
  const last = charts[charts.length - 1];
  if (last) drawStepAxis(pen, last.picture, stepTitle, bottom, width, theme);
}

/** The runs in one row, each with its line and its marker. */
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
  legend.forEach(({ label, colour, dash, marker }, k) => {
    const x = 8 + k * room;
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, 12);
    pen.lineTo(x + 24, 12);
    pen.stroke();
    pen.setLineDash([]);
    outlined(pen, colour, theme, () => markerPath(pen, marker, x + 12, 12, 4));
    pen.fillStyle = theme.foreground;
    pen.fillText(label, x + 30, 12);
  });
  pen.restore();
}

function drawStepAxis(
  pen: Pen,
  picture: CurvePicture,
  title: string,
  top: number,
  width: number,
  theme: Theme,
): void {
  const inner = width - curveInsets.left - curveInsets.right;
  pen.fillStyle = theme.dim;
  pen.font = `11px ${theme.font}`;
  pen.textBaseline = "top";
  for (const { at, label } of picture.xTicks) {
    const x = curveInsets.left + ((at - picture.x[0]) / (picture.x[1] - picture.x[0])) * inner;
    pen.textAlign = x > width - 30 ? "right" : "center";
    pen.fillText(label, Math.min(x, width - 2), top + 2);
  }
  pen.textAlign = "center";
  pen.fillText(title, curveInsets.left + inner / 2, top + 18);
}
