import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  fromSlider,
  nudge,
  readTyped,
  sliderPositions,
  toSlider,
} from "../../../../webview/parts/numberSpec";

const rate = { min: 1e-12, max: 1e6, scale: "log", slider: [1e-6, 10] } as const;
const weight = { min: 0, max: 0.999999, scale: "nearOne", slider: [0, 0.9999] } as const;
const share = { min: 0, max: 1 } as const;
const count = { min: 1, max: 1e7, integer: true } as const;

describe("a slider", () => {
  test("on a log scale has equal distances for equal factors", () => {
    expect(toSlider(rate, 1e-6)).toBe(0);
    expect(toSlider(rate, 10)).toBe(sliderPositions);
    // Four of seven decades.
    expect(toSlider(rate, 1e-2)).toBe(Math.round((4 / 7) * sliderPositions));
  });
  test("on a scale near 1 has equal distances for equal factors of 1 − β", () => {
    // 1 − β from 1 to 10⁻⁴: a quarter for each nine.
    expect([0, 0.9, 0.99, 0.999, 0.9999].map((beta) => toSlider(weight, beta))).toEqual(
      [0, 1, 2, 3, 4].map((nines) => (nines / 4) * sliderPositions),
    );
    expect(fromSlider(weight, sliderPositions / 2)).toBe(0.99);
    expect(fromSlider(weight, sliderPositions * 0.75)).toBe(0.999);
    // 10^(−4 · 0.6) = 0.00398: three digits of what is lacking to 1.
    expect(fromSlider(weight, sliderPositions * 0.6)).toBe(0.99602);
    expect(toSlider(weight, 0.999999)).toBe(sliderPositions);
  });
  test("whose end is 1 is evenly spaced, since 1 − 1 has no logarithm", () => {
    expect(toSlider({ ...share, scale: "nearOne" }, 0.25)).toBe(sliderPositions / 4);
  });
  test("holds values beyond it at its ends", () => {
    expect(toSlider(rate, 1e-10)).toBe(0);
    expect(toSlider(rate, 1000)).toBe(sliderPositions);
  });
  test.each([rate, weight, share, count])(
    "gives values in range that stand where they came from (%o)",
    (spec) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: sliderPositions }), (position) => {
          const value = fromSlider(spec, position);
          expect("value" in readTyped(spec, String(value))).toBe(true);
          expect(Math.abs(toSlider(spec, value) - position)).toBeLessThanOrEqual(1);
        }),
      );
    },
  );
});

describe("arrow keys", () => {
  test("move a tenth of a decade on a log scale", () => {
    expect(nudge(rate, 1, 10)).toBe(10);
    expect(nudge(rate, 0.01, -10)).toBe(0.001);
    expect(nudge(rate, 1, 1)).toBe(1.26);
  });
  test("move 1 − β by a tenth of a decade on a scale near 1", () => {
    expect(nudge(weight, 0.9, 10)).toBe(0.99);
    expect(nudge(weight, 0.99, -10)).toBe(0.9);
    // 0.1 / 10^0.1 = 0.0794
    expect(nudge(weight, 0.9, 1)).toBe(0.9206);
    expect(nudge(weight, 0, -1)).toBe(0);
  });
  test("move by one where numbers are whole, and stay in range", () => {
    expect(nudge(count, 5, 1)).toBe(6);
    expect(nudge(count, 1, -1)).toBe(1);
  });
});

describe("typing", () => {
  test("takes numbers in every usual notation", () => {
    expect(readTyped(rate, " 1e-3 ")).toEqual({ value: 1e-3 });
    expect(readTyped({ min: -10, max: 10 }, "−2")).toEqual({ value: -2 });
  });
  test.each(["", "abc", "1e9", "-1", "Infinity", "NaN"])(
    "refuses %j and says what it must be",
    (text) => {
      expect(readTyped(weight, text)).toEqual({ problem: "a number between 0 and 0.999999" });
    },
  );
  test("refuses fractions of whole numbers", () => {
    expect(readTyped(count, "2.5")).toHaveProperty("problem");
  });
});
