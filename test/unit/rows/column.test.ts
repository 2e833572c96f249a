import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Column } from "../../../src/rows/column";

function columnOf(values: readonly number[], sliceLength = values.length || 1): Column {
  const column = new Column();
  for (let from = 0; from < values.length; from += sliceLength) {
    column.append(Float64Array.from(values.slice(from, from + sliceLength)));
  }
  return column;
}

const anyValue = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, -0));

describe("a column", () => {
  test("gives back every value it was given, however it was sliced", () => {
    fc.assert(
      fc.property(
        fc.array(anyValue, { maxLength: 5000, size: "max" }),
        fc.integer({ min: 1, max: 999 }),
        (values, slice) => {
          const column = columnOf(values, slice);
          expect(column.length).toBe(values.length);
          expect(values.map((_, row) => column.at(row))).toEqual(values);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("shows the rows of a short window that a picture needs", () => {
    const curve = columnOf([5, 4, 1, 3, 3, 3, 3]).thin(1, 6, 10);
    expect([...curve.steps]).toEqual([1, 2, 3, 6]);
    expect([...curve.values]).toEqual([4, 1, 3, 3]);
  });

  test("shows both ends of a stretch that never changes, and what comes after it", () => {
    const same = new Array<number>(500).fill(0.1);
    expect([...columnOf(same).thin(0, 499, 50).steps]).toEqual([0, 499]);
    expect([...columnOf([...same, NaN]).thin(0, 500, 50).steps]).toEqual([0, 499, 500]);
    expect([...columnOf([...same, 0.2]).thin(0, 500, 50).steps]).toEqual([0, 499, 500]);
    expect([...columnOf([0.1, NaN]).thin(0, 1, 50).steps]).toEqual([0, 1]);
    expect([...columnOf([0.1]).thin(0, 0, 50).steps]).toEqual([0]);
  });

  test("counts the finite values of a window that are not above 0, those it leaves out too", () => {
    fc.assert(
      fc.property(
        // Some blocks of the index, which are counted as a whole.
        fc.array(anyValue, { minLength: 200, maxLength: 600 }),
        fc.nat(599),
        fc.nat(599),
        (values, one, other) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          const expected = values
            .slice(from, to + 1)
            .filter((value) => Number.isFinite(value) && value <= 0).length;
          expect(columnOf(values, 100).thin(from, to, 5).notPositive).toBe(expected);
        },
      ),
    );
  });

  test("finds the first row at or below a value", () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 600 }), fc.double(), (values, limit) => {
        const first = values.findIndex((value) => value <= limit);
        expect(columnOf(values).firstAtOrBelow(limit)).toBe(first < 0 ? undefined : first);
      }),
    );
    // So high that it is mostly somewhere inside a block of the index, or nowhere.
    const high = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(high, { minLength: 300, maxLength: 600 }), (values) => {
        const first = values.findIndex((value) => value <= 2);
        expect(columnOf(values).firstAtOrBelow(2)).toBe(first < 0 ? undefined : first);
      }),
    );
  });

  test("a long window is looked at in the minimum and maximum of every bucket, and both ends", () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 600, maxLength: 3000 });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 40 }), (values, buckets) => {
        const shown = columnOf(values, 700).extremeRows(0, values.length - 1, buckets);
        expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
        expect(shown.length).toBeLessThanOrEqual(2 * buckets + 2);
        expect(shown[0]).toBe(0);
        expect(shown.at(-1)).toBe(values.length - 1);
        for (let bucket = 0; bucket < buckets; bucket++) {
          const from = Math.floor((bucket * values.length) / buckets);
          const to = Math.floor(((bucket + 1) * values.length) / buckets);
          const within = values.slice(from, to);
          const seen = shown.filter((row) => row >= from && row < to).map((row) => values[row]!);
          expect(Math.min(...seen)).toBe(Math.min(...within));
          expect(Math.max(...seen)).toBe(Math.max(...within));
        }
      }),
      { numRuns: 60 },
    );
  });

  test("NaN rows hide no number, and a stretch of nothing but NaN stays visible as a gap", () => {
    const values = Array.from({ length: 1000 }, (_, row) => (row >= 400 && row < 600 ? NaN : row));
    const curve = columnOf(values).thin(0, 999, 50);
    expect(curve.values.some((value) => Number.isNaN(value))).toBe(true);
    expect([...curve.steps].filter((row) => row < 400)).toContain(399);
  });
});
