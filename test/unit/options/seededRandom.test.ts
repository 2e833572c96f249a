import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../src/options/seededRandom";
import { gaussian } from "../../../src/options/gaussian";

// What is drawn first counts most: runs over seeds differ by it. Over 4,000 neighbouring seeds, which are fixed, as those
// that people take are small and in a row.
const seeds = Array.from({ length: 4000 }, (_, seed) => seed - 2000);

describe("the first numbers of neighbouring seeds", () => {
  it("are uniform", () => {
    const first = seeds.map((seed) => uniformFloat64(seededRandom(seed))).sort((a, b) => a - b);
    const gap = Math.max(...first.map((u, k) => Math.abs(u - (k + 0.5) / first.length)));
    // Kolmogorov's statistic: above 1.95/√n once in a thousand.
    expect(gap).toBeLessThan(1.95 / Math.sqrt(first.length));
  });

  it("have nothing in common", () => {
    const first = seeds.map((seed) => uniformFloat64(seededRandom(seed)) - 0.5);
    const products = first.slice(1).map((u, k) => 12 * u * first[k]!);
    const correlation = products.reduce((sum, one) => sum + one, 0) / products.length;
    // Its standard deviation is 1/√n; beyond 3.3 of them once in a thousand.
    expect(Math.abs(correlation)).toBeLessThan(3.3 / Math.sqrt(products.length));
  });

  it("are standard normal where they are to be", () => {
    const squares = seeds.map((seed) => gaussian(seededRandom(seed))() ** 2);
    const variance = squares.reduce((sum, one) => sum + one, 0) / squares.length;
    // χ²/n has the standard deviation √(2/n).
    expect(Math.abs(variance - 1)).toBeLessThan(3.3 * Math.sqrt(2 / squares.length));
    expect(Math.max(...squares)).toBeLessThan(5 ** 2);
  });
});
