import { saySweep } from "../../l10n/sweepWords";
import { compactNumber } from "../charts/numbers";
import type { Theme } from "../charts/theme";
import { pixelX, pixelY, type Frame, type SweepPicture } from "./sweepFrame";
import { endsOf, measuredOf } from "./sweepHeights";
import { isLogarithmic, placeAlong } from "./sweepModel";

/** Indices of a few values to write beside an axis: whole powers of ten where it is logarithmic. */
function tickPlaces(values: readonly number[], most: number): { place: number; text: string }[] {
  const [from, to] = [values[0]!, values.at(-1)!];
  const ticks: number[] = [];
  if (values.length > 2 && isLogarithmic(values)) {
    const powers = Math.floor(Math.log10(to) + 1e-9) - Math.ceil(Math.log10(from) - 1e-9) + 1;
    const every = Math.max(1, Math.ceil(powers / most));
    for (let power = Math.ceil(Math.log10(from) - 1e-9); ticks.length < most; power += every) {
      const value = Number(`1e${power}`);
      if (value > to * (1 + 1e-9)) break;
      ticks.push(value);
    }
  }
  if (ticks.length < 2) {
    ticks.splice(0, ticks.length, from, values[Math.floor(values.length / 2)]!, to);
  }
  return [...new Set(ticks)].flatMap((value) => {
    const place = placeAlong(values, Math.max(from, Math.min(to, value)));
    return place === undefined ? [] : [{ place, text: compactNumber(value) }];
  });
}

export function drawAxes(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, names } = picture;
  const bottom = frame.top + frame.height;
  context.font = `11px ${theme.font}`;
  context.fillStyle = theme.dim;
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const { place, text } of tickPlaces(axes[0]!.values, 6)) {
    context.fillText(text, pixelX(picture, frame, place), bottom + 4);
  }
  context.fillStyle = theme.foreground;
  context.fillText(names[0]!, frame.left + frame.width / 2, bottom + 18);
  context.fillStyle = theme.dim;
  context.textAlign = "right";
  context.textBaseline = "middle";
  if (!axes[1]) {
    const [low, high] = endsOf(measuredOf(picture));
    context.fillText(compactNumber(high), frame.left - 5, frame.top + 6);
    context.fillText(compactNumber(low), frame.left - 5, bottom - 6);
    const measure = saySweep(picture.measure.kind);
    drawUpright(context, measure, frame.left - 20, frame.top + frame.height / 2);
    return;
  }
  for (const { place, text } of tickPlaces(axes[1].values, 5)) {
    context.fillText(text, frame.left - 5, pixelY(picture, frame, place));
  }
  context.fillStyle = theme.foreground;
  drawUpright(context, names[1]!, 8, frame.top + frame.height / 2);
}

/** The name of an upright axis, read from below, around a point. */
export function drawUpright(
  context: CanvasRenderingContext2D,
  name: string,
  x: number,
  y: number,
): void {
  context.save();
  context.translate(x, y);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(name, 0, 0);
  context.restore();
}
