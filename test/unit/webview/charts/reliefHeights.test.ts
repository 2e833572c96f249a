import { describe, expect, test } from "vitest";
import type { Landscape } from "../../../../src/protocol/series";
import { contourLevels } from "../../../../src/simulation/landscape/contourLevels";
import {
  altitude,
  reliefHeights,
  type ReliefHeights,
} from "../../../../webview/charts/reliefHeights";

const [columns, rows] = [120, 96];

/** A landscape over −2 … 2 by −1 … 3, as fine as the panel's. */
function landscapeOf(loss: (x: number, y: number) => number, floor = Infinity): Landscape {
  const values = Float64Array.from({ length: columns * rows }, (_, k) =>
    loss(((k % columns) / (columns - 1)) * 4 - 2, (Math.floor(k / columns) / (rows - 1)) * 4 - 1),
  );
  const { levels } = contourLevels(values, 14, floor);
  return { axes: [0, 1], x: [-2, 2], y: [-1, 3], columns, rows, values, levels };
}

/** What the corners have, at (x, y) between those of a cell: of heights, the height of the drawn surface. */
function drawnAt(
  { across, along }: ReliefHeights,
  values: Float64Array,
  [x, y]: readonly [number, number],
): number {
  const [column, row] = [((x + 2) / 4) * across, ((y + 1) / 4) * along];
  const [i, j] = [Math.min(across - 1, Math.floor(column)), Math.min(along - 1, Math.floor(row))];
  const corner = (di: number, dj: number): number => values[(j + dj) * (across + 1) + i + di]!;
  const [s, t] = [column - i, row - j];
  return (
    (1 - t) * ((1 - s) * corner(0, 0) + s * corner(1, 0)) +
    t * ((1 - s) * corner(0, 1) + s * corner(1, 1))
  );
}

/** Heights, or else, along Rosenbrock's valley, so many cells beside its floor. */
function alongValley(
  relief: ReliefHeights,
  cellsBeside: number,
  values = relief.heights,
): readonly number[] {
  const beside = (cellsBeside * 4) / relief.across;
  return Array.from({ length: 400 }, (_, k) => {
    const x = 0.3 + (k / 399) * 1.3;
    const slant = Math.hypot(1, 2 * x);
    return drawnAt(relief, values, [x - (beside * 2 * x) / slant, x * x + beside / slant]);
  });
}

describe("the heights of a relief", () => {
  test.each([100, 10_000])(
    "have no comb beside the floor of Rosenbrock's valley, %i times steeper across than along",
    (steepness) => {
      const loss = (x: number, y: number): number => (1 - x) ** 2 + steepness * (y - x * x) ** 2;
      const relief = reliefHeights(landscapeOf(loss, 0));
      const teeth = [-2, -1, -0.5, 0, 0.5, 1, 2].flatMap((cellsBeside) => {
        const heights = alongValley(relief, cellsBeside);
        // How far a place stands out from the middle between those about half a cell before and after it.
        return heights
          .slice(8, -8)
          .map((height, k) => Math.abs(height - (heights[k]! + heights[k + 16]!) / 2));
      });
      const highest = Math.max(...teeth);
      console.log(`steepness ${steepness}: the highest tooth is ${highest} of a height of 2`);
      // 1 pixel of a surface 50 pixels high.
      expect(highest).toBeLessThan(0.04);
    },
  );

  test("are lit as the wall is, and not as what is left of a comb in it", () => {
    const loss = (x: number, y: number): number => (1 - x) ** 2 + 1000 * (y - x * x) ** 2;
    const relief = reliefHeights(landscapeOf(loss, 0));
    const ridges = [-3, -2, 2, 3].flatMap((cellsBeside) => {
      const light = alongValley(relief, cellsBeside, relief.light);
      return light.slice(8, -8).map((lit, k) => Math.abs(lit - (light[k]! + light[k + 16]!) / 2));
    });
    console.log(`the brightest ridge is ${Math.max(...ridges)} of the light's range of 1`);
    // 1 of 70 parts that light adds to a colour.
    expect(Math.max(...ridges)).toBeLessThan(1 / 70);
  });

  test("are hardly above the loss on that floor, however narrow it is", () => {
    const loss = (x: number, y: number): number => (1 - x) ** 2 + 10_000 * (y - x * x) ** 2;
    const landscape = landscapeOf(loss, 0);
    // On the floor all losses are below the first level.
    expect(altitude(landscape, loss(1.6, 1.6 * 1.6))).toBe(-1);
    // Half of one of the 13 parts between levels.
    expect(Math.max(...alongValley(reliefHeights(landscape), 0))).toBeLessThan(-1 + 1 / 13);
  });

  test("are those of the loss where it is even", () => {
    const landscape = landscapeOf((x, y) => 3 * x + y);
    const { across, along, heights } = reliefHeights(landscape);
    const [i, j] = [across / 2, along / 2];
    // A plane's least loss within a cell is lower by the cell's slope: 3 · 4/119 · 2 and 4/95 · 2 at most.
    const expected = altitude(landscape, 1);
    const lower = altitude(landscape, 1 - (3 * 8) / 119 - 8 / 95);
    expect(heights[j * (across + 1) + i]).toBeLessThanOrEqual(expected);
    expect(heights[j * (across + 1) + i]).toBeGreaterThanOrEqual(lower);
  });

  test("are undefined where the loss is, and nowhere else", () => {
    const landscape = landscapeOf((x, y) => (x < 0 ? NaN : x + y));
    const { across, heights } = reliefHeights(landscape);
    heights.forEach((height, k) => {
      const x = ((k % (across + 1)) / across) * 4 - 2;
      // A corner has the point of the grid nearest to it, at most half of 4/119 away.
      if (Math.abs(x) > 2 / 119) expect(Number.isNaN(height)).toBe(x < 0);
    });
  });
});
