import { describe, expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { diagnose } from "../../../src/simulation/diagnosis/diagnose";
import { findingText } from "../../../src/simulation/diagnosis/messages";
import { runToEnd } from "../../runToEnd";
import { planRun } from "../../../src/simulation/run/runPlan";
import { objectiveOf } from "../../unit/languages/javascript/support";
import { runOptions } from "../runs/lectureData";
import { openExamples } from "../runner/openExamples";

// What is said of the runs of the shipped examples, beside each other as the panel shows them.

const examples = await openExamples();

/** The kinds of findings of every run, by its label. */
function findings(name: string): Record<string, string[]> {
  const { objective, setting, runs, findOptimizer } = examples.find(
    (example) => example.name === name,
  )!;
  const traces = runs.map((run) => runToEnd(planRun(run, setting, findOptimizer)));
  const lowestKnown = Math.min(...traces.map(({ loss }) => loss.reduce((a, b) => Math.min(a, b))));
  const found = runs.map((options, k) => {
    const optimizer = findOptimizer(options.optimizer)!;
    const input = { trace: traces[k]!, options, optimizer, objective, lowestKnown };
    return [options.label, diagnose(input).map(({ id }) => id)] as const;
  });
  return Object.fromEntries(found);
}

describe("the diagnosis of the examples", () => {
  test("gradient descent crawls along Rosenbrock's valley", () => {
    // λmin = 0.4 at the minimum: a factor e of the loss takes 1/(2·0.001·0.4) = 1,250 of the 5,000 steps.
    const found = findings("rosenbrock.ts: rosenbrock");
    expect(found["Gradient descent"]).toEqual(["crawling"]);
    expect(found["Momentum"]).toEqual(["converged"]);
  });

  test("the network is held up at the saddle where its units are alike", () => {
    const found = findings("network.ts: crossEntropy");
    expect(found["Gradient descent"]).toEqual(["saddle"]);
    expect(found["Momentum"]).toEqual(["saddle"]);
  });

  test("every run that ends in the higher well is at a local minimum", () => {
    const found = findings("doubleWell.ts: energy");
    expect(found).toEqual({
      "Gradient descent": ["localMinimum"],
      // At the lower of the two, within 1e-6 of it.
      Momentum: ["nearlyThere"],
      Adam: ["localMinimum"],
    });
  });

  test("a run that is on its way when its steps are used up is told so, and one that is nearly there", () => {
    const found = findings("logisticRegression.ts: crossEntropy");
    expect(found["GD 0.1"]).toEqual(["descending"]);
    expect(found["GD 0.5"]).toEqual(["nearlyThere"]);
    expect(findings("bowl.ts: loss")["safe"]).toEqual(["descending"]);
  });

  test("runs that reach a minimum have converged", () => {
    for (const found of Object.values(findings("himmelblau.ts: himmelblau"))) {
      expect(found).toEqual(["converged"]);
    }
  });
});

describe("where the loss is not finite", () => {
  const text = "export function loss(x: number) {\n  return Math.log(x) ** 2;\n}\n";
  const texts = async (lr: number, start: number) => {
    const objective = await objectiveOf(text, [1], {});
    const options = runOptions("gd", lr);
    const setting = { objective, start: Float64Array.of(start), steps: 10 };
    const trace = runToEnd(planRun(options, setting));
    return diagnose({ trace, options, optimizer: optimizerById("gd")!, objective }).map((finding) =>
      findingText(finding),
    );
  };

  test("at the start, the call, its value and its place are named", async () => {
    expect(await texts(0.1, -1)).toEqual([expect.stringContaining("The loss is NaN at the start")]);
    expect((await texts(0.1, -1))[0]).toContain("Math.log(-1) is NaN (loss.ts:2:15)");
  });

  test("and after a step too long", async () => {
    // From e, where the slope is 2/e, a step of 10·2/e = 7.36 leads to −4.64.
    expect((await texts(10, Math.E))[0]).toContain("Math.log(-4.63931) is NaN (loss.ts:2:15)");
  });
});
