import { contours } from "d3-contour";
import type { Landscape } from "../../src/protocol/series";
import type { Pen } from "./pen";
import { toPixelX, toPixelY, type PlotFrame } from "./plotFrame";

/** One isoline: its level's index and open or closed lines in grid units (0 to columns − 1, 0 to rows − 1). */
export interface Isoline {
  readonly level: number;
  readonly lines: readonly (readonly (readonly [number, number])[])[];
}

/**
 * The isolines of a grid at every level but the lowest, as lines without the pieces along the border and along what is
 * undefined.
 */
export function findIsolines(landscape: Landscape, positions: Float64Array): Isoline[] {
  const { columns, rows, levels } = landscape;
  if (columns < 2 || rows < 2) return [];
  const thresholds = Array.from(levels, (_, level) => level).slice(1);
  const values = Array.from(positions, (position) =>
    Number.isNaN(position) ? Infinity : position,
  );
  const isEdge = edgesOf(columns, rows, positions);
  return contours()
    .size([columns, rows])
    .thresholds(thresholds)(values)
    .map((contour) => ({
      level: contour.value,
      lines: contour.coordinates.flatMap((polygon) =>
        polygon.flatMap((ring) => cutWhere(isEdge, ring as [number, number][])),
      ),
    }));
}

type IsEdge = (point: readonly [number, number]) => boolean;

/** Tells which places lie on the border, or beside a grid point that is undefined; d3 puts grid point 0 at 0.5. */
function edgesOf(columns: number, rows: number, positions: Float64Array): IsEdge {
  const onBorder: IsEdge = ([x, y]) =>
    x <= 0.5 || y <= 0.5 || x >= columns - 0.5 || y >= rows - 0.5;
  if (!positions.some(Number.isNaN)) return onBorder;
  const isUndefined = (column: number, row: number): boolean =>
    Number.isNaN(positions[row * columns + column]);
  return (point) => {
    if (onBorder(point)) return true;
    // Between a number and what is undefined, a line stands on the number.
    const around = (at: number): number[] => [
      Math.floor(at - 0.6),
      Math.round(at - 0.5),
      Math.ceil(at - 0.4),
    ];
    return around(point[0]).some((column) =>
      around(point[1]).some((row) => isUndefined(column, row)),
    );
  };
}

/** Cuts a ring where it runs along an edge. */
function cutWhere(
  isEdge: IsEdge,
  ring: readonly (readonly [number, number])[],
): [number, number][][] {
  const lines: [number, number][][] = [];
  let line: [number, number][] = [];
  ring.forEach((point, k) => {
    const previous = ring[k - 1];
    if (previous && isEdge(previous) && isEdge(point)) {
      if (line.length > 1) lines.push(line);
      line = [];
    }
    line.push([point[0] - 0.5, point[1] - 0.5]);
  });
  if (line.length > 1) lines.push(line);
  return joinAround(lines, ring.length);
}

/** A ring that was cut may begin in the middle of a line: then its last piece leads into its first. */
function joinAround(lines: [number, number][][], ringLength: number): [number, number][][] {
  const [first, last] = [lines[0], lines[lines.length - 1]];
  if (!first || !last || first === last || first.length === ringLength) return lines;
  const [start, end] = [first[0]!, last[last.length - 1]!];
  if (start[0] !== end[0] || start[1] !== end[1]) return lines;
  return [[...last, ...first.slice(1)], ...lines.slice(1, -1)];
}

/** Strokes isolines with the pen's current style. */
export function drawIsolines(
  pen: Pen,
  isolines: readonly Isoline[],
  landscape: Landscape,
  frame: PlotFrame,
): void {
  const { columns, rows } = landscape;
  const [x0, x1] = landscape.x;
  const [y0, y1] = landscape.y;
  const pixelX = (column: number): number =>
    toPixelX(frame, x0 + (column / (columns - 1)) * (x1 - x0));
  const pixelY = (row: number): number => toPixelY(frame, y0 + (row / (rows - 1)) * (y1 - y0));
  for (const isoline of isolines) {
    pen.beginPath();
    for (const line of isoline.lines) {
      line.forEach(([column, row], k) => {
        if (k === 0) pen.moveTo(pixelX(column), pixelY(row));
        else pen.lineTo(pixelX(column), pixelY(row));
      });
    }
    pen.stroke();
  }
}
