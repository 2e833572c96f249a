import { describe, expect, test } from "vitest";
import { curvaturePath } from "../../../src/simulation/curvaturePath";
import { rangeTest, stableRates, startRangeTest } from "../../../src/simulation/rangeTest";
import { runToEnd } from "../../../src/simulation/run";
import { planRun } from "../../../src/simulation/runPlan";
import { bowl } from "../../contract/diagnosisFunctions";
import { lectureStart, regression, runOptions } from "../../contract/lectureData";

describe("the largest stable rate", () => {
  test("gradient descent on the lecture's valley: 1.1449e-6 everywhere", () => {
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
});

describe("the range test", () => {
  const plan = planRun(runOptions("gd", 1), {
    objective: bowl(1, 10),
    start: Float64Array.of(1, 1),
    steps: 1,
  });
  const options = { from: 1e-4, to: 10, count: 51, steps: 50 };
  const result = rangeTest(plan, options);

  test("blows up beyond 2/λmax = 0.2, is lowest just below it, falls before", () => {
    const ratio = (10 / 1e-4) ** (1 / 50);
    expect(result.blowsUp!).toBeGreaterThan(0.2);
    expect(result.blowsUp!).toBeLessThan(0.2 * ratio);
    // The slowest factor of the two, max(1 − η, |1 − 10η|), is least at η = 2/11.
    expect(result.lowest!).toBeGreaterThan(2 / 11 / ratio);
    expect(result.lowest!).toBeLessThan((2 / 11) * ratio);
    // (1 − 10η)^100·5 falls fastest per factor of η where 1000·η·(1 − 10η)^99 is greatest: η = 1/1000.
    expect(result.steepest!).toBeGreaterThan(1e-3 / ratio ** 2);
    expect(result.steepest!).toBeLessThan(1e-3 * ratio ** 2);
    expect(result.startLoss).toBe(5.5);
    expect(result.points).toHaveLength(51);
  });

  test("with a schedule, η is what the schedule starts from", () => {
    // η/2 from the first step on: everything happens at twice the rate.
    const halved = rangeTest(plan, {
      ...options,
      ...{ from: 2e-4, to: 20 },
      startRate: (rate) => ({ rateAt: () => rate / 2 }),
    });
    expect(halved.points.map(({ loss }) => loss)).toEqual(result.points.map(({ loss }) => loss));
    for (const name of ["steepest", "lowest", "blowsUp"] as const) {
      expect(halved[name]! / result[name]!).toBeCloseTo(2, 12);
    }
  });

  test("in pieces, the same", () => {
    const job = startRangeTest(plan, options);
    while (!job.advance(7)) expect(job.progress).toBeLessThan(1);
    expect(job.result()).toEqual(result);
  });

  test("says nothing where no rate helps, and refuses an empty range", () => {
    const none = rangeTest(plan, { from: 1, to: 10, count: 5, steps: 50 });
    expect([none.lowest, none.steepest, none.blowsUp]).toEqual([undefined, undefined, undefined]);
    expect(() => rangeTest(plan, { ...options, from: 0 })).toThrow("from 0 to 10");
  });
});
