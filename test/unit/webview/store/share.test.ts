import { expect, test } from "vitest";
import { sharing } from "../../../../webview/store/share";

test("equal data come back as the very same object", () => {
  const previous = { runs: [{ id: "a", lr: NaN }], start: [1, 2], window: undefined };
  expect(sharing(previous, structuredClone(previous))).toBe(previous);
});

test("what changed is new, and so is all that holds it; the rest stays the same", () => {
  const previous = { settings: { start: [1, 2], runs: [{ id: "a" }, { id: "b" }] }, elapsed: 3 };
  const next = { settings: { start: [1, 3], runs: [{ id: "a" }, { id: "b" }] }, elapsed: 3 };
  const shared = sharing(previous, next);
  expect(shared).toEqual(next);
  expect(shared).not.toBe(previous);
  expect(shared.settings.start).not.toBe(previous.settings.start);
  expect(shared.settings.runs).toBe(previous.settings.runs);
});

test("a field that is gone, added, or moved to another place is a change", () => {
  const previous: Record<string, unknown> = { a: 1, b: undefined };
  expect(Object.keys(sharing(previous, { a: 1 }))).toEqual(["a"]);
  expect(Object.keys(sharing({ a: 1 }, previous))).toEqual(["a", "b"]);
  expect(
    Object.keys(sharing<Record<string, unknown>>({ a: 1, b: undefined }, { a: 1, c: 1 })),
  ).toEqual(["a", "c"]);
  expect(sharing([1, 2], [1])).toEqual([1]);
  expect(sharing([1], [1, 2])).toEqual([1, 2]);
});

test("data of another kind replace what was there", () => {
  const values = Float64Array.of(1);
  expect(sharing<unknown>([1], { 0: 1 })).toEqual({ 0: 1 });
  expect(sharing<unknown>(Float64Array.of(1), values)).toBe(values);
  expect(sharing<unknown>(undefined, values)).toBe(values);
  expect(sharing<unknown>({ a: 1 }, null)).toBeNull();
});
