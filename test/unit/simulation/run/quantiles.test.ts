import fc from "fast-check";
import { expect, test } from "vitest";
import { createQuantileWriter } from "../../../../src/simulation/run/quantiles";
import { quantileLevels } from "../../../../src/simulation/run/record";

function quantilesOf(values: Float64Array): number[] {
  const columns = quantileLevels.map(() => new Float64Array(1));
  createQuantileWriter(values.length)(values, columns, 0);
  return columns.map((column) => column[0]!);
}

test("as numpy's: linear between order statistics", () => {
  // numpy.quantile(numpy.arange(41.) ** 2, [.05, .25, .5, .75, .95]) is positions 2, 10, 20, 30, 38.
  const squares = Float64Array.from({ length: 41 }, (_, i) => ((7 * i) % 41) ** 2);
  expect(quantilesOf(squares)).toEqual([4, 100, 400, 900, 1444]);
  // Of 0 … 33, position 0.05·33 = 1.65.
  const straight = Float64Array.from({ length: 34 }, (_, i) => 33 - i);
  expect(quantilesOf(straight)[0]).toBeCloseTo(1.65, 14);
});

test("whatever the values, they are those of the sorted values", () => {
  const values = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    fc.integer({ min: -2, max: 2 }),
    fc.integer({ min: -300, max: 300 }).map((exponent) => 10 ** exponent),
  );
  fc.assert(
    fc.property(
      fc.array(values, { minLength: 33, maxLength: 1200 }),
      fc.constantFrom("as they come", "ascending", "descending"),
      (list, order) => {
        const ascending = Float64Array.from(list).sort();
        const given =
          order === "as they come"
            ? Float64Array.from(list)
            : order === "ascending"
              ? ascending
              : ascending.slice().reverse();
        const expected = quantileLevels.map((level) => {
          const position = level * (list.length - 1);
          const below = Math.floor(position);
          const [low, high] = [ascending[below]!, ascending[below + 1]!];
          return low + (position - below) * (high - low);
        });
        const found = quantilesOf(given);
        found.forEach((value, k) => expect(value - expected[k]!).toBe(0));
      },
    ),
    { numRuns: 300 },
  );
});

test.each<[string, (i: number) => number]>([
  ["evenly spread", (i) => (i * 7919) % 6007],
  ["crowded near 0", (i) => 10 ** (((i * 7919) % 6007) / 20 - 150)],
  ["all but one the same", (i) => (i === 4000 ? 1 : 3)],
  [
    "with infinities at both ends",
    (i) => (i < 9 ? (i % 2 ? -Infinity : Infinity) : (i * 7919) % 6007),
  ],
  ["as far apart as numbers can be", (i) => (i % 3 === 0 ? -1 : 1) * 1.7e308],
])("many values, %s, have those of the sorted values", (_, valueOf) => {
  const values = Float64Array.from({ length: 6007 }, (_, i) => valueOf(i));
  const ascending = values.slice().sort();
  const expected = quantileLevels.map((level) => {
    const [below, rest] = [Math.floor(level * 6006), (level * 6006) % 1];
    return ascending[below]! + rest * (ascending[below + 1]! - ascending[below]!);
  });
  const found = quantilesOf(values);
  // The same two numbers; their distance in part, rounded once.
  found.forEach((value, k) => expect(value / expected[k]!).toBeCloseTo(1, 12));
});

test("one NaN makes all of them NaN", () => {
  const values = Float64Array.from({ length: 40 }, (_, i) => (i === 17 ? NaN : i));
  expect(quantilesOf(values)).toEqual([NaN, NaN, NaN, NaN, NaN]);
});
