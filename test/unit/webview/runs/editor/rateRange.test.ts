import { expect, test } from "vitest";
import { rateSlider, stableRate } from "../../../../../webview/runs/editor/rateRange";

const allowed = { min: 1e-12, max: 1e3 };

test.each([
  ["about what is stable", 0.5, 0.1, [1e-3, 1e3]],
  ["about a small one", 1.3e-3, 1e-3, [1e-6, 1]],
  ["holding a value below", 1e-3, 2e-8, [1e-8, 1]],
  ["holding a value above", 1e-6, 40, [1e-9, 100]],
  ["within what is allowed", 1e2, 1e2, [0.1, 1e3]],
  ["a value of 0 stands at its end", 1, 0, [1e-3, 1e3]],
] as const)("%s", (_name, center, present, expected) => {
  expect(rateSlider(allowed, center, present)).toEqual(expected);
});

test("the stable rate is where the first stability number would be at the limit", () => {
  const empty = Float64Array.of();
  const curvature = {
    ...{ runId: "run-0", steps: empty, largest: empty, smallest: empty, condition: empty },
    ...{ rateTimesLargest: empty, stability: Float64Array.of(0.4, 3), limit: 2 },
  };
  // η·λ/σ = 0.4 at η = 0.1: 2 at η = 0.5.
  expect(stableRate(curvature, 0.1)).toBeCloseTo(0.5, 14);
  expect(stableRate(undefined, 0.1)).toBeUndefined();
});
