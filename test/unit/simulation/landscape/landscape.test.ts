import { describe, expect, test } from "vitest";
import { contourLevels } from "../../../../src/simulation/landscape/contourLevels";
import { createLandscapeGrid, gridCoordinate } from "../../../../src/simulation/landscape/grid";
import { automaticWindow } from "../../../../src/simulation/landscape/window";
import { numericObjective } from "../../../../src/objective/numericObjective";
import { parameterSurface } from "../../../../src/simulation/landscape/surface";

describe("the grid", () => {
  const objective = numericObjective(([a, b, c]) => a! + 10 * b! + 100 * c!, 3);
  const surface = parameterSurface(Float64Array.of(1, 2, 3), [2, 0]);
  const frame = { x: [0, 4], y: [-1, 1], columns: 5, rows: 3 } as const;

  test("row-major from low y, borders included, other parameters held", () => {
    const grid = createLandscapeGrid(objective, surface, frame);
    expect(grid.advance(100)).toBe(true);
    expect(grid.progress).toBe(1);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 5; column++) {
        // x is parameter c, y is parameter a, b stays 2.
        expect(grid.values[row * 5 + column]).toBe(100 * column + (row - 1) + 20);
      }
    }
  });

  test("in pieces: coarse first, each point evaluated once, the same in the end", () => {
    let evaluations = 0;
    const counting = numericObjective((theta) => {
      evaluations++;
      return objective.value(theta);
    }, 3);
    const fine = { x: [0, 1], y: [0, 1], columns: 37, rows: 23 } as const;
    const whole = createLandscapeGrid(objective, surface, fine);
    whole.advance(Infinity);
    const grid = createLandscapeGrid(counting, surface, fine);
    grid.advance(15);
    expect(evaluations).toBe(15);
    // 5 × 3 points of the first pass cover everything.
    expect(grid.values.some(Number.isNaN)).toBe(false);
    while (!grid.advance(7));
    expect(evaluations).toBe(37 * 23);
    expect([...grid.values]).toEqual([...whole.values]);
  });

  test("a line for one parameter", () => {
    const line = parameterSurface(Float64Array.of(1, 2, 3), [1]);
    const grid = createLandscapeGrid(objective, line, { ...frame, columns: 3, rows: 1 });
    grid.advance(3);
    expect([...grid.values]).toEqual([301, 321, 341]);
    expect(gridCoordinate([-2, 4], 3, 3 + 1)).toBe(4);
  });

  test("refuses axes and sizes that do not exist", () => {
    expect(() => parameterSurface(Float64Array.of(1), [1])).toThrow("no parameter 1");
    expect(() => createLandscapeGrid(objective, surface, { ...frame, rows: 0 })).toThrow("5 × 0");
  });
});

describe("the automatic window", () => {
  const path = (x: number[], y: number[], loss: number[]) => ({
    coordinates: [Float64Array.from(x), Float64Array.from(y)],
    loss: Float64Array.from(loss),
  });

  test("holds start and path, padded", () => {
    const [x, y] = automaticWindow({
      start: [0, 0],
      paths: [path([0, 5, 10], [0, -1, 1], [9, 1, 1])],
    });
    expect(x![0]).toBeCloseTo(-0.8, 12);
    expect(x![1]).toBeCloseTo(10.8, 12);
    expect(y![0]).toBeCloseTo(-1.16, 12);
  });

  test("a run that blows up does not push the others into a corner", () => {
    const good = path([0, 1, 2], [0, 1, 2], [9, 4, 1]);
    const wild = path([0, -50, 4e10], [0, 60, NaN], [9, 5000, 1e20]);
    expect(automaticWindow({ start: [0, 0], paths: [good, wild] })).toEqual(
      automaticWindow({ start: [0, 0], paths: [good] }),
    );
  });

  test("holds what a run from the bottom cycles between, however high above it, but no plateau", () => {
    const rest = path([0, 0, 0, 0], [0, 0, 0, 0], [1e-8, 1e-9, 1e-9, 1e-9]);
    const cycling = path([0, 9, -0.5, 0.5], [0, 9, 0, 0], [1e-8, 81, 0.2, 0.25]);
    const [x] = automaticWindow({ start: [0, 0], paths: [rest, cycling] });
    expect([x![0], x![1]]).toEqual([-0.58, 0.58]);
    const stuck = path([0, 9e3, 9e3, 9e3], [0, 0, 0, 0], [1e-8, 1, 1, 1]);
    expect(automaticWindow({ start: [0, 0], paths: [rest, stuck] })).toEqual(
      automaticWindow({ start: [0, 0], paths: [rest] }),
    );
  });

  test("is never empty", () => {
    for (const start of [0, 5, -1e-9, 1e12]) {
      const [range] = automaticWindow({ start: [start], paths: [path([start], [0], [NaN])] });
      expect(range![1]).toBeGreaterThan(range![0]);
      expect(range![0]).toBeLessThan(start);
    }
  });
});

describe("contour levels", () => {
  test("linear on a plane, logarithmic in a valley, none on a constant", () => {
    const plane = contourLevels(
      Float64Array.from({ length: 1000 }, (_, k) => 100 + k),
      10,
    );
    expect(plane.scale).toBe("linear");
    expect(plane.levels).toHaveLength(10);
    const valley = Float64Array.from({ length: 1000 }, (_, k) => 5 + 10 ** (k / 100 - 6));
    const log = contourLevels(valley, 9);
    expect(log.scale).toBe("log");
    const ratios = log.levels.slice(1).map((level, k) => (level - 5) / (log.levels[k]! - 5));
    // Minimum 5 + 1e-6 instead of 5 bends the lowest levels a little.
    ratios.forEach((ratio) => expect(Math.abs(ratio / ratios[7]! - 1)).toBeLessThan(0.2));
    expect(contourLevels(new Float64Array(9).fill(3), 9).levels).toHaveLength(0);
    expect(contourLevels(Float64Array.of(NaN, Infinity), 9).levels).toHaveLength(0);
  });
});
