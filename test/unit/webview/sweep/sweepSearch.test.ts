import { expect, it } from "vitest";
import { axisValues, type SweepAxis } from "../../../../src/options/sweepOptions";
import type { PanelQuestions } from "../../../../src/protocol/question";
import { stopReasons, type SweepPart } from "../../../../src/protocol/sweep";
import { createSearch, type FoundSweep } from "../../../../webview/sweep/sweepSearch";
import { runOptions } from "../../../contract/runs/lectureData";

const rates: SweepAxis = { target: { kind: "lr" }, values: axisValues(0.001, 1, 4, "log") };
const otherRates = { ...rates, values: [1, 2, 3, 4] };

const measure = { kind: "end" } as const;

/** Of the run from a start, over some rates. */
function question(start: number, axis = rates) {
  return {
    ...{ options: runOptions("gd", 0.1), start: [start], steps: 9, seed: 0, tolerance: 0 },
    ...{ noise: 0, axes: [axis], measure },
  };
}

/** Cells `from` and the next one, or none, each with the loss `loss`. */
function partOf(from: number, loss: number, count: number): SweepPart {
  const all = (value: number) => new Int32Array(count).fill(value);
  return {
    ...{ from, cells: all(from).map((first, k) => first + k) },
    values: new Float64Array(count).fill(loss),
    ...{ reasons: all(stopReasons.indexOf("steps")), steps: new Float64Array(count).fill(9) },
    ...{ distances: all(1), isLast: from + count === 4, isCompiled: true, startLoss: 5 },
  };
}

interface Asked {
  readonly request: PanelQuestions["sweep"];
  readonly answer: (part: SweepPart) => void;
}

/** A search whose parts come when they are told to, and what it has found. */
function begun() {
  const asked: Asked[] = [];
  const pictures: { values: number[]; isDone: boolean }[] = [];
  const faults: unknown[] = [];
  const stops: (() => void)[] = [];
  const search = createSearch(
    {
      sweep: (request) => new Promise((answer) => asked.push({ request, answer })),
      stopSweep: () => new Promise<void>((answer) => stops.push(answer)),
      report: (error) => faults.push(error),
    },
    ({ found, isDone }: FoundSweep) => pictures.push({ values: [...found.values], isDone }),
  );
  /** Answers what was asked as the k-th. */
  const answer = async (k: number, loss: number, count = 2): Promise<void> => {
    const { request, answer: tell } = asked[k]!;
    tell(partOf(request.from, loss, count));
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** Where each question so far begins: its start, and its first cell. */
  const questions = () => asked.map(({ request }) => [request.start[0], request.from]);
  return { search, questions, pictures, faults, answer, stops };
}

it("asks for one part after the other until the last", async () => {
  const { search, questions, pictures, answer } = begun();
  search.begin(question(1));
  await answer(0, 1);
  await answer(1, 2);
  expect(questions()).toEqual([
    [1, 0],
    [1, 2],
  ]);
  expect(pictures).toEqual([
    { values: [1, 1, NaN, NaN], isDone: false },
    { values: [1, 1, 2, 2], isDone: true },
  ]);
});

it("asks again for a part that came without a cell, as a run takes longer", async () => {
  const { search, questions, pictures, answer } = begun();
  search.begin(question(1));
  await answer(0, 1, 0);
  await answer(1, 1);
  expect(questions().map(([, from]) => from)).toEqual([0, 0, 2]);
  expect(pictures.at(-1)!.values).toEqual([1, 1, NaN, NaN]);
});

it("while a start is dragged asks for two sweeps at a time, the second of them the newest", async () => {
  const { search, questions, pictures, answer } = begun();
  for (let start = 1; start <= 4; start++) {
    search.begin(question(start));
  }
  expect(questions()).toEqual([
    [1, 0],
    [2, 0],
  ]);
  await answer(0, 1);
  expect(pictures.at(-1)).toEqual({ values: [1, 1, NaN, NaN], isDone: false });
  expect(questions().slice(2)).toEqual([[4, 0]]);
  await answer(2, 4);
  // What is late would put an older start in the place of a newer one.
  await answer(1, 2);
  expect(pictures.map(({ values }) => values[0])).toEqual([1, 4]);
  await answer(3, 5);
  expect(pictures.at(-1)).toEqual({ values: [4, 4, 5, 5], isDone: true });
  expect(questions().slice(3)).toEqual([[4, 2]]);
});

it("shows nothing that comes after it was stopped, or of other cells", async () => {
  const { search, questions, pictures, answer, faults } = begun();
  search.begin(question(1));
  void search.stop();
  await answer(0, 1);
  expect([pictures.length, questions().length]).toEqual([0, 1]);
  search.begin(question(1));
  search.begin(question(1, otherRates));
  await answer(1, 2);
  expect(pictures.length).toBe(0);
  await answer(2, 3);
  expect(pictures.map(({ values }) => values)).toEqual([[3, 3, NaN, NaN]]);
  expect(faults).toEqual([]);
});

it("has stopped once the runner says so, and asks it only while something is being computed", async () => {
  const { search, answer, stops } = begun();
  await search.stop();
  expect(stops.length).toBe(0);
  search.begin(question(1));
  let hasStopped = false;
  const stopped = search.stop().then(() => (hasStopped = true));
  await answer(0, 1);
  expect([stops.length, hasStopped]).toEqual([1, false]);
  stops[0]!();
  await stopped;
  await search.stop();
  expect(stops.length).toBe(1);
});
