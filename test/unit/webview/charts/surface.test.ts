import { describe, expect, test } from "vitest";
import type { Landscape } from "../../../../src/protocol/series";
import { findIsolines } from "../../../../webview/charts/isolines";
import { isolinesApart } from "../../../../webview/charts/isolinesApart";
import { drawHatching } from "../../../../webview/charts/hatching";
import { placeLabels } from "../../../../webview/charts/isolineLabels";
import {
  isEvenlySpaced,
  levelLabels,
  levelPosition,
  levelPositions,
} from "../../../../webview/charts/levels";
import { svgPen } from "../../../../webview/charts/svgPen";
import type { Theme } from "../../../../webview/charts/theme";
import {
  fromPixelX,
  fromPixelY,
  panRange,
  toPixelX,
  toPixelY,
  zoomRange,
} from "../../../../webview/charts/plotFrame";
import { arrowPlaces, findExit, toPixels } from "../../../../webview/charts/trajectory";

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

describe("where the loss is undefined", () => {
  const grid = bowl(41, [0, 1, 2, 3, 4]);
  // Right of x = 0.
  const half = {
    ...grid,
    values: grid.values.map((loss, k) => (k % 41 > 20 ? NaN : loss)),
  };

  test("no isoline runs along the edge of it", () => {
    const lines = findIsolines(half, levelPositions(half.levels, half.values));
    const ends = lines.flatMap((isoline) => isoline.lines.flat());
    expect(ends.length).toBeGreaterThan(50);
    expect(Math.max(...ends.map(([column]) => column))).toBeLessThanOrEqual(20.5);
    // A circle is met once above and once below: two points a level and no more lie that far right.
    for (const { lines: pieces } of lines) {
      expect(pieces.flat().filter(([column]) => column > 19.5).length).toBeLessThanOrEqual(4);
    }
  });

  test("it is hatched, and nothing else is", () => {
    const { pen, text } = svgPen(120, 80, "#000000");
    const theme = { dim: "#888888" } as Theme;
    drawHatching(pen, half, { ...frame, x: [-2, 2], y: [-2, 2] }, theme);
    const across = [...text().matchAll(/[ML]\s*([\d.]+)/g)].map(([, x]) => Number(x));
    expect(across.length).toBeGreaterThan(20);
    // The middle of the frame is x = 60; grid points reach half a cell, 1.25 pixels, to each side.
    expect(Math.min(...across)).toBeGreaterThan(60);
    expect(Math.max(...across)).toBeLessThanOrEqual(110);
  });
});

describe("isolines nearer to each other than the eye tells apart", () => {
  // Of radii 0.707, 1, 1.005, 1.015 and 1.414, at 100 pixels a unit.
  const grid = bowl(161, [0, 0.5, 1, 1.01, 1.03, 2]);
  const isolines = findIsolines(grid, levelPositions(grid.levels, grid.values));
  const square = { left: 7, top: 5, width: 400, height: 400 };

  test("are left out, the higher one staying, with their labels", () => {
    const frame = { ...square, x: [-2, 2], y: [-2, 2] } as const;
    expect(isolinesApart(isolines, grid, frame).map(({ level }) => level)).toEqual([1, 4, 5]);
  });

  test("are all there where the window is ten times as narrow", () => {
    // Along the x axis from 0.7 to 1.5: 5 and 10 pixels between the three.
    const near = { ...square, x: [0.7, 1.1], y: [-0.2, 0.2] } as const;
    expect(isolinesApart(isolines, grid, near).map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
  });

  test("stay where they are near over a small part of their length", () => {
    // Two lines, 30 pixels apart on one side, that meet on the other.
    const lines = [0, 30].map((gap, k) => ({
      level: k + 1,
      lines: [Array.from({ length: 81 }, (_, j) => [j, 40 + ((gap / 5) * (80 - j)) / 80] as const)],
    }));
    const frame = { ...square, x: [-2, 2], y: [-2, 2] } as const;
    expect(isolinesApart(lines, bowl(81, [0, 1, 2]), frame)).toHaveLength(2);
  });
});

describe("isolines carry their losses", () => {
  test("each in its own place along the line, upright, and apart from the others", () => {
    const grid = bowl(81, [0, 0.5, 1, 1.5, 2, 2.5, 3]);
    const big = { left: 0, top: 0, width: 400, height: 400, x: [-2, 2], y: [-2, 2] } as const;
    const labels = placeLabels(
      findIsolines(grid, levelPositions(grid.levels, grid.values)),
      grid,
      big,
    );
    expect(labels.length).toBeGreaterThanOrEqual(5);
    for (const { text, x, y, angle } of labels) {
      // On the circle of that loss, to the width of a cell: 5 pixels of 100 a unit.
      const radius = Math.hypot(x - 200, y - 200) / 100;
      expect(Math.abs(radius - Math.sqrt(Number(text)))).toBeLessThan(0.05);
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 2);
    }
  });

  test("none of them on a pixel that is taken", () => {
    const grid = bowl(81, [0, 0.5, 1, 1.5, 2, 2.5, 3]);
    const big = { left: 0, top: 0, width: 400, height: 400, x: [-2, 2], y: [-2, 2] } as const;
    const isolines = findIsolines(grid, levelPositions(grid.levels, grid.values));
    const [first] = placeLabels(isolines, grid, big);
    const taken = [[first!.x, first!.y]] as const;
    for (const { x, y } of placeLabels(isolines, grid, big, taken)) {
      expect(Math.hypot(x - first!.x, y - first!.y)).toBeGreaterThan(34);
    }
  });

  test("in as few digits as tell them apart", () => {
    expect(levelLabels([0.2, 6.8, 13.4])).toEqual(["0.2", "6.8", "13"]);
    expect(levelLabels([114283, 114783, 3.7e7])).toEqual(["1.14e5", "1.15e5", "3.7e7"]);
    expect(levelLabels([0, 2e-7])).toEqual(["0", "2e-7"]);
  });

  test("and the bar knows how they are spaced", () => {
    expect(isEvenlySpaced([1, 2, 3, 4])).toBe(true);
    expect(isEvenlySpaced([1, 10, 100])).toBe(false);
  });
});
