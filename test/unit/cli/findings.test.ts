import { expect, test } from "vitest";
import { findingLines, rateLines } from "../../../src/cli/findings";
import type { ExportedFinding } from "../../../src/rows/exportRuns";
import { RunRecord } from "../../../src/rows/runRecord";

const run = { optimizer: "gd", label: "GD", record: new RunRecord("0", []) };
const rates = { steps: 100, startLoss: 9, tried: [{ learningRate: 0.1, loss: 1 }] };

test("a rate says by what it was chosen: a remedy does better, a search ends about the lowest", () => {
  const remedy = { label: "η = 0.01", loss: 2, steps: 100, run: {} };
  const finding: ExportedFinding = {
    ...{ id: "bouncing", title: "Bouncing", text: "To and fro.", from: 0 },
    severity: "warning",
    ...{ to: 100, evidence: [], remedies: [remedy] },
  };
  expect(findingLines({ ...run, findings: [finding] })).toEqual([
    "GD: warning: Bouncing. To and fro.",
    "  does better: η = 0.01 → L 2 after 100",
  ]);
  const offer = { learningRate: 0.1, loss: 1, steps: 100 };
  expect(rateLines({ ...run, rates: { ...rates, offer, blowsUp: 0.2, lost: "grew" } })).toEqual([
    "GD: lowest at about η = 0.1 → L 1 after 100; blows up from 0.2 (1 rates shown)",
  ]);
});

test("a rate at which the function gives no number is not said to blow up", () => {
  const [line] = rateLines({ ...run, rates: { ...rates, blowsUp: 0.2, lost: "undefined" } });
  expect(line).toContain("no rate lowers the loss; the function throws or gives no number from");
});
