import { isEvenlySpaced, levelLabels } from "./levels";
import { rampColour } from "./mapColours";
import type { Pen } from "./pen";
import type { Theme } from "./theme";

/** Height of the bar with its ticks. */
export const heatBarHeight = 26;

const barHeight = 9;

/** Room of a label as a rule, and least gap between two, in pixels. */
const labelRoom = 52;
const labelGap = 6;

/** A digit's width at 11 pixels, of a wide font. */
const digitWidth = 7;

/** What the colours of a map mean: the ramp, ticks at the losses of isolines and up to and from where it goes, and how they are spaced. */
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
  // What is below the first level and above the last one has their colours.
  const texts = levelLabels(levels).map((text, k) =>
    k === 0 ? `≤ ${text}` : k === last ? `≥ ${text}` : text,
  );
  const every = Math.max(1, Math.ceil(last / Math.max(1, Math.floor(length / labelRoom))));
  pen.fillStyle = theme.dim;
  pen.strokeStyle = theme.dim;
  let free = begin;
  for (let k = 0; k <= last; k += every) {
    const x = begin + (k / last) * length;
    pen.beginPath();
    pen.moveTo(x, top + barHeight);
    pen.lineTo(x, top + barHeight + 3);
    pen.stroke();
    const room = texts[k]!.length * digitWidth;
    const from = Math.max(begin, Math.min(x - room / 2, begin + length - room));
    // Losses of a flat surface have many digits: a label that would touch the one before is left out.
    if (from < free) continue;
    const atStart = x - room / 2 < begin;
    const atEnd = !atStart && x + room / 2 > begin + length;
    pen.textAlign = atStart ? "left" : atEnd ? "right" : "center";
    pen.fillText(texts[k]!, atStart ? begin : atEnd ? begin + length : x, top + barHeight + 10);
    free = from + room + labelGap;
  }
  pen.restore();
}

/** About as many pixels as a text takes at 11 pixels: Chinese characters are as wide as they are high. */
function roomOf(text: string): number {
  const widths = Array.from(text, (letter) => (letter > "\u2e7f" ? 11 : 5.6));
  return widths.reduce((sum, width) => sum + width, 0);
}
