import type { Theme } from "../charts/theme";
import { pixelX, pixelY, type Frame, type SweepPicture } from "./sweepFrame";
import { placeAlong } from "./sweepModel";

/** The largest stable rates, as a dashed line. */
export function drawBoundary(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, boundary, found } = picture;
  if (!boundary) return;
  const isAcross = axes[0]!.target.kind === "lr";
  const rates = axes[isAcross ? 0 : 1]!.values;
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.width, frame.height);
  context.clip();
  context.beginPath();
  let isDown = false;
  boundary.forEach((rate, k) => {
    const place = placeAlong(rates, rate);
    if (place === undefined) {
      isDown = false;
      return;
    }
    const x = isAcross ? pixelX(picture, frame, place) : pixelX(picture, frame, k);
    const y = isAcross ? pixelY(picture, frame, k) : pixelY(picture, frame, place);
    if (found.rows === 1) {
      context.moveTo(x, frame.top);
      context.lineTo(x, frame.top + frame.height);
    } else if (isDown) context.lineTo(x, y);
    else context.moveTo(x, y);
    isDown = true;
  });
  context.setLineDash([6, 3]);
  context.lineWidth = 2;
  context.strokeStyle = theme.warning;
  context.stroke();
  context.restore();
}

/** A ring at the run's own values, or a line where there is one axis; nothing where they lie outside. */
export function drawPresent(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const { axes, present } = picture;
  const places = axes.map(({ values }, k) =>
    present[k] === undefined ? undefined : placeAlong(values, present[k]),
  );
  const [across, up] = places;
  if (across === undefined || (axes.length === 2 && up === undefined)) return;
  const x = pixelX(picture, frame, across);
  for (const [colour, width] of [
    [theme.background, 5],
    [theme.foreground, 2],
  ] as const) {
    context.beginPath();
    if (up === undefined) {
      context.moveTo(x, frame.top);
      context.lineTo(x, frame.top + frame.height);
    } else context.arc(x, pixelY(picture, frame, up), 6, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

export function drawCursor(
  context: CanvasRenderingContext2D,
  { found, cursor }: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  if (cursor === undefined) return;
  const { columns, rows } = found;
  const [width, height] = [frame.width / columns, frame.height / rows];
  const left = frame.left + (cursor % columns) * width;
  const top = frame.top + frame.height - (Math.floor(cursor / columns) + 1) * height;
  context.strokeStyle = theme.background;
  context.lineWidth = 4;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
  context.strokeStyle = theme.focus;
  context.lineWidth = 2;
  context.strokeRect(left - 1, top - 1, width + 2, height + 2);
}
