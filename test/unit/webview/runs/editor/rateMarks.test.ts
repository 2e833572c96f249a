import { expect, test } from "vitest";
import type { RangeTestResult } from "../../../../../src/protocol/rangeTest";
import { marksOf } from "../../../../../webview/runs/editor/rateMarks";

const marks = (more: Partial<RangeTestResult>) =>
  marksOf({
    rates: Float64Array.of(0.01, 0.1),
    losses: Float64Array.of(2, 1),
    ...{ steps: 100, startLoss: 1000, blowsUp: 1 },
    ...more,
  }).map(({ name, rate }) => `${name} η = ${rate}`);

test("what start and path allow alike, to the digits shown, is told once", () => {
  expect(marks({ stableAtStart: 0.500001, stableAlongPath: 0.500002 })).toEqual([
    "blows up from η = 1",
    "curvature from the start on: up to η = 0.5",
  ]);
});

test("where runs end without a loss, it says how", () => {
  expect(marks({ lost: "undefined" })).toEqual(["throws or gives no number from η = 1"]);
  expect(marks({ lost: "grew" })).toEqual(["blows up from η = 1"]);
});

test("what they allow differently is told of each", () => {
  expect(marks({ stableAtStart: 0.5, stableAlongPath: 0.4 })).toEqual([
    "blows up from η = 1",
    "curvature along the path: up to η = 0.4",
    "curvature at the start: up to η = 0.5",
  ]);
});

test("what curvature allows beyond rates that blow up is not told", () => {
  expect(marks({ stableAtStart: 2, stableAlongPath: 2 })).toEqual(["blows up from η = 1"]);
});
