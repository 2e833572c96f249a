import type { Pen } from "./pen";
import type { PlotFrame } from "./plotFrame";
import { fillArrow } from "./strokes";
import type { Theme } from "./theme";

/** What a step of one run is made of, in the two parameters on the axes. */
export interface StepParts {
  readonly gradient: readonly [number, number];
  readonly m: readonly [number, number];
  readonly sigma: readonly [number, number];
}

/** Pixels of the longest arrow and of the ellipse's longest half-axis. */
const reach = 44;

/**
 * A vector of parameter space as pixels of `frame`, `reach` long whatever its length: of steps that differ by many
 * orders of magnitude only the direction can be seen. Undefined where it has none.
 */
function arrowOf(
  [x, y]: readonly [number, number],
  frame: PlotFrame,
): readonly [number, number] | undefined {
  const [across, up] = pixelsPerUnit(frame);
  const length = Math.hypot(x * across, y * up);
  return length > 0 && Number.isFinite(length)
    ? [((x * across) / length) * reach, ((-y * up) / length) * reach]
    : undefined;
}

function pixelsPerUnit({ x, y, width, height }: PlotFrame): readonly [number, number] {
  return [width / (x[1] - x[0]), height / (y[1] - y[0])];
}

/**
 * At a run's place: −g as a thin arrow in the foreground's colour, −m/σ as a thick one in the run's, and the ellipse
 * with the half-axes 1/σ that makes one of the other where m = g. Each is scaled to the same size by itself. From the
 * last row no step leaves: its σ and m are NaN and not drawn.
 */
export function drawStepParts(
  pen: Pen,
  { gradient, m, sigma }: StepParts,
  colour: string,
  place: readonly [number, number],
  frame: PlotFrame,
  theme: Theme,
): void {
  pen.save();
  if (sigma.every(Number.isFinite)) {
    pen.setLineDash([3, 3]);
    traceEllipse(pen, [1 / sigma[0], 1 / sigma[1]], place, frame);
    cased(pen, colour, 1.5, theme);
    pen.setLineDash([]);
  }
  const downhill = arrowOf([-gradient[0], -gradient[1]], frame);
  if (downhill) drawArrow(pen, downhill, place, theme.foreground, 1.5, theme);
  const step = arrowOf([-m[0] / sigma[0], -m[1] / sigma[1]], frame);
  if (step) drawArrow(pen, step, place, colour, 3, theme);
  pen.restore();
}

/** Puts an ellipse with these half-axes on the path, the longer one `reach` pixels. */
function traceEllipse(
  pen: Pen,
  [x, y]: readonly [number, number],
  [centreX, centreY]: readonly [number, number],
  frame: PlotFrame,
): void {
  const [across, up] = pixelsPerUnit(frame);
  const shrink = reach / Math.max(x * across, y * up);
  const corners = 48;
  pen.beginPath();
  for (let k = 0; k <= corners; k++) {
    const angle = (2 * Math.PI * k) / corners;
    pen.lineTo(
      centreX + x * across * shrink * Math.cos(angle),
      centreY + y * up * shrink * Math.sin(angle),
    );
  }
}

function drawArrow(
  pen: Pen,
  [dx, dy]: readonly [number, number],
  [x, y]: readonly [number, number],
  colour: string,
  width: number,
  theme: Theme,
): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + dx, y + dy);
  cased(pen, colour, width, theme);
  pen.fillStyle = colour;
  fillArrow(pen, x + dx, y + dy, Math.atan2(dy, dx), 4 + width);
}

/** Strokes what is on the path on a rim of the background's colour. */
function cased(pen: Pen, colour: string, width: number, theme: Theme): void {
  pen.strokeStyle = theme.background;
  pen.lineWidth = width + 2.5;
  pen.stroke();
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}
