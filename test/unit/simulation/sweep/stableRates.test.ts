import { expect, test } from "vitest";
import { curvaturePath } from "../../../../src/simulation/curvature/curvaturePath";
import { runToEnd } from "../../../runToEnd";
import { planRun } from "../../../../src/simulation/run/runPlan";
import { stableRates } from "../../../../src/simulation/sweep/stableRates";
import { lectureStart, regression, runOptions } from "../../../contract/runs/lectureData";

test("gradient descent on the lecture's valley is stable up to 1.1449e-6 everywhere", () => {
  const setting = { objective: regression, start: lectureStart, steps: 200 };
  const trace = runToEnd(planRun(runOptions("gd", 1e-7), setting));
  const rates = stableRates(curvaturePath(regression, trace), trace, 1e-7, 2)!;
  expect(rates.atStart).toBeCloseTo(1.1449e-6, 10);
  expect(rates.alongPath / rates.atStart).toBeCloseTo(1, 12);
});

test("with a shrinking σ the path is stricter than the start", () => {
  const options = runOptions("adagrad", 1, { convention: "lecture" });
  const setting = { objective: regression, start: lectureStart, steps: 700 };
  const trace = runToEnd(planRun(options, setting));
  const rates = stableRates(curvaturePath(regression, trace), trace, 1, 2)!;
  // 2 is reached at step 512 with η = 1, so the rate that is stable to step 700 is below 1.
  expect(rates.atStart).toBeGreaterThan(1);
  expect(rates.alongPath).toBeLessThan(1);
  expect(rates.row).toBeGreaterThan(512);
});

test("the walls up which a run was thrown say nothing", () => {
  // At η = 1 the stability number is 0.5 at the start and 8 at the row after it: by a limit of 2, η = 4 and η = 0.25.
  const path = { rows: Float64Array.of(0, 1), stability: Float64Array.of(0.5, 8) };
  const rates = (loss: number) =>
    stableRates(path, { loss: Float64Array.of(1, loss) }, 1, 2)!.alongPath;
  expect(rates(0.9)).toBe(0.25);
  expect(rates(1.1)).toBe(4);
  expect(rates(Infinity)).toBe(4);
});
