import { describe, expect, test } from "vitest";
import {
  defaultMode,
  makeLine,
  rangeOf,
  scaleFor,
  travelOf,
} from "../../../../webview/charts/curveData";
import { makeScale } from "../../../../webview/charts/scale";

const curve = (...values: number[]) => ({
  steps: Float64Array.from(values, (_, k) => k),
  values: Float64Array.from(values),
});
const steps = makeScale("linear");

describe("a line", () => {
  test("has a gap and a count where a log axis cannot show a value", () => {
    const line = makeLine(curve(100, 0, -5, 10), steps, makeScale("log"));
    expect(line.points.map(({ y }) => y)).toEqual([2, NaN, NaN, 1]);
    expect(line).toMatchObject({ unshown: 2, ends: [100, 10], low: 1, high: 2 });
  });

  test("has a gap but no count where the value itself is not finite", () => {
    const line = makeLine(curve(1, NaN, Infinity), steps, makeScale("linear"));
    expect(line.points.map(({ y }) => y)).toEqual([1, NaN, NaN]);
    expect(line).toMatchObject({ unshown: 0, low: 1, high: 1 });
  });
});

test("a chart opens with powers of ten, on both sides of 0 where values lie there", () => {
  expect(defaultMode([curve(1, 2)], "log")).toBe("log");
  expect(defaultMode([curve(1, 0)], "log")).toBe("log");
  expect(defaultMode([curve(1, -2)], "log")).toBe("symlog");
  expect(defaultMode([curve(0, 0)], "log")).toBe("symlog");
  expect(defaultMode([curve(1, 2)], "linear")).toBe("linear");
});

test("symlog's linear part fits the sizes that occur", () => {
  expect(scaleFor("symlog", [curve(-3, 0, 0.02)]).threshold).toBe(0.01);
});

describe("the range", () => {
  test("shows all lines with six hundredths of room", () => {
    const [low, high] = rangeOf(
      [
        { low: 0, high: 1 },
        { low: -1, high: 0.5 },
      ],
      "linear",
    );
    expect([low, high]).toEqual([-1.12, 1.12]);
  });
  test("does not enlarge rounding", () => {
    const [low, high] = rangeOf([{ low: 2, high: 2 + 1e-13 }], "log");
    expect(high - low).toBeCloseTo(0.01, 12);
  });
  test("of nothing is 0 to 1", () => {
    expect(rangeOf([{ low: NaN, high: NaN }], "log")).toEqual([0, 1]);
  });
});

test("a line that goes up and down twice travels four heights", () => {
  const line = makeLine(curve(0, 1, 0, 1, 0), steps, makeScale("linear"));
  expect(travelOf(line, [0, 1])).toBe(4);
});
