import type { CurvePoint } from "./curveData";
import type { CurvePicture, DrawnLine } from "./curvePicture";
import type { Pen } from "./pen";
import { markerPath, stopSignPath } from "./markers";

/** Length of the arrowhead where a line leaves the chart, in pixels. */
const exitSize = 8;

/** Where a point of a curve stands, in pixels. */
export type Place = (point: CurvePoint) => readonly [number, number];

/** The rectangle that curves are drawn in, in pixels. */
export interface CurveArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * What lies behind the curves: limits as lines across, and the areas of bands; and beside them the labels of the values'
 * axis, which Chart.js would measure one by one in every frame.
 */
export function drawBehind(pen: Pen, picture: CurvePicture, area: CurveArea, place: Place): void {
  setFont(pen, `11px ${picture.theme.font}`);
  pen.save();
  drawLabels(pen, picture, area, place);
  clipTo(pen, area, 0);
  pen.strokeStyle = picture.theme.warning;
  pen.lineWidth = 1;
  pen.setLineDash([1, 3]);
  for (const limit of picture.limits) {
    const [, y] = place({ x: picture.x[0], y: limit });
    pen.beginPath();
    pen.moveTo(area.left, y);
    pen.lineTo(area.left + area.width, y);
    pen.stroke();
  }
  pen.setLineDash([]);
  for (const line of picture.lines) fillBands(pen, line, place);
  pen.restore();
}

/**
 * What lies on the curves: arrowheads where they leave the chart, crosses where runs failed, the marker of a curve of one
 * point, as the rate of a run of one step is, and in high contrast markers along the lines.
 */
export function drawBefore(pen: Pen, picture: CurvePicture, area: CurveArea, place: Place): void {
  pen.save();
  clipTo(pen, area, 6);
  for (const line of picture.lines) {
    const only = onlyPoint(line.points);
    if (only) drawMarker(pen, line, only, place);
    else if (picture.theme.highContrast) drawMarkers(pen, line, place);
    if (line.exit) drawExit(pen, line, line.exit, picture, area, place);
    const last = line.failed ? lastFinite(line.points) : undefined;
    if (!last) continue;
    pen.fillStyle = picture.theme.error;
    stopSignPath(pen, ...place(last), 5);
    pen.fill();
  }
  pen.restore();
}

/** The font that each pen was given last, and what it has made of it. */
const fonts = new WeakMap<Pen, { readonly given: string; readonly has: string }>();

/**
 * Gives a pen a font, unless it has it still: to look one up takes as long as to draw a line. A canvas that was resized has
 * lost its own.
 */
function setFont(pen: Pen, font: string): void {
  const last = fonts.get(pen);
  if (last?.given === font && last.has === pen.font) return;
  pen.font = font;
  fonts.set(pen, { given: font, has: pen.font });
}

function drawLabels(
  pen: Pen,
  { x, yTicks, theme }: CurvePicture,
  { left }: CurveArea,
  place: Place,
): void {
  pen.fillStyle = theme.dim;
  pen.textAlign = "right";
  pen.textBaseline = "middle";
  for (const { at, label } of yTicks) pen.fillText(label, left - 4, place({ x: x[0], y: at })[1]);
}

function clipTo(pen: Pen, { left, top, width, height }: CurveArea, room: number): void {
  pen.beginPath();
  pen.rect(left - room, top - room, width + 2 * room, height + 2 * room);
  pen.clip();
}

/** Fills the areas behind a line; where an edge has no place, the area has a gap. */
function fillBands(pen: Pen, line: DrawnLine, place: Place): void {
  pen.fillStyle = line.colour;
  for (const [lower, upper] of line.bands ?? []) {
    pen.globalAlpha = 0.18;
    let open: number | undefined;
    for (let k = 0; k <= lower.length; k++) {
      const whole = k < lower.length && Number.isFinite(lower[k]!.y + upper[k]!.y);
      if (whole) open ??= k;
      else if (open !== undefined) {
        const edge = [...lower.slice(open, k), ...upper.slice(open, k).reverse()];
        pen.beginPath();
        for (const point of edge) pen.lineTo(...place(point));
        pen.closePath();
        pen.fill();
        open = undefined;
      }
    }
  }
  pen.globalAlpha = 1;
}

/** An arrowhead in the line's colour, inside the chart, that points the way the line goes. */
function drawExit(
  pen: Pen,
  { colour }: DrawnLine,
  exit: CurvePoint,
  { y, theme }: CurvePicture,
  area: CurveArea,
  place: Place,
): void {
  const isUp = exit.y === y[1];
  const x = place(exit)[0];
  const tip = isUp ? area.top : area.top + area.height;
  const base = tip + (isUp ? exitSize : -exitSize);
  pen.beginPath();
  pen.moveTo(x, tip);
  pen.lineTo(x - exitSize / 2 - 1, base);
  pen.lineTo(x + exitSize / 2 + 1, base);
  pen.closePath();
  pen.fillStyle = colour;
  pen.strokeStyle = theme.background;
  pen.lineWidth = 2;
  pen.setLineDash([]);
  pen.stroke();
  pen.fill();
}

function drawMarkers(pen: Pen, line: DrawnLine, place: Place): void {
  const spacing = Math.max(1, Math.floor(line.points.length / 6));
  for (let k = Math.floor(spacing / 2); k < line.points.length; k += spacing) {
    const point = line.points[k]!;
    if (!Number.isNaN(point.y)) drawMarker(pen, line, point, place);
  }
}

function drawMarker(
  pen: Pen,
  { colour, marker }: DrawnLine,
  point: CurvePoint,
  place: Place,
): void {
  pen.fillStyle = colour;
  markerPath(pen, marker, ...place(point), 3.5);
  pen.fill();
}

/** The point of a curve that has no other. */
function onlyPoint(points: readonly CurvePoint[]): CurvePoint | undefined {
  let only: CurvePoint | undefined;
  for (const point of points) {
    if (Number.isNaN(point.y)) continue;
    if (only) return undefined;
    only = point;
  }
  return only;
}

function lastFinite(points: readonly CurvePoint[]): CurvePoint | undefined {
  for (let k = points.length - 1; k >= 0; k--) {
    if (!Number.isNaN(points[k]!.y)) return points[k];
  }
  return undefined;
}
