import { expect, test } from "vitest";
import type { RangeTestResult } from "../../../../../src/protocol/rangeTest";
import { offerCautions } from "../../../../../webview/runs/editor/offerCautions";

function found(points: readonly (readonly [number, number])[], more: Partial<RangeTestResult>) {
  return {
    rates: Float64Array.from(points, ([rate]) => rate),
    losses: Float64Array.from(points, ([, loss]) => loss),
    ...{ steps: 100, startLoss: 1000, offer: { learningRate: 0.1, loss: 1, steps: 100 } },
    ...more,
  };
}

test("a rate that is hardly larger and ends far higher is named", () => {
  const points = [
    [0.09, 2],
    [0.1, 1],
    [0.102, 1.5],
    [0.1024, 600],
  ] as const;
  expect(offerCautions(found(points, {}))).toEqual([
    "It stands on a brink: 2.4 % more, η = 0.1024, ends at L 600.",
  ]);
});

test("a rate that is hardly larger and ends without a loss is told how, and not that L is ∞", () => {
  const points = [
    [0.1, 1],
    [0.1024, Infinity],
  ] as const;
  expect(offerCautions(found(points, { lost: "undefined" }))).toEqual([
    "It stands on a brink: at 2.4 % more, η = 0.1024, the function throws or gives no number.",
  ]);
  expect(offerCautions(found(points, { lost: "grew" }))).toEqual([
    "It stands on a brink: 2.4 % more, η = 0.1024, blows up.",
  ]);
});

test("none further away, hardly higher, or higher by what does not show", () => {
  expect(
    offerCautions(
      found(
        [
          [0.1, 1],
          [0.11, 600],
        ],
        {},
      ),
    ),
  ).toEqual([]);
  expect(
    offerCautions(
      found(
        [
          [0.1, 1],
          [0.102, 9],
        ],
        {},
      ),
    ),
  ).toEqual([]);
  const tiny = { offer: { learningRate: 0.1, loss: 1e-12, steps: 100 } };
  expect(
    offerCautions(
      found(
        [
          [0.1, 1e-12],
          [0.102, 1e-6],
        ],
        tiny,
      ),
    ),
  ).toEqual([]);
});

test("an offer above what the curvature along the path allows says so, where that is marked at all", () => {
  const past = /^It is above what the curvature/;
  expect(offerCautions(found([], { stableAlongPath: 0.05 }))).toEqual([
    expect.stringMatching(past),
  ]);
  expect(offerCautions(found([], { stableAlongPath: 0.2 }))).toEqual([]);
  expect(offerCautions(found([], { stableAlongPath: 0.05, blowsUp: 0.04 }))).toEqual([]);
  expect(offerCautions(found([], { stableAlongPath: 0.05, offer: undefined }))).toEqual([]);
});
