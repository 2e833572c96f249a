import type { Landscape } from "../../src/protocol/series";
import { drawHatching } from "./hatching";
import { drawHeat, type HeatPicture } from "./heatMap";
import { drawIsolines, type Isoline } from "./isolines";
import { isolinesApart } from "./isolinesApart";
import { markerPath } from "./markers";
import type { Pen } from "./pen";
import { clipTo, inFrame, toPixelX, toPixelY, type PlotFrame } from "./plotFrame";
import { runStyle, type RunStyle } from "./runStyle";
import { linearTicks } from "./scale";
import { drawStepParts, type StepParts } from "./stepArrows";
import { outlined, strokePoints } from "./strokes";
import type { Theme } from "./theme";

/** Heat map and isolines, or the curve of a function of one parameter. */
export function drawGround(
  pen: Pen,
  ground: {
    readonly landscape: Landscape;
    readonly heat: HeatPicture | undefined;
    readonly isolines: readonly Isoline[];
  },
  frame: PlotFrame,
  theme: Theme,
): void {
  const { landscape, heat, isolines } = ground;
  pen.save();
  clipTo(pen, frame);
  if (landscape.axes.length === 1) {
    pen.strokeStyle = theme.foreground;
    pen.globalAlpha = 0.7;
    pen.lineWidth = 1.5;
    strokePoints(pen, curvePoints(landscape, frame));
  } else if (heat) {
    drawHeat(pen, heat, landscape, frame);
    pen.strokeStyle = theme.foreground;
    pen.globalAlpha = theme.highContrast ? 0.6 : 0.28;
    pen.lineWidth = 1;
    drawIsolines(pen, isolinesApart(isolines, landscape, frame), landscape, frame);
    pen.globalAlpha = 1;
    drawHatching(pen, landscape, frame, theme);
  }
  pen.restore();
}

function curvePoints(landscape: Landscape, frame: PlotFrame): Float64Array {
  const [from, to] = landscape.x;
  const count = landscape.values.length;
  const points = new Float64Array(count * 2);
  landscape.values.forEach((loss, k) => {
    points[2 * k] = toPixelX(frame, from + (k / (count - 1)) * (to - from));
    points[2 * k + 1] = toPixelY(frame, loss);
  });
  return points;
}

/** Where the runs are at the step cursor, what the selected one's step is made of, and the start. */
export function drawMarkers(
  pen: Pen,
  markers: {
    readonly start: readonly [number, number] | undefined;
    readonly runs: readonly {
      readonly at: readonly [number, number];
      readonly style: number;
      readonly selected: boolean;
    }[];
    readonly dragging: boolean;
    readonly parts?:
      (StepParts & { readonly at: readonly [number, number]; readonly style: number }) | undefined;
  },
  frame: PlotFrame,
  theme: Theme,
): void {
  const place = ([x, y]: readonly [number, number]): readonly [number, number] => [
    toPixelX(frame, x),
    toPixelY(frame, y),
  ];
  pen.save();
  if (markers.start) {
    const [x, y] = place(markers.start);
    if (inFrame(frame, x, y)) drawStart(pen, x, y, markers.dragging, theme);
  }
  const { parts } = markers;
  if (parts && inFrame(frame, ...place(parts.at))) {
    const colour = theme.palette[runStyle(parts.style).colour];
    drawStepParts(pen, parts, colour, place(parts.at), frame, theme);
  }
  for (const run of markers.runs) {
    const [x, y] = place(run.at);
    if (!inFrame(frame, x, y)) continue;
    const style: RunStyle = runStyle(run.style);
    outlined(pen, theme.palette[style.colour], theme, () =>
      markerPath(pen, style.marker, x, y, run.selected ? 5.5 : 4.5),
    );
  }
  pen.restore();
}

function drawStart(pen: Pen, x: number, y: number, dragging: boolean, theme: Theme): void {
  for (const [colour, width] of [
    [theme.background, 4.5],
    [theme.foreground, 2],
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.beginPath();
    pen.arc(x, y, dragging ? 9 : 7, 0, 2 * Math.PI);
    pen.stroke();
  }
}

/** Pixels of a letter of an axis's name, on average. */
const nameLetterWidth = 7;

/** Tick labels and names of the two axes, outside the frame. */
export function drawAxes(
  pen: Pen,
  names: readonly [string, string],
  frame: PlotFrame,
  theme: Theme,
): void {
  pen.save();
  pen.font = `11px ${theme.font}`;
  pen.fillStyle = theme.dim;
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1;
  pen.strokeRect(frame.left, frame.top, frame.width, frame.height);
  const bottom = frame.top + frame.height;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const tick of linearTicks(...frame.x, Math.max(2, frame.width / 65))) {
    const x = toPixelX(frame, tick.at);
    const room =
      x - frame.left < 16 ? "left" : frame.left + frame.width - x < 16 ? "right" : "center";
    pen.textAlign = room;
    pen.fillText(tick.label, x, bottom + 5);
    tickMark(pen, x, bottom, x, bottom + 4);
  }
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const tick of linearTicks(...frame.y, Math.max(3.5, frame.height / 55))) {
    const y = toPixelY(frame, tick.at);
    pen.fillText(tick.label, frame.left - 6, Math.max(frame.top + 5, Math.min(bottom - 5, y)));
    tickMark(pen, frame.left - 4, y, frame.left, y);
  }
  pen.fillStyle = theme.foreground;
  pen.font = `12px ${theme.font}`;
  pen.textAlign = "center";
  pen.textBaseline = "bottom";
  pen.fillText(fitted(names[0], frame.width), frame.left + frame.width / 2, bottom + 36);
  pen.translate(2, frame.top + frame.height / 2);
  pen.rotate(-Math.PI / 2);
  pen.textBaseline = "top";
  pen.fillText(fitted(names[1], frame.height), 0, 0);
  pen.restore();
}

/** A name with its middle left out where it is longer than so many pixels: what tells names apart is often at their ends. */
function fitted(name: string, pixels: number): string {
  const most = Math.floor(pixels / nameLetterWidth);
  if (name.length <= most) return name;
  const kept = Math.max(2, most - 1);
  return `${name.slice(0, Math.ceil(kept / 2))}…${name.slice(-Math.floor(kept / 2))}`;
}

function tickMark(pen: Pen, x0: number, y0: number, x1: number, y1: number): void {
  pen.beginPath();
  pen.moveTo(x0, y0);
  pen.lineTo(x1, y1);
  pen.stroke();
}
