import { expect, test } from "vitest";
import { descentRateOf } from "../../../../../webview/runs/editor/descentRate";

const curvature = (largest: number, smallest: number) => ({
  largest: Float64Array.of(largest, 1e9),
  smallest: Float64Array.of(smallest, -1e9),
});

test("is 1/|λ|max at the first row, whichever way the loss curves", () => {
  expect(descentRateOf(curvature(4, 1), undefined)).toBe(1 / 4);
  expect(descentRateOf(curvature(4, -8), undefined)).toBe(1 / 8);
});

test("is no higher than the rate that was tried", () => {
  expect(descentRateOf(curvature(0.32, 0.32), 0.2)).toBe(0.2);
  expect(descentRateOf(curvature(100, 1), 0.2)).toBe(0.01);
  expect(descentRateOf(undefined, 0.2)).toBe(0.2);
});

test("is not known without curvature, or where that is 0 or no number", () => {
  expect(descentRateOf(undefined, undefined)).toBeUndefined();
  expect(descentRateOf(curvature(0, 0), undefined)).toBeUndefined();
  expect(descentRateOf(curvature(NaN, NaN), undefined)).toBeUndefined();
});
