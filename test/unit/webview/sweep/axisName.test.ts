import { expect, test } from "vitest";
import { axisName } from "../../../../webview/sweep/axisName";

test.each([
  ["lr", { kind: "lr" }, "η (lr)"],
  ["lr.x", { kind: "argument", key: "x" }, "η x"],
  ["lr.layer.bias", { kind: "argument", key: "layer.bias" }, "η layer.bias"],
  ["beta1", { kind: "hyperparameter", name: "beta1" }, "β₁"],
  ["gamma", { kind: "schedule", name: "gamma" }, "γ"],
  ["clipNorm", { kind: "extra", name: "clipNorm" }, "clip norm"],
  ["w[0]", { kind: "start", index: 0 }, "Start w[0]"],
  // A parameter of that name is none of the run's rates.
  ["lr", { kind: "start", index: 0 }, "Start lr"],
  ["seed", { kind: "seed" }, "Seed"],
] as const)("what is swept as %s, %o, is called %s", (name, target, called) => {
  expect(axisName({ name, target })).toBe(called);
});
