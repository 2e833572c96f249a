import { describe, expect, test } from "vitest";
import { readLoss } from "../../readLoss";

describe("defaults and rests inside patterns", () => {
  const cases: readonly [string, string, string[], (number | undefined)[]][] = [
    ["a default of an object", "({ c, d = 3 }) => c * d", ["c", "d"], [undefined, 3]],
    ["a default of a list", "([a = 4, b = -2]) => a * b", ["a", "b"], [4, -2]],
    ["a renamed member", "({ weight: w = 1.5, b }) => w * b", ["weight", "b"], [1.5]],
    [
      "nested ones",
      "({ layer: { w = [1, 2], b = 0.5 }, scale = 2 }) => scale * (w[0] + b)",
      ["layer.w[0]", "layer.w[1]", "layer.b", "scale"],
      [1, 2, 0.5, 2],
    ],
    [
      "a pattern with a default in a pattern",
      "({ layer: { w, b } = { w: 3, b: 4 }, list: [p = 7, q] = [5, 6] }) => w * b * p * q",
      ["layer.w", "layer.b", "list[0]", "list[1]"],
      [3, 4, 7, 6],
    ],
    [
      "constants and constant expressions",
      "({ a = RATE, w = FIRST, b = 2 * (RATE - 1), c = -Math.PI / 2 }) => a * b * c * w[0]; const RATE = 0.5, FIRST = [1, RATE]",
      ["a", "w[0]", "w[1]", "b", "c"],
      [0.5, 1, 0.5, -1, -Math.PI / 2],
    ],
    [
      "a rest by its indices",
      "([a, ...rest]) => a * rest[0] + rest[2]",
      ["a", "rest[0]", "rest[1]", "rest[2]"],
      [],
    ],
    [
      "a rest that is walked along",
      "([a, b = 1, ...rest]) => rest.reduce((s, x) => s + x, a * b)",
      ["a", "b", "rest[0]", "rest[1]"],
      [undefined, 1],
    ],
    [
      "a rest that is taken apart",
      "([a, ...[b, c = 5]]) => a * b * c",
      ["a", "b", "c"],
      [undefined, undefined, 5],
    ],
    [
      "a rest inside an object",
      "({ w: [first, ...tail], bias = 0.1 }) => first * tail[1] + bias",
      ["w[0]", "w[1]", "w[2]", "bias"],
      [undefined, undefined, undefined, 0.1],
    ],
    ["the rest of an object", "({ a, ...others }) => a * others.b", ["a", "b"], []],
    [
      "a rest of the arguments",
      "(a, ...more) => a * more[0] + more[1]",
      ["a", "more[0]", "more[1]"],
      [],
    ],
  ];

  test.each(cases)("%s", (_, code, expected, starts) => {
    const found = readLoss(`const loss = ${code};`);
    expect(found.names).toEqual(expected);
    found.start.forEach((start, k) => {
      if (starts[k] === undefined) expect(Number.isFinite(start)).toBe(true);
      else expect(start).toBe(starts[k]);
    });
  });

  test("the start says how long a rest is, and its numbers keep their names", () => {
    const found = readLoss("const loss = ([a, ...rest]) => a + rest.length;", {
      start: [1, 2, 3, 4],
    });
    expect(found.names).toEqual(["a", "rest[0]", "rest[1]", "rest[2]"]);
    expect(found.start).toEqual([1, 2, 3, 4]);
    expect(found.openLists).toEqual([]);
  });

  test("a rest of unknown length is one that lengths are tried for", () => {
    const text = "const loss = ([a, ...rest]) => a + Math.max(...rest);";
    expect(readLoss(text).openLists).toEqual(["rest"]);
    expect(readLoss(text).notes).toEqual([
      "rest is taken to hold 2 numbers; start decides how many",
    ]);
    expect(readLoss(text, { openLength: 4 }).names).toHaveLength(5);
  });
});
