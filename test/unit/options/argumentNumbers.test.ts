import { describe, expect, test } from "vitest";
import {
  argumentFaults,
  argumentNames,
  groupParameters,
  numbersOf,
  withScaledNumber,
} from "../../../src/options/argumentNumbers";
import { checkRun } from "../../../src/options/checkRun";
import { describeRun } from "../../../src/options/describeRun";
import { fittingRuns } from "../../../src/options/fittingRuns";
import { parseRun } from "../../../src/options/parseRun";
import type { RunOptions } from "../../../src/options/runOptions";
import { withValue } from "../../../src/options/sweepOptions";
import { writeRun } from "../../../src/options/writeOptions";

function runOf(raw: unknown): RunOptions {
  const { run, problems } = parseRun(raw);
  expect(problems).toEqual([]);
  return run!;
}

function problemsOf(raw: unknown): string[] {
  return parseRun(raw).problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("reading", () => {
  test("a rate for each argument; the run's own is the largest", () => {
    const run = runOf({ optimizer: "gd", lr: { w: 0.1, b: 0.01 } });
    expect(run.lr).toBe(0.1);
    expect(run.byArgument).toEqual({ lr: { w: 0.1, b: 0.01 } });
  });

  test("with a default, that is the run's own", () => {
    const run = runOf({ optimizer: "gd", lr: { default: 0.01, w: 0.1 } });
    expect(run.lr).toBe(0.01);
    expect(runOf({ optimizer: "gd", lr: { default: 0, w: 0.1 } }).lr).toBe(0.1);
  });

  test("decays, the optimizer's and the extras", () => {
    const run = runOf({
      ...{ optimizer: "adamw", weightDecay: { w: 0.1, b: 0 } },
      decoupledWeightDecay: { default: 0, w: 0.2 },
      extras: { coupledWeightDecay: [0.3, 0.4] },
    });
    expect(run.hyperparameters.weightDecay).toBe(0.1);
    expect(run.extras).toEqual({ decoupledWeightDecay: 0.2, coupledWeightDecay: 0.4 });
    expect(run.byArgument).toEqual({
      weightDecay: { w: 0.1, b: 0 },
      decoupledWeightDecay: { default: 0, w: 0.2 },
      coupledWeightDecay: { 0: 0.3, 1: 0.4 },
    });
  });

  test("parts of arguments are named as their parameters are", () => {
    const run = runOf({ optimizer: "gd", lr: { layer: { w: [0.1, 0.2] }, default: 0.3 } });
    expect(run.byArgument!.lr).toEqual({ "layer.w[0]": 0.1, "layer.w[1]": 0.2, default: 0.3 });
  });

  test("faults have their places", () => {
    expect(problemsOf({ optimizer: "gd", lr: { w: "0.1", b: -1 } })).toEqual([
      'lr.w: w must be a number between 0 and 1e6, not "0.1"',
      "lr.b: b must be a number between 0 and 1e6, not -1",
    ]);
    expect(problemsOf({ optimizer: "gd", lr: { layer: [0.1, null] } })[0]).toMatch(
      /^lr\.layer\.1: /,
    );
    expect(problemsOf({ optimizer: "gd", lr: {} })[0]).toMatch(/^lr: lr names no argument/);
    expect(problemsOf({ optimizer: "gd", lr: { w: 0, b: 0 } })).toEqual([
      "lr: lr must be above 0 for at least one argument",
    ]);
    expect(problemsOf({ optimizer: "adam", beta1: { w: 0.9 } })[0]).toMatch(/^beta1: .* an object/);
  });

  test("methods that couple the parameters say why they have one rate", () => {
    for (const optimizer of [
      "lbfgs",
      "newton",
      "prodigy",
      "backtracking",
      "bfgs",
      "conjugateGradient",
    ])
      expect(problemsOf({ optimizer, lr: { w: 1, b: 0.1 } })[0]).toMatch(
        new RegExp(`^lr: ${optimizer} has one rate for all arguments: it needs `),
      );
    for (const optimizer of ["lars", "lamb", "muon", "adafactor"]) {
      expect(problemsOf({ optimizer, lr: { w: 1, b: 0.1 } })).toEqual([]);
      expect(problemsOf({ optimizer, weightDecay: { w: 1, b: 0.1 } })[0]).toMatch(
        /one weightDecay/,
      );
    }
  });
});

describe("what is read is written and checked alike", () => {
  test.each([
    { optimizer: "gd", lr: { w: 0.1, b: 0.01 } },
    { optimizer: "gd", lr: [0.1, 0.01] },
    { optimizer: "gd", lr: { default: 0.3, "w[0]": 0 } },
    { optimizer: "adamw", lr: 0.2, weightDecay: { w: 0.01, b: 0 } },
    { optimizer: "adam", lr: 0.2, coupledWeightDecay: { w: 0.01, b: 0 } },
  ])("%o", (raw) => {
    const run = runOf(raw);
    expect(writeRun(run)).toEqual(raw);
    expect(checkRun(run)).toEqual({ run, problems: [] });
  });
});

test("in a line, each argument has its rate", () => {
  expect(describeRun(runOf({ optimizer: "gd", lr: { w: 0.1, b: 0.01 } }))).toBe(
    "Gradient descent, lr w 0.1 b 0.01",
  );
});

describe("for a function", () => {
  const layers = ["w[0]", "w[1]", "layer.w", "layer.b"];

  test.each([
    [{ w: 1, layer: 2 }, layers, [1, 1, 2, 2]],
    [{ w: 1, layer: 2, "layer.b": 3, "w[1]": 4 }, layers, [1, 4, 2, 3]],
    [{ default: 5, w: 1 }, layers, [1, 1, 5, 5]],
    [{ 0: 1, 1: 2 }, layers, [1, 1, 2, 2]],
    [{ 0: 1, 1: 2 }, ["x[0]", "x[1]"], [1, 2]],
    [{ w: 1, b: 2 }, ["p.w[0]", "p.w[1]", "p.b"], [1, 1, 2]],
  ])("%o over %o is %o", (numbers, names, expected) => {
    expect(argumentFaults({ byArgument: { lr: numbers } }, names)).toEqual([]);
    expect(numbersOf(numbers, names)).toEqual(expected);
  });

  test.each([
    [
      { weight: 1, b: 2 },
      ["weights[0]", "b"],
      'lr names no argument with "weight": did you mean weights?',
    ],
    [{ w: 1 }, ["w", "b"], "lr has no number for b: name it, or write default: …"],
    [
      { w: 1, b: 2, default: 3 },
      ["w", "b"],
      "lr has a number for each argument, so its default is for none",
    ],
    [{ 0: 1, 1: 2, 2: 3 }, ["w", "b"], "lr has a number 3, and the function 2 arguments: w and b"],
  ])("%o does not fit %o", (numbers, names, message) => {
    expect(argumentFaults({ byArgument: { lr: numbers } }, names)[0]?.message).toBe(message);
  });

  test("the arguments by name are the function's, or the parts of its only one", () => {
    expect(argumentNames(layers)).toEqual(["w", "layer"]);
    expect(argumentNames(["p.w[0]", "p.w[1]", "p.b"])).toEqual(["p.w", "p.b"]);
    expect(argumentNames(["x"])).toEqual(["x"]);
  });

  test("parameters whose numbers are alike are one group", () => {
    const run = runOf({
      optimizer: "adamw",
      lr: { w: 1, b: 2, c: 1 },
      weightDecay: { default: 0, w: 3 },
    });
    const { groups, of } = groupParameters(run, ["w", "b", "c"]);
    expect([...of]).toEqual([0, 1, 2]);
    expect(groups.map(({ lr, hyperparameters }) => [lr, hyperparameters.weightDecay])).toEqual([
      [1, 3],
      [2, 0],
      [1, 0],
    ]);
  });
});

describe("another number in the place of the run's own", () => {
  const run = runOf({ optimizer: "adamw", lr: { w: 0.1, b: 0.01 }, weightDecay: { w: 0.2, b: 0 } });

  test("changes those of all arguments by the same factor", () => {
    const faster = withValue(run, { kind: "lr" }, 0.3);
    expect(faster.lr).toBe(0.3);
    expect(faster.byArgument!.lr).toEqual({ w: 0.3, b: 0.03 });
    const decayed = withValue(run, { kind: "hyperparameter", name: "weightDecay" }, 0.1);
    expect(decayed.hyperparameters.weightDecay).toBe(0.1);
    expect(decayed.byArgument!.weightDecay).toEqual({ w: 0.1, b: 0 });
  });

  test("by a control, which knows nothing of arguments", () => {
    const changed = checkRun({
      ...run,
      lr: 0.3,
      hyperparameters: { ...run.hyperparameters, weightDecay: 0 },
    });
    expect(changed.problems).toEqual([]);
    expect(changed.run!.byArgument).toEqual({ lr: { w: 0.3, b: 0.03 } });
    const extra = runOf({ optimizer: "gd", coupledWeightDecay: { w: 0.1, b: 0 } });
    expect(checkRun({ ...extra, extras: {} }).run).toEqual({ ...runOf("gd"), label: extra.label });
  });

  test("at 0 there is one for all", () => {
    const held = withScaledNumber(run, "lr", 0);
    expect(held.lr).toBe(0);
    expect(held.byArgument).toEqual({ weightDecay: { w: 0.2, b: 0 } });
  });
});

test("runs whose arguments are none of the function's are broken, at their places", () => {
  const runs = [{ optimizer: "gd" }, { optimizer: "gd", lr: { speed: 1 } }, "adam"].map(runOf);
  const { runs: fitting, brokenRuns } = fittingRuns(
    { runs, brokenRuns: [{ index: 0, label: "x", fault: "y" }] },
    ["w", "b"],
  );
  expect(fitting).toEqual([runs[0], runs[2]]);
  expect(brokenRuns).toEqual([
    { index: 0, label: "x", fault: "y" },
    {
      index: 2,
      label: "Gradient descent",
      fault: 'lr names no argument with "speed": there are w and b',
    },
  ]);
});
