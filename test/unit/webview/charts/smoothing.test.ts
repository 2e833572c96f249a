import { expect, test } from "vitest";
import { smoothed } from "../../../../webview/charts/smoothing";

const line = (...heights: number[]) => heights.map((y, x) => ({ x, y }));

test("what jitters about a straight line becomes that line", () => {
  const jitter = Array.from({ length: 201 }, (_, k) => 0.1 * k + (k % 2 === 0 ? 1 : -1));
  // A tenth of a jitter is left: 10 points wide means 11 heights, five up and six down or the other way round.
  for (const { x, y } of smoothed(line(...jitter)).slice(10, -10)) {
    expect(Math.abs(y - 0.1 * x)).toBeLessThan(1 / 11 + 1e-12);
  }
});

test("a straight line and its ends stay as they are", () => {
  const straight = line(...Array.from({ length: 101 }, (_, k) => 3 - 2 * k));
  smoothed(straight).forEach(({ x, y }) => expect(y).toBeCloseTo(3 - 2 * x, 9));
});

test("gaps stay gaps and spoil nothing beside them", () => {
  const heights = Array.from({ length: 101 }, (_, k) => (k === 50 ? NaN : 7));
  smoothed(line(...heights)).forEach(({ x, y }) => {
    if (x === 50) expect(y).toBeNaN();
    else expect(y).toBeCloseTo(7, 12);
  });
});

test("no point, or one, is no trouble", () => {
  expect(smoothed([])).toEqual([]);
  expect(smoothed(line(4))).toEqual([{ x: 0, y: 4 }]);
});
