import { describe, expect, test } from "vitest";
import type { Landscape } from "../../../src/protocol/series";
import { findIsolines } from "../../../webview/charts/isolines";
import { levelPosition, levelPositions } from "../../../webview/charts/levels";
import {
  fromPixelX,
  fromPixelY,
  panRange,
  toPixelX,
  toPixelY,
  zoomRange,
} from "../../../webview/charts/plotFrame";
import { arrowPlaces, findExit, toPixels } from "../../../webview/charts/trajectory";

const frame = { left: 10, top: 20, width: 100, height: 50, x: [-1, 1], y: [0, 10] } as const;

describe("the frame", () => {
  test("maps corners to corners and back", () => {
    expect([toPixelX(frame, -1), toPixelX(frame, 1)]).toEqual([10, 110]);
    expect([toPixelY(frame, 0), toPixelY(frame, 10)]).toEqual([70, 20]);
    expect(fromPixelX(frame, toPixelX(frame, 0.3))).toBeCloseTo(0.3, 14);
    expect(fromPixelY(frame, toPixelY(frame, 7))).toBeCloseTo(7, 14);
  });
  test("zooming keeps the centre where it is", () => {
    expect(zoomRange([0, 10], 2, 0.5)).toEqual([1, 6]);
  });
  test("panning keeps the length", () => {
    expect(panRange([0, 10], 0.1)).toEqual([1, 11]);
  });
});

describe("levels", () => {
  test("stand at whole positions; between them losses are placed evenly", () => {
    const levels = [1, 1.2, 1.4];
    expect(levels.map((level) => levelPosition(levels, level))).toEqual([0, 1, 2]);
    expect(levelPosition(levels, 1.1)).toBeCloseTo(0.5, 12);
    expect(levelPosition(levels, -5)).toBe(0);
  });
  test("that are far apart place losses by their logarithm", () => {
    expect(levelPosition([1, 100], 10)).toBeCloseTo(0.5, 12);
  });
  test("leave undefined losses undefined", () => {
    expect(levelPosition([1, 2], NaN)).toBeNaN();
  });
});

/** x² + y² over [−2, 2]², on a grid with borders. */
function bowl(size: number, levels: number[]): Landscape {
  const values = Float64Array.from({ length: size * size }, (_, k) => {
    const x = -2 + (4 * (k % size)) / (size - 1);
    const y = -2 + (4 * Math.floor(k / size)) / (size - 1);
    return x * x + y * y;
  });
  return {
    axes: [0, 1],
    x: [-2, 2],
    y: [-2, 2],
    columns: size,
    rows: size,
    values,
    levels: Float64Array.from(levels),
  };
}

describe("isolines", () => {
  test("of a round bowl are circles of the right radius", () => {
    const landscape = bowl(81, [0.25, 1, 2.25]);
    const lines = findIsolines(landscape, levelPositions(landscape.levels, landscape.values));
    expect(lines.map(({ level }) => level)).toEqual([1, 2]);
    const radii = [1, 1.5];
    lines.forEach(({ lines: rings }, k) => {
      expect(rings).toHaveLength(1);
      for (const [column, row] of rings[0]!) {
        const radius = Math.hypot(-2 + column / 20, -2 + row / 20);
        // Interpolated between grid points 0.05 apart, across a kink at the level itself: a fifth of that.
        expect(Math.abs(radius - radii[k]!)).toBeLessThan(0.01);
      }
    });
  });
  test("that leave the window are open, without pieces along its border", () => {
    const landscape = bowl(41, [1, 6]);
    const [line] = findIsolines(landscape, levelPositions(landscape.levels, landscape.values));
    // x² + y² = 6 meets the square of half width 2 in four corner arcs.
    expect(line!.lines).toHaveLength(4);
    for (const piece of line!.lines) {
      for (const [column, row] of piece.slice(1, -1)) {
        expect(column > 0 && row > 0 && column < 40 && row < 40).toBe(true);
      }
    }
  });
});

describe("trajectories", () => {
  const pixels = (x: number[], y: number[]) =>
    toPixels(Float64Array.from(x), Float64Array.from(y), frame);

  test("that end inside have no exit", () => {
    expect(findExit(pixels([0, 5, 0], [5, 5, 5]), frame)).toBeUndefined();
  });
  test("leave where they cross the border for the last time", () => {
    const exit = findExit(pixels([-1, 0, 2], [5, 5, 5]), frame)!;
    expect([exit.x, exit.y, exit.angle]).toEqual([110, 45, 0]);
  });
  test("leave before their numbers stop being finite", () => {
    const exit = findExit(pixels([0, 0, NaN], [5, 15, NaN]), frame)!;
    expect([exit.x, exit.y]).toEqual([60, 20]);
    expect(exit.angle).toBeCloseTo(-Math.PI / 2, 12);
  });
  test("carry arrow heads at even distances, in their direction", () => {
    const x = Array.from({ length: 21 }, (_, k) => -1 + k / 10);
    const places = arrowPlaces(
      pixels(
        x,
        x.map(() => 5),
      ),
      frame,
      25,
    );
    expect(places.length).toBeGreaterThanOrEqual(3);
    expect(places.every(({ angle }) => angle === 0)).toBe(true);
  });
});
