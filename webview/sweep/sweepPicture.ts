import type { Theme } from "../charts/theme";
import { drawAxes } from "./sweepAxes";
import { drawLine, drawMap } from "./sweepCells";
import type { Frame, SweepPicture } from "./sweepFrame";
import { heightsOf, measuredOf } from "./sweepHeights";
import { drawBoundary, drawCursor, drawPresent } from "./sweepMarks";

/** Draws a map of two axes, or a line over one. */
export function drawSweep(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  frame: Frame,
  theme: Theme,
): void {
  const heightOf = heightsOf(measuredOf(picture));
  if (picture.axes.length === 2) drawMap(context, picture, frame, theme, heightOf);
  else drawLine(context, picture, frame, theme, heightOf);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(frame.left + 0.5, frame.top + 0.5, frame.width - 1, frame.height - 1);
  drawBoundary(context, picture, frame, theme);
  drawAxes(context, picture, frame, theme);
  drawPresent(context, picture, frame, theme);
  drawCursor(context, picture, frame, theme);
}
