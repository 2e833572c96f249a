import { expect, test } from "vitest";
import golden from "../../fixtures/torch/trajectories.json";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { runOptimizer, thetaAt } from "./runOptimizer";
import { beale, logistic, quadratic, rosenbrock, type TestFunction } from "./testFunctions";

const functions: Record<string, TestFunction> = { rosenbrock, beale, quadratic, logistic };

/** The rows end where a change of the start by 1e-15 moves PyTorch's own run by 1e-11. */
const tolerance = 1e-10;

interface Golden {
  readonly optimizer: string;
  readonly function: string;
  readonly lr: number;
  readonly hyperparameters: Readonly<Record<string, number | boolean | string>>;
  readonly schedule?: ScheduleOptions;
  readonly rows: readonly (readonly number[])[];
}

const cases = (golden.cases as readonly Golden[]).map((item) => ({
  ...item,
  settings: JSON.stringify({ ...item.hyperparameters, ...item.schedule?.options }),
}));

test.each(cases)(
  "$optimizer on $function with $settings moves as in PyTorch",
  ({ optimizer, function: name, lr, hyperparameters, schedule, rows }) => {
    const trace = runOptimizer(optimizer, functions[name]!, {
      lr,
      hyperparameters,
      ...(schedule && { schedule }),
      steps: 100,
    });
    rows.forEach((expected, k) => {
      const t = (k + 1) * golden.every;
      // A run that can move no further ends early; PyTorch then stays where it is.
      const actual = thetaAt(trace, Math.min(t, trace.rows - 1));
      const size = Math.max(...[...expected, ...functions[name]!.start].map(Math.abs));
      expected.forEach((value, i) => {
        const scale = Math.max(Math.abs(value), 1e-3 * size);
        expect(Math.abs(actual[i]! - value) / scale, `θ_${i} at t = ${t}`).toBeLessThan(tolerance);
      });
    });
  },
);

test("the fixture covers what it claims", () => {
  expect(golden.torch).toMatch(/^1\.13/);
  expect(golden.missing, "optimizers of torch.optim without a case").toEqual([]);
  expect(new Set(golden.cases.map((item) => item.optimizer)).size).toBe(15);
  const whole = golden.cases.filter((item) => item.rows.length === 10);
  expect(whole.length / golden.cases.length).toBeGreaterThan(0.9);
  expect(golden.cases.every((item) => item.rows.length >= 1)).toBe(true);
});
