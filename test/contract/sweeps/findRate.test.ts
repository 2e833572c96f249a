import { expect, test } from "vitest";
import { sessionOf } from "../runner/ofSession";
import { finish } from "../../../src/languages/slices";
import { testRates } from "../../../src/runner/worker/rangeTest";
import { startSchedule } from "../../../src/schedules/startSchedule";
import type { RunOptions } from "../../../src/options/runOptions";
import { createRun } from "../../../src/simulation/compiled/run";
import type { Run } from "../../../src/simulation/run/run";
import { planRun, type RunPlan } from "../../../src/simulation/run/runPlan";
import { openExamples, type OpenExample } from "../runner/openExamples";

// The rate that is offered for every run of the shipped examples, against 200 rates tried one by one over the full
// number of steps.

/** Rates tried one by one, over all that the search shows. */
const count = 200;

/** The offer may end so many times as high as the best of them. */
const most = 1.2;

/** Runs whose descents differ by less than this share have converged alike. */
const converged = 1e-9;

/** A run that climbs above its start by so many times the most that is gained has blown up, and is no rate to take. */
const climb = 10;

function toEnd(plan: RunPlan): Run {
  const run = createRun(plan);
  while (!run.stop) run.step(10_000);
  return run;
}

function planOf(example: OpenExample, options: RunOptions, rate = options.lr): RunPlan {
  const plan = planRun(options, example.setting, example.findOptimizer);
  const startRate = () => startSchedule(options.schedule, rate, example.setting.steps);
  return {
    ...plan,
    startRate,
    rateKey: JSON.stringify([options.schedule, rate, example.setting.steps]),
  };
}

/** What a run at a rate ends at, and the highest it gets. */
function endOf(example: OpenExample, options: RunOptions, rate: number): readonly [number, number] {
  const run = toEnd(planOf(example, options, rate));
  const { loss } = run.trace();
  let highest = -Infinity;
  for (const value of loss) if (!(value <= highest)) highest = value;
  const end = loss.at(-1)!;
  run.release();
  return [Number.isNaN(end) ? Infinity : end, highest];
}

const rows = (await openExamples()).flatMap((example) =>
  example.runs.map((options) => [`${example.name}, ${options.label}`, example, options] as const),
);

test.each(rows)("%s", { timeout: 300_000 }, (name, example, options) => {
  const { sampling, start, steps } = example.setting;
  const { seed, noise = 0, batchSize } = sampling!;
  const run = toEnd(planOf(example, options));
  const request = {
    ...{ session: "test", runId: "run-0", options, start: [...start], steps, seed, noise },
    ...(batchSize === undefined ? {} : { batchSize }),
  };
  const finished = [{ id: "run-0", options, start, run }];
  const session = sessionOf(example.setting, example.findOptimizer, finished);
  const found = finish(testRates(request, session));
  const { rates, startLoss } = found;
  const offer = found.offer!;
  expect(Number(offer.learningRate.toPrecision(4))).toBe(offer.learningRate);
  const [end, highest] = endOf(example, options, offer.learningRate);
  if (offer.steps === steps) expect(offer.loss).toBe(end);

  const [from, to] = [rates[0]!, rates[rates.length - 1]!];
  const tried = Array.from({ length: count }, (_, k) =>
    endOf(example, options, from * (to / from) ** (k / (count - 1))),
  );
  const lowest = Math.min(...tried.map(([loss]) => loss));
  const calm = tried.filter(([, top]) => top <= startLoss + climb * (startLoss - lowest));
  const best = Math.min(...calm.map(([loss]) => loss));
  const ratio = end - best <= converged * (startLoss - best) ? Math.min(1, end / best) : end / best;
  console.log(
    `${name}: η = ${offer.learningRate} → ${end}, best of ${count}: ${best}, ratio ${ratio.toFixed(3)}` +
      (lowest < best ? ` (${lowest} by a run that climbed to ${climb} times the descent)` : ""),
  );
  expect(end).toBeLessThan(startLoss);
  expect(highest).toBeLessThanOrEqual(startLoss + climb * (startLoss - Math.min(lowest, end)));
  // Where losses are below 0, as little worse as 1.2 times is above it.
  const bound = best > 0 ? most * best : best + (most - 1) * Math.abs(best);
  expect(end).toBeLessThanOrEqual(bound + converged * (startLoss - best));
});
