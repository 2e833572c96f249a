import { expect, test } from "vitest";
import { lossAxis, lossHeights } from "../../../../webview/charts/lossHeights";

test("positive losses stand by their logarithm, up to three times the start's", () => {
  const height = lossHeights([0.03, 3, 12], 1);
  expect(height(0.03)).toBe(0);
  // log₁₀ from 0.03 to 3: two decades.
  expect(height(0.3)).toBeCloseTo(0.5, 12);
  expect(height(3)).toBeCloseTo(1, 12);
  expect([12, Infinity, NaN].map(height)).toEqual([1, 1, 1]);
});

test("a ceiling of exactly 1, whose logarithm is 0, is a ceiling like any other", () => {
  // log₁₀ from 0.01 to 3 · (1/3) = 1: two decades.
  expect(lossHeights([0.01], 1 / 3)(0.1)).toBeCloseTo(0.5, 12);
});

test("a start at 0 is the ceiling of losses below it", () => {
  const height = lossHeights([-4, -1], 0);
  expect([-4, -1, 0, 5].map(height)).toEqual([0, 0.75, 1, 1]);
});

test("losses that are all the same have a height", () => {
  expect(lossHeights([0, 0], 0)(0)).toBe(0);
});

test("a loss of exactly 0 does not make all others look alike", () => {
  // log₁₀ from 10⁻¹² · ⅓ to 3 · ⅓: twelve decades and log₁₀ 3.
  const height = lossHeights([0, 1e-20, 0.01], 1 / 3);
  expect([0, 1e-20].map(height)).toEqual([0, 0]);
  expect(height(0.01)).toBeCloseTo(1 - 2 / (12 + Math.log10(3)), 12);
});

test("ticks stand where their losses do", () => {
  // log₁₀ from 0.01 to 3: 10⁻², 10⁻¹ and 1 have places.
  const { ticks, heightOf } = lossAxis([0.01], 1);
  expect(ticks(3).map(({ label }) => label)).toEqual(["10⁻²", "10⁻¹", "1"]);
  ticks(3).forEach(({ at }, k) => expect(at).toBeCloseTo(heightOf(10 ** (k - 2)), 12));
});
