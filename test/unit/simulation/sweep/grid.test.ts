import { describe, expect, it } from "vitest";
import { axisValues, type SweepAxis } from "../../../../src/options/sweepOptions";
import { coarseToFine, keyOver, sweepGrid } from "../../../../src/simulation/sweep/grid";

const axis = (count: number): SweepAxis => ({
  target: { kind: "lr" },
  values: Array.from({ length: count }, (_, k) => 10 * (k + 1)),
});

describe("a grid", () => {
  const grid = sweepGrid([axis(3), axis(2), axis(4)]);

  it("counts the first axis fastest", () => {
    expect(grid.count).toBe(24);
    // 17 = 2 + 3·(1 + 2·2)
    expect([0, 1, 2].map((k) => grid.along(k, 17))).toEqual([2, 1, 2]);
    expect(grid.valuesOf(17)).toEqual([30, 20, 30]);
  });

  it.each([[[]], [[0]], [[1]], [[0, 2]], [[0, 1, 2]]])(
    "has dense keys over the axes %j",
    (axes) => {
      const key = keyOver(grid, axes);
      const keys = new Map<number, string>();
      for (let cell = 0; cell < grid.count; cell++) {
        const place = axes.map((k) => grid.along(k, cell)).join();
        expect(keys.get(key.of(cell)) ?? place).toBe(place);
        keys.set(key.of(cell), place);
      }
      expect([...keys.keys()].sort((a, b) => a - b)).toEqual(
        Array.from({ length: key.count }, (_, k) => k),
      );
    },
  );
});

describe("coarse to fine", () => {
  it.each([
    [1, 1],
    [9, 1],
    [7, 5],
    [16, 16],
  ])("reaches each of %i × %i cells once, the coarse ones first", (columns, rows) => {
    const levels = [...coarseToFine(columns, rows, 4)];
    expect(levels.map(({ distance }) => distance)).toEqual([4, 2, 1]);
    const all = levels.flatMap(({ cells }) => [...cells]);
    expect(all.slice().sort((a, b) => a - b)).toEqual(
      Array.from({ length: columns * rows }, (_, cell) => cell),
    );
    for (const { cells, distance } of levels) {
      for (const cell of cells) {
        expect([Math.floor(cell / columns) % distance, (cell % columns) % distance]).toEqual([
          0, 0,
        ]);
      }
    }
  });
});

describe("the values of an axis", () => {
  it("are evenly spaced, both ends exact", () => {
    expect(axisValues(0.1, 0.7, 3)).toEqual([0.1, expect.closeTo(0.4, 15), 0.7]);
    const decades = axisValues(1e-4, 1, 5, "log");
    expect([decades[0], decades[4]]).toEqual([1e-4, 1]);
    // A product of a few roundings.
    decades.forEach((value, k) => expect(value / 10 ** (k - 4)).toBeCloseTo(1, 12));
    expect(axisValues(3, 8, 1)).toEqual([3]);
  });

  it("are refused where there are none", () => {
    expect(() => axisValues(0, 1, 5, "log")).toThrow("a logarithmic axis from 0 to 1");
    expect(() => axisValues(1, 2, 0)).toThrow("0 values");
  });
});
