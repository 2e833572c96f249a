import { expect, test } from "vitest";
import golden from "../../fixtures/torch/groups.json";
import { parseRun } from "../../../src/options/parseRun";
import { runToEnd } from "../../runToEnd";
import { planRun } from "../../../src/simulation/run/runPlan";
import { thetaAt } from "./runOptimizer";
import { logistic, objectiveOf, rosenbrock } from "./testFunctions";

const functions = {
  rosenbrock: { loss: rosenbrock, names: ["x", "y"] },
  logistic: { loss: logistic, names: ["w[0]", "w[1]", "b"] },
};

/** The rows end where a change of the start by 1e-15 moves PyTorch's own run by 1e-11. */
const tolerance = 1e-10;

const cases = golden.cases.map((item) => ({ ...item, settings: JSON.stringify(item.run) }));

test.each(cases)("$settings on $function moves as PyTorch's param_groups", (item) => {
  const { loss, names } = functions[item.function as keyof typeof functions];
  const { run, problems } = parseRun(item.run);
  expect(problems).toEqual([]);
  const start = Float64Array.from(loss.start);
  const trace = runToEnd(planRun(run!, { objective: objectiveOf(loss), names, start, steps: 100 }));
  item.rows.forEach((expected, k) => {
    const t = (k + 1) * golden.every;
    const actual = thetaAt(trace, Math.min(t, trace.rows - 1));
    const size = Math.max(1, ...expected.map(Math.abs));
    expected.forEach((value, i) => {
      const scale = Math.max(Math.abs(value), 1e-3 * size);
      expect(Math.abs(actual[i]! - value) / scale, `θ_${i} at t = ${t}`).toBeLessThan(tolerance);
    });
  });
});

test("the fixture covers what it claims", () => {
  expect(golden.torch).toMatch(/^1\.13/);
  expect(new Set(golden.cases.map(({ run }) => run.optimizer)).size).toBe(13);
  expect(golden.cases.every(({ rows }) => rows.length >= 5)).toBe(true);
});
