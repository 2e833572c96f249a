import { expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { runWithDefaults } from "../../../src/options/defaultRuns";
import { runNotice } from "../../../src/options/runNotice";

test("Muon says when a function has no matrix for it, and is silent when there is one", () => {
  const muon = runWithDefaults(optimizerById("muon")!);
  expect(runNotice(muon, [[], [5]])).toBe(
    "it needs an argument that is a matrix; this function has none, so every parameter takes AdamW's step",
  );
  expect(runNotice(muon, [[3, 2], [2]])).toBeUndefined();
  expect(runNotice(runWithDefaults(optimizerById("adam")!), [[]])).toBeUndefined();
});
