import { describe, expect, test } from "vitest";
import { makeLine, rangeOf } from "../../../../webview/charts/curveData";
import { axisFloor } from "../../../../webview/charts/axisFloor";
import { makeScale, makeStepScale } from "../../../../webview/charts/scale";

const curve = (...values: number[]) => ({
  steps: Float64Array.from(values, (_, k) => k),
  values: Float64Array.from(values),
});
const steps = makeScale("linear");
const log = makeScale("log");

describe("the floor of a log axis", () => {
  test("lies twelve decades below the loss at the start", () => {
    expect(axisFloor([curve(100, 1e-5, 1e-33)], 100)).toBe(1e-12 * 100);
  });
  test("is not needed where all lies above", () => {
    expect(axisFloor([curve(100, 1e-5, 2e-10)], 100)).toBeUndefined();
    expect(axisFloor([], NaN)).toBeUndefined();
  });
  test("is needed for a single 0 and for a loss below 0", () => {
    expect(axisFloor([curve(1, 0.5, 0)], 1)).toBe(1e-12);
    expect(axisFloor([curve(1, 0.5, -2)], 1)).toBe(1e-12);
  });
  test("belongs to all runs, and one that blows up does not lift it", () => {
    expect(axisFloor([curve(1, 1e20, 1e60), curve(1, 1e-20)], 1)).toBe(1e-12);
  });
  test("goes down with steps that are all far below the start", () => {
    expect(axisFloor([curve(1e-20, 1e-25)], 1)).toBeUndefined();
    expect(axisFloor([curve(1e-20, 1e-35)], 1)).toBe(1e-12 * 1e-20);
  });
  test("takes the greatest loss where the one at the start is 0, below or unknown", () => {
    for (const start of [0, -1, NaN]) expect(axisFloor([curve(8, 0)], start)).toBe(8e-12);
  });
  test("has nothing to go by without a positive loss", () => {
    expect(axisFloor([curve(0, -1, NaN)], 1)).toBeUndefined();
  });
  test("does not mind what is not finite", () => {
    expect(axisFloor([curve(1, NaN, -Infinity, Infinity)], 1)).toBeUndefined();
  });
});

describe("a line with a floor", () => {
  test("lies on it where it would be deeper, zeros and less among them", () => {
    const line = makeLine(curve(1, 1e-12, 1e-30, 0, -3), steps, log, 1e-12);
    expect(line.points.map(({ y }) => y)).toEqual([0, -12, -12, -12, -12]);
    expect(line).toMatchObject({ unshown: 0, low: -12, high: 0 });
  });
  test("bends where it meets the floor, on the way down and up", () => {
    // Straight from 10⁰ at step 0 to 10⁻²⁴ at step 1: it meets 10⁻¹² half-way, and again on the way back.
    const line = makeLine(curve(1, 1e-24, 1), steps, log, 1e-12);
    expect(line.points).toEqual([
      { x: 0, y: 0 },
      { x: 0.5, y: -12 },
      { x: 1, y: -12 },
      { x: 1.5, y: -12 },
      { x: 2, y: 0 },
    ]);
  });
  test("bends where it does on a log step axis, too", () => {
    const scale = makeStepScale("log");
    const line = makeLine(curve(1, 1e-24), scale, log, 1e-12);
    expect(line.points[1]).toEqual({ x: scale.transform(1) / 2, y: -12 });
  });
  test("keeps its number of points as an edge of a band", () => {
    const { points } = makeLine(curve(1, 1e-24, 1), steps, log, 1e-12, "edge");
    expect(points.map(({ y }) => y)).toEqual([0, -12, 0]);
  });
  test("falls from one step to the next onto a 0", () => {
    expect(makeLine(curve(1, 0), steps, log, 1e-12).points).toEqual([
      { x: 0, y: 0 },
      { x: 1, y: -12 },
    ]);
  });
  test("keeps its gaps and names its true ends", () => {
    const line = makeLine(curve(1, NaN, 1e-20), steps, log, 1e-12);
    expect(line.points.map(({ y }) => y)).toEqual([0, NaN, -12]);
    expect(line.ends).toEqual([1, 1e-20]);
  });
  test("leaves nine tenths of the axis to what is above it", () => {
    const line = makeLine(curve(1, 1e-33), steps, log, 1e-12);
    const [low, high] = rangeOf([line], "log");
    expect((high - -12) / (high - low)).toBeGreaterThan(0.9);
  });
});
