import { expect, test } from "vitest";
import type { PanelFinding } from "../../../../src/protocol/diagnosis";
import type { PanelRun } from "../../../../src/protocol/panelCalls";
import { findingsByRun } from "../../../../webview/store/findings";
import { runOptions } from "../../../contract/runs/lectureData";

const runs = ["a", "b", "c", "d"].map((id): PanelRun => ({
  ...{ id, style: 0, hidden: false, options: runOptions("gd", 1) },
}));

const finding = (runId: string, id: string, severity: PanelFinding["severity"]): PanelFinding => ({
  ...{ runId, id, severity, title: id, text: "", from: 0, to: 1, evidence: [], remedies: [] },
});

test("one entry a run, the run with the worst finding first, the worst of each first", () => {
  const byRun = findingsByRun(
    [
      finding("a", "converged", "info"),
      finding("b", "saddle", "info"),
      finding("b", "crawling", "warning"),
      finding("d", "diverging", "error"),
    ],
    runs,
  );
  expect(byRun.map(({ runs: [run], findings }) => [run.id, findings.map(({ id }) => id)])).toEqual([
    ["d", ["diverging"]],
    ["b", ["crawling", "saddle"]],
    ["a", ["converged"]],
  ]);
});

test("what is said of several runs in the same words is told once, unless something is offered", () => {
  const undefinedThere = (runId: string): PanelFinding => finding(runId, "notFinite", "error");
  const idsByRun = (findings: readonly PanelFinding[]): string[] =>
    findingsByRun(findings, runs).map((one) => one.runs.map(({ id }) => id).join());
  const alike = runs.map(({ id }) => undefinedThere(id));
  expect(idsByRun(alike)).toEqual(["a,b,c,d"]);
  expect(idsByRun([...alike, finding("b", "saddle", "info")])).toEqual(["a,c,d", "b"]);
  expect(idsByRun(alike.map((one) => ({ ...one, remedies: undefined })))).toHaveLength(4);
  expect(idsByRun(alike.map((one, k) => ({ ...one, text: `at ${k}` })))).toHaveLength(4);
});

test("findings of a run that is gone are not shown", () => {
  expect(findingsByRun([finding("gone", "converged", "info")], runs)).toEqual([]);
});
