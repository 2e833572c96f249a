import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { salientRows } from "../../../src/rows/salientRows";

function allRows(values: readonly number[]): number[] {
  return values.map((_, row) => row);
}

/** Farthest that straight lines between kept rows pass by a row left out, after `x` and `y` were applied. */
function farthest(
  values: readonly number[],
  kept: readonly number[],
  x: (row: number) => number,
  y: (value: number) => number,
): number {
  let most = 0;
  for (let piece = 1; piece < kept.length; piece++) {
    const [from, to] = [kept[piece - 1]!, kept[piece]!];
    for (let row = from + 1; row < to; row++) {
      const share = (x(row) - x(from)) / (x(to) - x(from));
      const on = y(values[from]!) + share * (y(values[to]!) - y(values[from]!));
      const off = Math.abs(on - y(values[row]!));
      if (off > most) most = off;
    }
  }
  return most;
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

const logOfStep = (row: number) => Math.log10(1 + row);
const logOfSize = (value: number) => Math.log10(Math.abs(value));
const same = (value: number) => value;

describe("the rows that a picture needs", () => {
  test("lie on lines that pass the others within a thousandth of the range, however axes are spaced", () => {
    const size = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 3, maxLength: 300 }),
        fc.boolean(),
        (sizes, below) => {
          // Sorted, so that there is something to leave out.
          const values = [...sizes].sort((a, b) => b - a).map((value) => (below ? -value : value));
          const kept = salientRows(allRows(values), values);
          for (const x of [same, logOfStep]) {
            // A line to the row just before one that no line reaches was passed by all rows between: rounding is all.
            expect(farthest(values, kept, x, same)).toBeLessThanOrEqual(1.0001e-3 * spread(values));
            const logs = spread(values.map(logOfSize));
            expect(farthest(values, kept, x, logOfSize)).toBeLessThanOrEqual(1.0001e-3 * logs);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("show what bends on one of the four pictures only", () => {
    // By 2 % in a straight line, then down by twelve decades: a thousandth of those is more than 2 % of a value, and only
    // the line over evenly spaced values and logarithms of steps is bent.
    const values = Array.from({ length: 1000 }, (_, t) => 1e6 * (1 - 2e-5 * t));
    values.push(1e-6);
    const kept = salientRows(allRows(values), values);
    expect(farthest(values, kept, logOfStep, same)).toBeLessThanOrEqual(1.0001e-3 * spread(values));
    expect(kept.length).toBeLessThan(50);
  });

  test("are few where the curve is smooth", () => {
    const values = Array.from({ length: 5000 }, (_, t) => 3 * 0.998 ** t);
    const kept = salientRows(allRows(values), values);
    // Four decades and a half: ten pieces by size; the bend that a linear axis shows needs some more.
    expect(kept.length).toBeLessThan(120);
    expect(kept[0]).toBe(0);
    expect(kept.at(-1)).toBe(4999);
  });

  test("are all where every step turns", () => {
    const values = Array.from({ length: 50 }, (_, t) => (t % 2 === 0 ? 1 : -1) * 0.9 ** t);
    expect(salientRows(allRows(values), values)).toEqual(allRows(values));
  });

  test("hold both sides of gaps, zeros and changes of sign", () => {
    const values = [1, 1, 1, NaN, NaN, NaN, 2, 2, 2, 0, 0, 0, -1, -1, -1, Infinity, 5];
    expect(salientRows(allRows(values), values)).toEqual([0, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 16]);
  });

  test("are the given ones where there are two or fewer", () => {
    expect(salientRows([], [])).toEqual([]);
    expect(salientRows([0], [4])).toEqual([0]);
    expect(salientRows([0, 1], [4, 4])).toEqual([0, 1]);
  });
});
