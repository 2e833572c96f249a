import { expect, test } from "vitest";
import { spokenName } from "../../../../webview/parts/spokenName";

test.each([
  ["beta1", "β₁"],
  ["beta2Decay", "β₂ decay"],
  ["eps", "ε"],
  ["initialAccumulatorValue", "initial accumulator value"],
  ["etaPlus", "η plus"],
  ["eps1", "ε₁"],
  ["d0", "d0"],
  ["momentum", "momentum"],
  // What is in words already stays.
  ["Gradient noise", "Gradient noise"],
  ["Start x", "Start x"],
  ["η (lr)", "η (lr)"],
  ["起點 x", "起點 x"],
])("%s is told as %s", (name, told) => {
  expect(spokenName(name)).toBe(told);
});
