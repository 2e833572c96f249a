import { expect, test } from "vitest";
import { nameNonFinite, restoreNonFinite } from "../../../src/protocol/nonFinite";

const overJson = (value: unknown) =>
  restoreNonFinite(JSON.parse(JSON.stringify(nameNonFinite(value))) as unknown);

test("NaN and infinities survive JSON, however deep they stand", () => {
  const row = { loss: Infinity, sigma: [NaN, 1, -Infinity], stop: { step: 3, note: "NaN" } };
  expect(overJson([row, null, true, "Infinity", 0.1])).toEqual([row, null, true, "Infinity", 0.1]);
});

test("an object that holds more than a name is none", () => {
  const data = { nonFinite: "NaN", step: 3 };
  expect(overJson(data)).toEqual(data);
});

test("what needs no change is handed on as it is, typed arrays among it", () => {
  const message = { values: Float64Array.of(NaN, 1), rows: [{ loss: 2 }] };
  expect(nameNonFinite(message)).toBe(message);
  expect(restoreNonFinite(message)).toBe(message);
});
