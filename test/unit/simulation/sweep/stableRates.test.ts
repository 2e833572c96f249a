import { expect, test } from "vitest";
import { curvaturePath } from "../../../../src/simulation/curvature/curvaturePath";
import { runToEnd } from "../../../../src/simulation/compiled/run";
import { planRun } from "../../../../src/simulation/run/runPlan";
import { stableRates } from "../../../../src/simulation/sweep/stableRates";
import { lectureStart, regression, runOptions } from "../../../contract/runs/lectureData";

test("gradient descent on the lecture's valley is stable up to 1.1449e-6 everywhere", () => {
  const setting = { objective: regression, start: lectureStart, steps: 200 };
  const trace = runToEnd(planRun(runOptions("gd", 1e-7), setting));
  const rates = stableRates(curvaturePath(regression, trace), 1e-7, 2)!;
  expect(rates.atStart).toBeCloseTo(1.1449e-6, 10);
  expect(rates.alongPath / rates.atStart).toBeCloseTo(1, 12);
});

test("with a shrinking σ the path is stricter than the start", () => {
  const options = runOptions("adagrad", 1, { convention: "lecture" });
  const setting = { objective: regression, start: lectureStart, steps: 700 };
  const trace = runToEnd(planRun(options, setting));
  const rates = stableRates(curvaturePath(regression, trace), 1, 2)!;
  // 2 is reached at step 512 with η = 1, so the rate that is stable to step 700 is below 1.
  expect(rates.atStart).toBeGreaterThan(1);
  expect(rates.alongPath).toBeLessThan(1);
  expect(rates.row).toBeGreaterThan(512);
});
