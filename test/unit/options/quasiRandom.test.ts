import { expect, it } from "vitest";
import { generalizedGoldenRatio, quasiRandomPoints } from "../../../src/options/quasiRandom";

it("has the ratios that solve x^(d+1) = x + 1", () => {
  // The golden ratio, the plastic ratio, and the root for d = 3 (Roberts, 2018), to the digits that are printed there.
  expect(generalizedGoldenRatio(1)).toBeCloseTo((1 + Math.sqrt(5)) / 2, 14);
  expect(generalizedGoldenRatio(2)).toBeCloseTo(1.324717957244746, 14);
  expect(generalizedGoldenRatio(3)).toBeCloseTo(1.2207440846057596, 14);
});

it("fills each box of the square as its area says", () => {
  const points = quasiRandomPoints(2, 400, 3);
  for (let row = 0; row < 5; row++) {
    for (let column = 0; column < 5; column++) {
      const inside = points.filter(
        ([x, y]) => Math.floor(5 * x!) === column && Math.floor(5 * y!) === row,
      );
      // 400/25 = 16. Random points would stray by 4 at a time; these stay within 4 in every box.
      expect(Math.abs(inside.length - 16)).toBeLessThanOrEqual(4);
    }
  }
});

it("begins alike for every length, and elsewhere for another seed", () => {
  expect(quasiRandomPoints(3, 50, 1).slice(0, 10)).toEqual(quasiRandomPoints(3, 10, 1));
  expect(quasiRandomPoints(3, 1, 1)).not.toEqual(quasiRandomPoints(3, 1, 2));
  expect(
    quasiRandomPoints(3, 200, 1)
      .flat()
      .every((x) => x >= 0 && x < 1),
  ).toBe(true);
});
