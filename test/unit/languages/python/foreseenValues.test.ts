import { expect, test } from "vitest";
import { ForeseenValues } from "../../../../src/languages/python/foreseenValues";

const at = (...theta: number[]): Float64Array => Float64Array.from(theta);

test("a value is known once, and what was expected before it no longer", () => {
  const values = new ForeseenValues();
  values.keep([at(1, 0), at(2, 0), at(1, 0), at(3, 0)], [10, 20, 11]);
  expect(values.take(at(2, 0))).toBe(20);
  expect(values.take(at(2, 0))).toBeUndefined();
  expect(values.take(at(1, -0))).toBeUndefined();
  expect(values.take(at(1, 0))).toBe(11);
  // Its point was told, and no value came for it.
  expect(values.take(at(3, 0))).toBeUndefined();
});

test("nothing is known once they are cleared", () => {
  const values = new ForeseenValues();
  values.keep([at(1)], [10]);
  values.clear();
  expect(values.take(at(1))).toBeUndefined();
});
