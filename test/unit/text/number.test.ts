import fc from "fast-check";
import { expect, test } from "vitest";
import {
  countText,
  exactText,
  numberText,
  roundToDigits,
  ungroupedText,
} from "../../../src/text/number";

test.each([
  [0, "0"],
  [-0, "-0"],
  [0.001, "0.001"],
  [0.0001, "1e-4"],
  [0.00025, "2.5e-4"],
  [100_000, "100000"],
  [1_000_000, "1e6"],
  [1_234_567, "1234567"],
  [4294967295, "4294967295"],
  [-2.5e9, "-2.5e9"],
  [1e-12, "1e-12"],
])("%s is written as %s where every digit counts", (value, text) => {
  expect(exactText(value)).toBe(text);
});

test("an exact text reads back as the same number", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      expect(Number(exactText(value))).toBe(value);
    }),
  );
});

test.each([
  [0.0417, 3, "0.0417"],
  [0.99999, 3, "1"],
  [9.9999e-4, 3, "0.001"],
  [-188.4332, 5, "-188.43"],
  [12_345.6, 3, "12,346"],
  [-1234.56, 5, "-1,234.6"],
  [99_999, 5, "99,999"],
  [100_000, 5, "1e5"],
  [3.2e-9, 3, "3.2e-9"],
  [9_999_999.9, 5, "1e7"],
  [1.8239e105, 5, "1.8239e105"],
  [NaN, 3, "NaN"],
  [-Infinity, 3, "-∞"],
])("%s to %s digits is %s", (value, digits, text) => {
  expect(numberText(value, digits)).toBe(text);
});

test("numbers among commas have none of their own", () => {
  expect([12_345.6, -1234.56, 100_000].map((value) => ungroupedText(value, 5))).toEqual([
    "12346",
    "-1234.6",
    "1e5",
  ]);
});

test("a count is written out whatever its size", () => {
  expect([7, 999, 1000, 12_345_678].map(countText)).toEqual(["7", "999", "1,000", "12,345,678"]);
});

test("a number is rounded to digits that count", () => {
  expect([0.0123456, 123456, -7.77e-8].map((value) => roundToDigits(value, 2))).toEqual([
    0.012, 120_000, -7.8e-8,
  ]);
});
