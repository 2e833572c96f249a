import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { salientPoints } from "../../../src/rows/salientPoints";

type Point = readonly [number, number];

function salient(points: readonly Point[], tolerance: Point): number[] {
  const [x, y] = [0, 1].map((axis) => Float64Array.from(points, (point) => point[axis]!));
  return salientPoints(x!, y!, tolerance);
}

/** Distance of a point from the line between two others. */
function distance([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : ((x - x0) * dx + (y - y0) * dy) / length;
  const within = Math.max(0, Math.min(1, share));
  return Math.hypot(x - x0 - within * dx, y - y0 - within * dy);
}

describe("the points that a picture of a trajectory needs", () => {
  test("lie on lines that pass the others closely", () => {
    const step = fc.tuple(
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.integer({ min: -9, max: 9 }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 200 }), (steps) => {
        const points: Point[] = [[0, 0]];
        let heading = 0;
        for (const [length, turn] of steps) {
          const [x, y] = points.at(-1)!;
          heading += turn / 10;
          points.push([x + length * Math.cos(heading), y + length * Math.sin(heading)]);
        }
        const kept = salient(points, [0.5, 0.5]);
        for (let piece = 1; piece < kept.length; piece++) {
          const [from, to] = [kept[piece - 1]!, kept[piece]!];
          for (let row = from + 1; row < to; row++) {
            // One tolerance beside the line, and one back along it, where a row may turn by no more than that.
            expect(distance(points[row]!, points[from]!, points[to]!)).toBeLessThanOrEqual(
              0.5 * Math.SQRT2 + 1e-9,
            );
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("are the ends of a straight stretch, however it is stepped", () => {
    const points = Array.from({ length: 1000 }, (_, t): Point => [t / 10, t / 5]);
    expect(salient(points, [0.01, 0.01])).toEqual([0, 999]);
  });

  test("are all where a run leaps across a valley", () => {
    const points = Array.from({ length: 20 }, (_, t): Point => [t % 2 === 0 ? -1 : 1, 0.1 * t]);
    expect(salient(points, [0.01, 0.01])).toHaveLength(20);
  });

  test("hold the end of a way that is gone back", () => {
    const points = Array.from({ length: 16 }, (_, t): Point => [t <= 10 ? t : 20 - t, 0]);
    expect(salient(points, [0.01, 0.01])).toEqual([0, 10, 15]);
  });

  test("are two of a run that stands still", () => {
    const points = Array.from({ length: 50 }, (): Point => [3, 4]);
    expect(salient(points, [0.01, 0.01])).toEqual([0, 49]);
  });

  test("hold both sides of a gap", () => {
    const points: Point[] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [NaN, 0],
      [Infinity, 0],
      [4, 0],
      [5, 0],
      [6, 0],
    ];
    expect(salient(points, [0.01, 0.01])).toEqual([0, 2, 3, 4, 5, 7]);
  });
});
