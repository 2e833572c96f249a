import type { SweepAxis, SweepMeasure } from "../../src/options/sweepOptions";
import type { FoundCells } from "./sweepModel";

/** A sweep as it is drawn. */
export interface SweepPicture {
  readonly axes: readonly SweepAxis[];
  readonly names: readonly string[];
  readonly found: FoundCells;
  readonly measure: SweepMeasure;
  readonly startLoss: number;
  readonly boundary: Float64Array | undefined;
  /** The run's own values of the axes, and the cell under the cursor. */
  readonly present: readonly (number | undefined)[];
  readonly cursor: number | undefined;
}

/** Where the cells lie within the picture. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const margins = { left: 52, right: 10, top: 8, bottom: 34 } as const;

export function frameOf(width: number, height: number): Frame {
  const { left, right, top, bottom } = margins;
  return { left, top, width: width - left - right, height: height - top - bottom };
}

/** The cell at a place of the picture; undefined outside of the frame. */
export function cellAt(
  { columns, rows }: FoundCells,
  frame: Frame,
  x: number,
  y: number,
): number | undefined {
  const column = Math.floor(((x - frame.left) / frame.width) * columns);
  const row = Math.floor(((frame.top + frame.height - y) / frame.height) * rows);
  if (column < 0 || column >= columns || row < 0 || row >= rows) return undefined;
  return row * columns + column;
}

/** Middles of cells. */
export function pixelX({ found }: SweepPicture, frame: Frame, place: number): number {
  return frame.left + ((place + 0.5) / found.columns) * frame.width;
}

export function pixelY({ found }: SweepPicture, frame: Frame, place: number): number {
  return frame.top + frame.height - ((place + 0.5) / found.rows) * frame.height;
}
