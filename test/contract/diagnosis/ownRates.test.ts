import { expect, test } from "vitest";
import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { runToEnd } from "../../runToEnd";
import { diagnoseView } from "../../../src/simulation/diagnosis/diagnose";
import type { RemedyKey } from "../../../src/simulation/diagnosis/finding";
import { remedyLabel } from "../../../src/simulation/diagnosis/messages";
import { outcomeOf, tryRemedy } from "../../../src/simulation/diagnosis/remedyTrial";
import { createRunView } from "../../../src/simulation/diagnosis/runView";
import { withArgumentNumbers } from "../../../src/options/argumentNumbers";
import type { RunOptions } from "../../../src/options/runOptions";
import { planRun } from "../../../src/simulation/run/runPlan";
import { lectureStart, regression, runOptions } from "../runs/lectureData";

/** The diagonal of the Hessian: 2·10 and 2·Σx². */
const [byB, byW] = [regression.hessian(lectureStart)[0]!, regression.hessian(lectureStart)[3]!];

function run(rates: { readonly b: number; readonly w: number }, steps: number) {
  const options = withArgumentNumbers(runOptions("gd", 1), "lr", rates);
  return runOf(options, steps);
}

function runOf(options: RunOptions, steps: number) {
  const setting = { objective: regression, start: lectureStart, steps, names: ["b", "w"] };
  const plan = planRun(options, setting, runnableOptimizer);
  return { options, plan, trace: runToEnd(plan) };
}

function viewOf({ options, plan, trace }: ReturnType<typeof run>) {
  const { optimizer, groups } = plan;
  return createRunView({ trace, options, optimizer, groups, objective: regression });
}

test("with a rate of 1/H_ii for each argument the valley of the lecture takes 150 steps, not 100,000", () => {
  const { trace } = run({ b: 1 / byB, w: 1 / byW }, 150);
  expect(trace.end[0]).toBeCloseTo(-188.4332, 4);
  expect(trace.end[1]).toBeCloseTo(2.669455, 6);
});

test("stability is that of η_i·H_ij: twice what it is at half the rates", () => {
  // √(η_b·η_w)·H_bw is ρ = Σx/√(10·Σx²), so that the eigenvalues of η^(1/2)·H·η^(1/2) are 1 ± ρ.
  const [, mixed] = regression.hessian(lectureStart);
  const largest = 1 + mixed! / Math.sqrt(byB * byW);
  for (const share of [0.5, 1]) {
    const view = viewOf(run({ b: share / byB, w: share / byW }, 50));
    // The rows but the last, which leaves nowhere.
    for (const value of view.curvature!.stability.subarray(0, -1))
      expect(value / (share * largest)).toBeCloseTo(1, 9);
  }
});

/** What becomes of the first remedy of that kind that a run is offered, once it has been tried. */
function tried(before: ReturnType<typeof run>, labelKey: RemedyKey, steps: number) {
  const offered = diagnoseView(viewOf(before)).flatMap(({ remedies }) => remedies);
  const remedy = offered.find((one) => one.labelKey === labelKey)!;
  const trial = tryRemedy(remedy, {
    options: before.options,
    outcome: outcomeOf(before.trace),
    startLoss: before.trace.loss[0]!,
    lowestKnown: 0,
    findOptimizer: runnableOptimizer,
  });
  let next = trial.next();
  while (!next.done) next = trial.next(outcomeOf(runOf(next.value, steps).trace));
  return next.value!;
}

test("a remedy changes every rate by a factor, and says so", () => {
  const { options, remedy } = tried(run({ b: 1.2 / byB, w: 1.2 / byW }, 400), "lowerRate", 400);
  const { b, w } = options.byArgument!.lr!;
  const factor = (b! * byB) / 1.2;
  expect((w! * byW) / 1.2).toBeCloseTo(factor, 9);
  expect(factor).toBeLessThan(1);
  expect(remedyLabel(remedy)).toBe(`every η × ${Number(factor.toPrecision(4))}`);
});

test("a schedule that came to an end too early is left off for every argument", () => {
  const scheduled = {
    ...run({ b: 0.5 / byB, w: 0.5 / byW }, 1).options,
    schedule: { id: "exponential", options: { gamma: 0.8 } },
  };
  const { options, remedy } = tried(runOf(scheduled, 400), "constantRate", 400);
  expect(options.schedule.id).toBe("constant");
  const { b, w } = options.byArgument!.lr!;
  expect((w! * byW) / (b! * byB)).toBeCloseTo(1, 9);
  expect(remedyLabel(remedy)).toBe("constant η of each argument");
});
