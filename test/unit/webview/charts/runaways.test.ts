import { describe, expect, test } from "vitest";
import type { RunSeries } from "../../../../src/protocol/series";
import {
  beginning,
  endsFar,
  leavingLine,
  ranAway,
  rangeBeside,
} from "../../../../webview/charts/runaways";

const curve = (...values: number[]) => ({
  steps: Float64Array.from(values, (_, k) => k),
  values: Float64Array.from(values),
});

describe("a run has blown up", () => {
  const series = (startLoss: number, lastLoss: number, reason = "steps"): RunSeries =>
    ({ startLoss, lastLoss, stop: { reason, step: 9 } }) as RunSeries;

  test("where it diverged or met a number that is not finite, whatever its last loss", () => {
    expect(ranAway(series(1, 2, "diverged"))).toBe(true);
    expect(ranAway(series(1, 2, "nonFinite"))).toBe(true);
    expect(ranAway(series(1, 2, "threw"))).toBe(false);
  });
  test("where it ends above the start by more than a thousand times it", () => {
    expect(ranAway(series(2, 2003))).toBe(true);
    expect(ranAway(series(2, 2001))).toBe(false);
    // -2 + 1000·2 = 1998
    expect(ranAway(series(-2, 1999))).toBe(true);
    expect(ranAway(series(-2, 1997))).toBe(false);
  });
  test("not where the start is 0, which nothing is a multiple of", () => {
    expect(ranAway(series(0, 1e-9))).toBe(false);
  });
});

test("a quantile that is infinite from some step on ends far off, one with a gap at its end does not", () => {
  expect(endsFar(curve(1, 2, Infinity), 1)).toBe(true);
  expect(endsFar(curve(1, 2, NaN), 1)).toBe(false);
});

test("a curve begins at its first number", () => {
  expect(beginning(curve(NaN, 3, 4))).toEqual({
    steps: Float64Array.of(1),
    values: Float64Array.of(3),
  });
  expect(beginning(curve(NaN)).values).toHaveLength(0);
});

describe("the range of a chart that runs leave", () => {
  test("is that of the others and a fifth of it on the ways out", () => {
    expect(rangeBeside([0, 10], [-100, 60])).toEqual([-2, 12]);
  });
  test("is no longer than all that there is", () => {
    expect(rangeBeside([0, 10], [0, 11])).toEqual([0, 11]);
  });
});

describe("a line that leaves", () => {
  test("is drawn as it is, as far as it is seen, and no farther than a range's length beyond", () => {
    // From 0 at step 0 to 400 at step 4, 100 a step: it leaves at 10, step 0.1, and lies at 20 from step 0.2 on.
    const { points, exit } = leavingLine(
      [
        { x: 0, y: 0 },
        { x: 4, y: 400 },
        { x: 5, y: 1e60 },
      ],
      [0, 10],
    );
    expect(points).toEqual([
      { x: 0, y: 0 },
      { x: 0.2, y: 20 },
      { x: 4, y: 20 },
      { x: 5, y: 20 },
    ]);
    expect(exit).toEqual({ x: 0.1, y: 10 });
  });
  test("bends twice where it swings from beyond one end to beyond the other, and left where it first did", () => {
    // From −30 to 30 in one step: −10 at a third, 20 at five sixths.
    const { points, exit } = leavingLine(
      [
        { x: 0, y: -30 },
        { x: 1, y: 30 },
      ],
      [0, 10],
    );
    expect(points.map(({ y }) => y)).toEqual([-10, -10, 20, 20]);
    expect(points[1]!.x).toBeCloseTo(1 / 3, 12);
    expect(points[2]!.x).toBeCloseTo(5 / 6, 12);
    expect(exit).toEqual({ x: 0, y: 0 });
  });
  test("has its gaps, and no arrowhead where it stays", () => {
    const { points, exit } = leavingLine(
      [
        { x: 0, y: 1 },
        { x: 1, y: NaN },
        { x: 2, y: 9 },
      ],
      [0, 10],
    );
    expect(points.map(({ y }) => y)).toEqual([1, NaN, 9]);
    expect(exit).toBeUndefined();
  });
  test("keeps its number of points as an edge of a band", () => {
    const { points } = leavingLine(
      [
        { x: 0, y: 0 },
        { x: 1, y: 400 },
      ],
      [0, 10],
      "edge",
    );
    expect(points).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: 20 },
    ]);
  });
});
