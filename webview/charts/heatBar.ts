import { isEvenlySpaced, levelLabels } from "./levels";
import { rampColour } from "./mapColours";
import type { Pen } from "./pen";
import type { Theme } from "./theme";

/** Height of the bar with its ticks. */
export const heatBarHeight = 26;

const barHeight = 9;

/** Room of a label, in pixels. */
const labelRoom = 52;

/** What the colours of a map mean: the ramp, ticks at the losses of isolines, and how they are spaced. */
export function drawHeatBar(
  pen: Pen,
  levels: Float64Array,
  names: { readonly linear: string; readonly logarithmic: string },
  left: number,
  top: number,
  width: number,
  theme: Theme,
): void {
  const last = levels.length - 1;
  if (last < 1) return;
  pen.save();
  pen.font = `11px ${theme.font}`;
  pen.textBaseline = "middle";
  pen.textAlign = "left";
  pen.fillStyle = theme.dim;
  const name = isEvenlySpaced(levels) ? names.linear : names.logarithmic;
  pen.fillText(name, left, top + barHeight / 2);
  const begin = left + roomOf(name) + 10;
  const length = Math.max(40, left + width - begin);
  const stripes = Math.ceil(length / 2);
  for (let k = 0; k < stripes; k++) {
    const [red, green, blue] = rampColour(theme.ramp, k / (stripes - 1));
    pen.fillStyle = `rgb(${red},${green},${blue})`;
    pen.fillRect(begin + (k * length) / stripes, top, length / stripes + 0.5, barHeight);
  }
  pen.strokeStyle = theme.line;
  pen.lineWidth = 1;
  pen.strokeRect(begin, top, length, barHeight);
  const texts = levelLabels(levels);
  const every = Math.max(1, Math.ceil(last / Math.max(1, Math.floor(length / labelRoom))));
  pen.fillStyle = theme.dim;
  pen.strokeStyle = theme.dim;
  for (let k = 0; k <= last; k += every) {
    const x = begin + (k / last) * length;
    pen.beginPath();
    pen.moveTo(x, top + barHeight);
    pen.lineTo(x, top + barHeight + 3);
    pen.stroke();
    pen.textAlign = k === 0 ? "left" : x > left + width - 16 ? "right" : "center";
    pen.fillText(texts[k]!, x, top + barHeight + 10);
  }
  pen.restore();
}

/** About as many pixels as a text takes at 11 pixels: Chinese characters are as wide as they are high. */
function roomOf(text: string): number {
  const widths = Array.from(text, (letter) => (letter > "\u2e7f" ? 11 : 5.6));
  return widths.reduce((sum, width) => sum + width, 0);
}
