import type { Pen } from "./pen";

/** The rectangle of a picture that data is drawn in, and how values map to pixels of it. */
export interface PlotFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export function toPixelX(frame: PlotFrame, value: number): number {
  return frame.left + ((value - frame.x[0]) / (frame.x[1] - frame.x[0])) * frame.width;
}

export function toPixelY(frame: PlotFrame, value: number): number {
  return (
    frame.top + frame.height - ((value - frame.y[0]) / (frame.y[1] - frame.y[0])) * frame.height
  );
}

export function fromPixelX(frame: PlotFrame, pixel: number): number {
  return frame.x[0] + ((pixel - frame.left) / frame.width) * (frame.x[1] - frame.x[0]);
}

export function fromPixelY(frame: PlotFrame, pixel: number): number {
  return (
    frame.y[0] + ((frame.top + frame.height - pixel) / frame.height) * (frame.y[1] - frame.y[0])
  );
}

export function inFrame(frame: PlotFrame, pixelX: number, pixelY: number): boolean {
  return (
    pixelX >= frame.left &&
    pixelX <= frame.left + frame.width &&
    pixelY >= frame.top &&
    pixelY <= frame.top + frame.height
  );
}

/** A range scaled about `centre` by `factor`: below 1 zooms in. */
export function zoomRange(
  [from, to]: readonly [number, number],
  centre: number,
  factor: number,
): [number, number] {
  return [centre + (from - centre) * factor, centre + (to - centre) * factor];
}

/** A range moved by a share of its length. */
export function panRange([from, to]: readonly [number, number], share: number): [number, number] {
  const distance = (to - from) * share;
  return [from + distance, to + distance];
}

/** Lets nothing be drawn outside of the frame until the pen is restored. */
export function clipTo(pen: Pen, frame: PlotFrame): void {
  pen.beginPath();
  pen.rect(frame.left, frame.top, frame.width, frame.height);
  pen.clip();
}
