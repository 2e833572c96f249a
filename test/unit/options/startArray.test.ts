import { describe, expect, test } from "vitest";
import { collectProblems } from "../../../src/options/problems";
import { parseStart } from "../../../src/options/parseStart";

function startOf(raw: unknown): unknown {
  const problems = collectProblems(["start"]);
  const start = parseStart(raw, problems);
  expect(problems.list).toEqual([]);
  return start;
}

function faultsOf(raw: unknown): string[] {
  const problems = collectProblems(["start"]);
  expect(parseStart(raw, problems)).toBeUndefined();
  return problems.list.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("an array of a start is told by its shape", () => {
  test("zeros and ones, alone, in a list of arguments and by their names", () => {
    expect(startOf({ zeros: [2, 3] })).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(startOf([{ ones: [2] }, 5])).toEqual([[1, 1], 5]);
    expect(startOf({ w: { zeros: [1, 2] }, layers: [{ b: { ones: [1] } }] })).toEqual({
      w: [[0, 0]],
      layers: [{ b: [1] }],
    });
  });

  test("normal numbers are scaled, the same every time and in no two arrays", () => {
    const raw = { a: { normal: [300, 2], scale: 0.5 }, b: { normal: [300, 2], scale: 0.5 } };
    const { a, b } = startOf(raw) as Record<"a" | "b", number[][]>;
    expect(startOf(raw)).toEqual({ a, b });
    expect(a.flat().some((value) => b.flat().includes(value))).toBe(false);
    const all = [...a, ...b].flat();
    const variance = all.reduce((sum, value) => sum + value * value, 0) / all.length;
    // The variance of 1,200 draws has a standard deviation of 0.25·√(2/1200) = 0.01; this is five of them.
    expect(Math.abs(variance - 0.25)).toBeLessThan(0.05);
  });

  test("an array with a seed of its own does not move the others", () => {
    const [, alone] = startOf([{ normal: [3], seed: 7 }, { normal: [4] }]) as number[][];
    expect(startOf([{ normal: [4] }])).toEqual([alone]);
    const [seven, eight] = startOf([
      { normal: [3], seed: 7 },
      { normal: [3], seed: 8 },
    ]) as number[][];
    expect(seven).not.toEqual(eight);
  });

  test("arguments of these names are arguments", () => {
    expect(startOf({ zeros: 3, normal: 1 })).toEqual({ zeros: 3, normal: 1 });
    expect(startOf({ ones: [1, 2], b: 0 })).toEqual({ ones: [1, 2], b: 0 });
    expect(startOf({ zeros: [1, 2], scale: 2 })).toEqual({ zeros: [1, 2], scale: 2 });
  });

  test.each([
    [{ zeros: [] }, "start.zeros: zeros takes a shape, as [20, 8]: whole numbers from 1, not []"],
    [
      { w: { ones: [3, 0] } },
      "start.w.ones.1: ones takes a shape, as [20, 8]: whole numbers from 1, not 0",
    ],
    [{ zeros: [2.5] }, "start.zeros.0: zeros takes a shape"],
    [
      { zeros: ["n"] },
      'start.zeros.0: zeros takes a shape, as [20, 8]: whole numbers from 1, not "n"',
    ],
    [
      { zeros: [1000, 1000] },
      "start.zeros: start has more than 100000 numbers: 1000 × 1000 are 1000000",
    ],
    [[{ zeros: [99_999] }, 1, 2], "start: start has more than 100000 numbers"],
    [{ normal: [2], scale: -1 }, "start.scale: "],
    [{ normal: [2], seed: 0.5 }, "start.seed: "],
  ])("%j is refused at its place", (raw, fault) => {
    const [first, ...others] = faultsOf(raw);
    expect(first).toContain(fault);
    expect(others).toEqual([]);
  });
});
