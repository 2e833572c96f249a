import { expect, it } from "vitest";
import { finish } from "../../../../src/languages/slices";
import { runToEnd } from "../../../runToEnd";
import { runnableOptimizer } from "../../../../src/simulation/compiled/runnableOptimizer";
import { planRun, type RunPlan } from "../../../../src/simulation/run/runPlan";
import { seedSpread } from "../../../../src/simulation/sweep/seedSpread";
import { graphObjective, rosenbrockGraph } from "../../../contract/runs/fusedFunctions";
import { runOptions } from "../../../contract/runs/lectureData";

const objective = graphObjective(2, [rosenbrockGraph()]);

function noisy(seed: number, lr = 0.001, steps = 50): RunPlan {
  const setting = { objective, start: Float64Array.of(-1.2, 1), steps, tolerance: 0 };
  const sampling = { seed, noise: 5 };
  return planRun(runOptions("gd", lr), { ...setting, sampling }, runnableOptimizer);
}

/**
 * A quantile by its definition, without sorting: the share of repeats that lie below a value rises by 1/(n − 1) from one
 * to the next, and between two of them the quantile lies on the line.
 */
function byDefinition(values: readonly number[], level: number): number {
  const rankOf = (value: number) => values.filter((other) => other < value).length;
  const at = level * (values.length - 1);
  const below = values.find((value) => rankOf(value) === Math.floor(at))!;
  const above = values.find((value) => rankOf(value) === Math.ceil(at))!;
  return below * (Math.ceil(at) - at || 1) + above * (at - Math.floor(at));
}

it("has the quantiles of the losses of single runs at every row of a short run", () => {
  const plans = Array.from({ length: 8 }, (_, seed) => noisy(seed));
  const { loss, end, repeats } = finish(seedSpread(plans));
  const single = plans.map((plan) => runToEnd(plan).loss);
  expect(repeats).toBe(8);
  expect([...loss.steps]).toEqual(Array.from({ length: 51 }, (_, row) => row));
  loss.steps.forEach((row) => {
    const values = single.map((losses) => losses[row]!);
    // All begin at one point: no order there.
    if (row === 0) expect(loss.quantiles.map((q) => q[0])).toEqual(Array(5).fill(values[0]));
    else {
      [0.05, 0.25, 0.5, 0.75, 0.95].forEach((level, q) => {
        // The two formulas round differently.
        expect(loss.quantiles[q]![row]! / byDefinition(values, level)).toBeCloseTo(1, 12);
      });
    }
  });
  const last = single.map((losses) => losses.at(-1)!);
  expect(end.median / byDefinition(last, 0.5)).toBeCloseTo(1, 12);
  expect(end.upper / byDefinition(last, 0.75)).toBeCloseTo(1, 12);
});

it("counts what diverged as infinite from there on", () => {
  const { loss, end } = finish(seedSpread([noisy(1), noisy(2), noisy(3, 10)]));
  expect(runToEnd(noisy(3, 10)).stop.reason).toBe("diverged");
  expect(end).toMatchObject({ upper: Infinity, share: 2 / 3 });
  expect(Number.isFinite(end.median)).toBe(true);
  expect(loss.quantiles.flatMap((column) => [...column]).some(Number.isNaN)).toBe(false);
});

it("looks at some hundred rows of a long run, the first few among them", () => {
  const { loss } = finish(seedSpread([noisy(1, 0.001, 20_000)]));
  expect(loss.steps.length).toBeLessThan(620);
  expect([...loss.steps.slice(0, 6)]).toEqual([0, 1, 2, 3, 4, 5]);
  expect(loss.steps.at(-1)).toBe(20_000);
});
