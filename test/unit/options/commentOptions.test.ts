import { expect, test } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { readCommentOptions } from "../../../src/options/commentOptions";

test("a fault of the text inside a run is that run's, and the others stay", () => {
  const text = `/** @simulate { runs: [{ optimizer: "gd", lr: }, { optimizer: "adam" }] } */
export function loss(x: number): number { return x * x; }`;
  const { functions } = findLossFunctions(text, { language: "ts" });
  const { options, problems } = readCommentOptions(functions[0]!);
  expect(options.runs?.map(({ label }) => label)).toEqual(["Adam"]);
  expect(options.brokenRuns).toEqual([
    { index: 0, label: "Gradient descent", fault: problems[0]!.message },
  ]);
});
