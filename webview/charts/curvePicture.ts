import type { CurvePoint } from "./curveData";
import type { MarkerShape } from "./runStyle";
import type { Tick } from "./scale";
import type { Theme } from "./theme";

/** Room left and right of every curve chart, so that all share one step axis. */
export const curveInsets = { left: 56, right: 12 } as const;

export interface DrawnLine {
  readonly points: readonly CurvePoint[];
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly marker: MarkerShape;
  /** Did the run end because its numbers ran away? Then its last point gets a cross. */
  readonly failed: boolean;
  /** Where the line leaves the chart for good, at its lower or upper end; it gets an arrowhead there. */
  readonly exit?: CurvePoint;
  /** Areas behind the line, widest first: each between a lower and an upper edge. */
  readonly bands?: readonly (readonly [readonly CurvePoint[], readonly CurvePoint[]])[];
}

/** What one chart of curves shows: worked out to lines, ranges and ticks in transformed units. */
export interface CurvePicture {
  readonly lines: readonly DrawnLine[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  /** Values that decide something, drawn as lines across. */
  readonly limits: readonly number[];
  readonly theme: Theme;
}

/** Do two pictures differ in nothing but values? */
export function looksAlike(a: CurvePicture, b: CurvePicture): boolean {
  return (
    a.theme === b.theme &&
    a.xTicks === b.xTicks &&
    a.x[0] === b.x[0] &&
    a.x[1] === b.x[1] &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => {
      const other = b.lines[index]!;
      return (
        line.colour === other.colour &&
        line.width === other.width &&
        line.dash.join() === other.dash.join()
      );
    })
  );
}

/** Do two pictures differ in nothing at all, such as those of a constant rate while the start is dragged? */
export function isSame(a: CurvePicture, b: CurvePicture): boolean {
  return (
    looksAlike(a, b) &&
    a.y[0] === b.y[0] &&
    a.y[1] === b.y[1] &&
    a.yTicks.length === b.yTicks.length &&
    a.limits.join() === b.limits.join() &&
    a.lines.every((line, index) => hasSamePoints(line, b.lines[index]!))
  );
}

function hasSamePoints(a: DrawnLine, b: DrawnLine): boolean {
  return (
    a.failed === b.failed &&
    a.exit?.x === b.exit?.x &&
    a.exit?.y === b.exit?.y &&
    a.marker === b.marker &&
    !a.bands &&
    !b.bands &&
    a.points.length === b.points.length &&
    a.points.every(({ x, y }, k) => x === b.points[k]!.x && Object.is(y, b.points[k]!.y))
  );
}
