import { describe, expect, test } from "vitest";
import { defaultRuns } from "../../../../src/options/defaultRuns";
import type { PanelRun } from "../../../../src/protocol/panelCalls";
import {
  addRun,
  changeOptimizer,
  changeOptions,
  duplicateRun,
  isSameRun,
  moveRun,
  removeRun,
  setHyperparameter,
} from "../../../../webview/store/editRuns";

const runs: readonly PanelRun[] = defaultRuns.map((options, style) => ({
  id: `run-${style}`,
  options,
  style,
  hidden: false,
}));
const ids = (list: readonly PanelRun[]) => list.map(({ id }) => id);

test("an added run has an id, a name and a style of its own", () => {
  const next = addRun(runs, "adam");
  expect(ids(next)).toEqual(["run-0", "run-1", "run-2", "run-3", "run-4"]);
  expect(next[4]).toMatchObject({ style: 4, hidden: false, options: { optimizer: "adam" } });
  expect(next[4]!.options.label).toBe("Adam (2)");
});

test("an unknown optimizer is refused by name", () => {
  expect(() => addRun(runs, "adm")).toThrow('"adm"');
});

test("a copy stands behind its original", () => {
  const next = duplicateRun(runs, "run-1");
  expect(ids(next)).toEqual(["run-0", "run-1", "run-4", "run-2", "run-3"]);
  expect(next[2]!.options.lr).toBe(runs[1]!.options.lr);
  expect(next[2]!.options.label).not.toBe(runs[1]!.options.label);
});

test("two runs are the same whatever they are called and in whichever order their options come", () => {
  const { options } = runs[3]!;
  const turned = Object.fromEntries(Object.entries(options.hyperparameters).reverse());
  expect(isSameRun(options, { ...options, label: "mine", hyperparameters: turned })).toBe(true);
  expect(isSameRun(options, { ...options, lr: 2 * options.lr })).toBe(false);
});

test("a freed style is taken again", () => {
  const next = addRun(removeRun(runs, "run-1"), "gd");
  expect(next[3]!.style).toBe(1);
});

describe("moving", () => {
  test("by places", () =>
    expect(ids(moveRun(runs, "run-0", 2))).toEqual(["run-1", "run-2", "run-0", "run-3"]));
  test("not beyond the ends", () => expect(ids(moveRun(runs, "run-0", -1))).toEqual(ids(runs)));
  test("of an unknown run changes nothing", () => expect(moveRun(runs, "x", 1)).toEqual(runs));
});

describe("another optimizer", () => {
  test("brings its own rate, hyperparameters and name; schedule and extras stay", () => {
    const schedule = { id: "cosine", options: {} };
    const before = changeOptions(runs, "run-0", { schedule, extras: { clipNorm: 1 } });
    const { options } = changeOptimizer(before, "run-0", "rmsprop")[0]!;
    expect(options).toMatchObject({ optimizer: "rmsprop", schedule, extras: { clipNorm: 1 } });
    expect(options.label).toBe("RMSProp (2)");
    expect(options.hyperparameters).toHaveProperty("alpha");
  });
  test("keeps a name that a person gave", () => {
    const named = changeOptions(runs, "run-0", { label: "mine" });
    expect(changeOptimizer(named, "run-0", "adam")[0]!.options.label).toBe("mine");
  });
});

describe("a hyperparameter", () => {
  test("changes in one run", () => {
    const next = setHyperparameter(runs, "run-0", "lr", 0.5, false);
    expect(next.map(({ options }) => options.lr)).toEqual([
      0.5,
      ...runs.slice(1).map(({ options }) => options.lr),
    ]);
  });
  test("changes, linked, in every run that has it", () => {
    const rates = setHyperparameter(runs, "run-0", "lr", 0.5, true);
    expect(rates.every(({ options }) => options.lr === 0.5)).toBe(true);
    const betas = setHyperparameter(runs, "run-3", "beta1", 0.5, true);
    expect(betas.map(({ options }) => options.hyperparameters["beta1"])).toEqual([
      undefined,
      undefined,
      undefined,
      0.5,
    ]);
  });
  test("renames a run whose name says its convention", () => {
    const next = setHyperparameter(runs, "run-1", "convention", "pytorch", false);
    expect(runs[1]!.options.label).not.toBe(next[1]!.options.label);
  });
});
