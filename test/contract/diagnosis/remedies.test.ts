import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { expect, test } from "vitest";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { parseRun } from "../../../src/options/parseRun";
import type { RunOptions } from "../../../src/options/runOptions";
import { writeRun } from "../../../src/options/writeOptions";
import type { PanelRemedy } from "../../../src/protocol/diagnosis";
import { diagnose } from "../../../src/runner/worker/diagnosis";
import { tryRemedies } from "../../../src/runner/worker/remedies";
import { sessionOf } from "../runner/ofSession";
import { finish } from "../../../src/languages/slices";
import type { Objective } from "../../../src/objective/objective";
import { createRun } from "../../../src/simulation/compiled/run";
import { runToEnd } from "../../runToEnd";
import { planRun, type RunSetting } from "../../../src/simulation/run/runPlan";
import type { Trace } from "../../../src/simulation/run/record";
import { blindHealthyRuns, blindRuns } from "./diagnosisBlindTable";
import { bowl, himmelblau, logisticRegression, styblinskiTang } from "./diagnosisFunctions";
import { secondHealthyRuns, secondRuns } from "./diagnosisSecondTable";
import { healthyRuns, heldOutRuns, labelledRuns } from "./diagnosisTable";
import { graphObjective, rosenbrockGraph } from "../runs/fusedFunctions";
import { lectureStart, regression, runOptions } from "../runs/lectureData";

// Every remedy that is offered, run once more: it is within the controls' range, ends where it says, lower than the run it
// is offered for, and its words name its numbers.

interface Run {
  readonly setting: RunSetting;
  readonly options: RunOptions;
}

const catalogue = createCatalogue();

/** Everything offered for a run. */
function offered({ setting, options }: Run): readonly PanelRemedy[] {
  const run = createRun(planRun(options, setting, runnableOptimizer));
  while (!run.stop) run.step(10_000);
  const finished = [{ id: "run-0", options, start: setting.start, run }];
  const session = sessionOf(setting, runnableOptimizer, finished);
  const request = { session: "test", job: 1, language: "en" };
  finish(diagnose(request, session));
  const answers = finish(tryRemedies(request, session));
  return answers.flatMap(({ remedies }) => remedies);
}

function endOf({ loss, stop }: Trace): number {
  return stop.reason === "diverged" || stop.reason === "nonFinite" ? Infinity : loss.at(-1)!;
}

/** The numbers that a label names, beside those that options of its kind must have. */
function namedNumbers(label: string, { lr, schedule, hyperparameters }: RunOptions): unknown {
  const [, rate] = /η = (\S+)$/.exec(label) ?? [];
  if (rate !== undefined) return [Number(rate), lr];
  const [, decay] = /^decay η\/\(1 \+ (\S+)·t\)$/.exec(label) ?? [];
  if (decay !== undefined) return [Number(decay), schedule.options.decay];
  const [, steps] = /^warm up for (\d+) steps$/.exec(label) ?? [];
  if (steps !== undefined) return [Number(steps), schedule.options.steps];
  const [, beta] = /^momentum (\S+)$/.exec(label)!;
  return [Number(beta), hyperparameters.momentum ?? hyperparameters.beta1];
}

/** Checks all that is offered for some runs, and prints the count. */
function checkAll(name: string, runs: readonly Run[]): number {
  let count = 0;
  let helped = 0;
  for (const { setting, options } of runs) {
    const before = runToEnd(planRun(options, setting));
    const remedies = offered({ setting, options });
    if (remedies.length > 0) helped++;
    for (const remedy of remedies) {
      count++;
      const of = `${name}: ${options.optimizer} ${options.lr}, ${remedy.label}`;
      const read = parseRun(writeRun(remedy.options), catalogue);
      expect(read, of).toEqual({ run: remedy.options, problems: [] });
      const [named, value] = namedNumbers(remedy.label, remedy.options) as [number, unknown];
      expect(named, of).toBe(value);
      expect(remedy.options.label, of).toContain(remedy.label);
      const after = runToEnd(planRun(remedy.options, setting));
      expect(endOf(after), of).toBe(remedy.loss);
      expect(after.rows - 1, of).toBe(remedy.steps);
      expect(remedy.loss, of).toBeLessThan(Math.min(endOf(before), before.loss[0]!));
    }
  }
  console.log(`${name}: ${runs.length} runs, ${helped} of them offered ${count} remedies`);
  return count;
}

const tables = [
  ...[...labelledRuns, ...heldOutRuns, ...healthyRuns],
  ...[...blindRuns, ...blindHealthyRuns, ...secondRuns, ...secondHealthyRuns],
];

test("every remedy for the labelled runs", { timeout: 600_000 }, () => {
  const runs = tables.map(({ objective, start, steps, sampling, options }) => ({
    setting: {
      ...{ objective, start: Float64Array.from(start), steps },
      ...(sampling && { sampling }),
    },
    options,
  }));
  expect(checkAll("labelled", runs)).toBeGreaterThan(100);
});

const functions: readonly (readonly [string, Objective, readonly number[]])[] = [
  ["Rosenbrock", graphObjective(2, [rosenbrockGraph()]), [-1.2, 1]],
  ["Himmelblau", himmelblau, [0, 0]],
  ["bowl, condition 100", bowl(1, 100), [3, 1]],
  ["Styblinski–Tang", styblinskiTang, [0.5, -0.5]],
  ["logistic regression", logisticRegression, [0, 0, 0]],
  ["the lecture's valley", regression, [...lectureStart]],
];
const methods = ["gd", "momentum", "adagrad", "rmsprop", "adam"];
const stepCounts = [200, 1000, 3000];
const perFunction = 34;

test.each(functions)(
  "every remedy for random settings of %s",
  { timeout: 600_000 },
  (name, objective, start) => {
    const random = xoroshiro128plus(11);
    const oneOf = <T>(list: readonly T[]): T =>
      list[Math.floor(uniformFloat64(random) * list.length)]!;
    const runs = Array.from({ length: perFunction }, () => ({
      setting: { objective, start: Float64Array.from(start), steps: oneOf(stepCounts) },
      // η from 1e-8 to 10, as even in its logarithm.
      options: runOptions(oneOf(methods), 10 ** (-8 + 9 * uniformFloat64(random))),
    }));
    expect(checkAll(name, runs)).toBeGreaterThan(0);
  },
);
