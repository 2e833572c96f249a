import { describe, expect, test } from "vitest";
import {
  compactNumber,
  formatCount,
  formatNumber,
  formatPoint,
  formatPower,
} from "../../../../webview/charts/numbers";
import { exactText } from "../../../../src/text/number";

describe("formatNumber", () => {
  test.each([
    [0, "0"],
    [-0, "0"],
    [1.5, "1.5"],
    [123456.789, "1.2346e5"],
    [13378, "13,378"],
    [1234.56, "1,234.6"],
    [-99999, "-99,999"],
    [-188.4332, "-188.43"],
    [0.0012345, "0.0012345"],
    [3.2e-9, "3.2e-9"],
    [1.8239e105, "1.8239e105"],
    [-6.0e-12, "-6e-12"],
    [NaN, "NaN"],
    [Infinity, "∞"],
    [-Infinity, "-∞"],
  ])("%s as %s", (value, text) => expect(formatNumber(value)).toBe(text));

  test("the exact text reads back as the same number", () => {
    const value = 0.1 + 0.2;
    expect(Number(exactText(value))).toBe(value);
  });
});

test("counts have groups of three digits", () => {
  expect([7, 999, 1000, 100_000, 12_345_678].map(formatCount)).toEqual([
    "7",
    "999",
    "1,000",
    "100,000",
    "12,345,678",
  ]);
});

test("powers of ten near one are written out", () => {
  expect([0, 1, 2, 3, -1, -12].map((exponent) => formatPower(exponent))).toEqual([
    "1",
    "10",
    "100",
    "10³",
    "10⁻¹",
    "10⁻¹²",
  ]);
  expect(formatPower(4, -1)).toBe("-10⁴");
});

test("long points are shortened, and say so", () => {
  expect(formatPoint([1, 2])).toBe("(1, 2)");
  expect(formatPoint([3])).toBe("3");
  // Commas separate coordinates, not digits.
  expect(formatPoint([-1234, 2])).toBe("(-1234, 2)");
  expect(formatPoint([1, 2, 3, 4, 5])).toBe("(1, 2, 3, 4, …)");
  expect(formatPoint([1, 2], 5, 13)).toBe("(1, 2, …)");
});

test("beside many others a number has three digits, two where a power of ten makes it long", () => {
  const numbers = [0.0037612, 8.8213e-20, 6.5594, 123456, -2.345e-7, 0, NaN, Infinity];
  expect(numbers.map(compactNumber)).toEqual([
    "0.00376",
    "8.8e-20",
    "6.56",
    "1.23e5",
    "-2.3e-7",
    "0",
    "NaN",
    "∞",
  ]);
});
