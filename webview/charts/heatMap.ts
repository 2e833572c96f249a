import type { Landscape } from "../../src/protocol/series";
import { rampColour } from "./mapColours";
import type { Pen } from "./pen";
import { toPixelX, toPixelY, type PlotFrame } from "./plotFrame";
import type { Theme } from "./theme";

/** A picture of the grid, one pixel per grid point, that is stretched over the plot. */
export type HeatPicture = HTMLCanvasElement;

/** Paints the grid: low losses at the ramp's beginning, high ones at its end, where there is no number nothing. */
export function paintHeat(
  landscape: Landscape,
  positions: Float64Array,
  theme: Theme,
): HeatPicture {
  const { columns, rows } = landscape;
  const picture = document.createElement("canvas");
  picture.width = columns;
  picture.height = rows;
  const context = picture.getContext("2d")!;
  const image = context.createImageData(columns, rows);
  const top = Math.max(1, landscape.levels.length - 1);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const share = Math.min(1, positions[row * columns + column]! / top);
      const pixel = ((rows - 1 - row) * columns + column) * 4;
      if (Number.isNaN(share)) continue;
      const [red, green, blue] = rampColour(theme.ramp, share);
      image.data[pixel] = red;
      image.data[pixel + 1] = green;
      image.data[pixel + 2] = blue;
      image.data[pixel + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return picture;
}

/** Stretches the picture so that grid points lie where their parameters do; the caller clips to the plot. */
export function drawHeat(
  pen: Pen,
  picture: HeatPicture,
  landscape: Landscape,
  frame: PlotFrame,
): void {
  const left = toPixelX(frame, landscape.x[0]);
  const right = toPixelX(frame, landscape.x[1]);
  const bottom = toPixelY(frame, landscape.y[0]);
  const top = toPixelY(frame, landscape.y[1]);
  const cellWidth = (right - left) / Math.max(1, landscape.columns - 1);
  const cellHeight = (bottom - top) / Math.max(1, landscape.rows - 1);
  pen.drawImage(
    picture,
    left - cellWidth / 2,
    top - cellHeight / 2,
    right - left + cellWidth,
    bottom - top + cellHeight,
  );
}
