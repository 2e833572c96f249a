import { expect, test } from "vitest";
import type { PanelRun } from "../../../../src/protocol/panelCalls";
import { standingsOf } from "../../../../webview/sweep/standings";
import type { RunTuning } from "../../../../webview/sweep/tuneSearch";

/** A run whose budget has so many scores; those that are undefined were not tried yet. */
function tuningOf(id: string, found: readonly (number | undefined)[]): RunTuning {
  const scores = found.map((score) => score ?? Infinity);
  const tried = found.map((score) => score !== undefined);
  const run = { id } as PanelRun;
  return { run, axes: [], names: [], dimension: 1, scores, tried };
}

const told = (runs: readonly RunTuning[]) =>
  standingsOf(runs, 10).standings.map(({ ranked, rank, score, asItIs }) => ({
    id: ranked.run.run.id,
    rank,
    score,
    asItIs,
  }));

test("a run of which nothing was tried has neither rank nor score", () => {
  const [only] = told([tuningOf("a", [undefined, undefined])]);
  expect(only).toEqual({ id: "a", rank: undefined, score: undefined, asItIs: undefined });
});

test("only runs that are done are ranked, however good another is so far", () => {
  expect(told([tuningOf("a", [3, 2]), tuningOf("b", [undefined, 1])])).toEqual([
    { id: "a", rank: 1, score: 2, asItIs: 3 },
    { id: "b", rank: undefined, score: 1, asItIs: undefined },
  ]);
});

test("a setting that was tried and diverged has a score, an infinite one", () => {
  const [only] = told([tuningOf("a", [Infinity, undefined])]);
  expect(only).toMatchObject({ score: Infinity, asItIs: Infinity });
});

test("runs that are done stand by their best", () => {
  const order = told([tuningOf("a", [3, 2]), tuningOf("b", [5, 1])]);
  expect(order.map(({ id, rank }) => [id, rank])).toEqual([
    ["b", 1],
    ["a", 2],
  ]);
});
