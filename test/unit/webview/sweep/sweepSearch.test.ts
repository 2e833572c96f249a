import { expect, it } from "vitest";
import { axisValues, type SweepAxis } from "../../../../src/options/sweepOptions";
import type { PanelQuestions } from "../../../../src/protocol/question";
import type { SweepPart } from "../../../../src/protocol/sweep";
import { createSearch, type FoundSweep } from "../../../../webview/sweep/sweepSearch";

const rates: SweepAxis = { target: { kind: "lr" }, values: axisValues(0.001, 1, 4, "log") };
const measure = { kind: "end" } as const;

/** Cells `from` and the next one, each with the loss `loss`. */
function partOf(from: number, loss: number): SweepPart {
  return {
    ...{ from, cells: Int32Array.of(from, from + 1), values: Float64Array.of(loss, loss) },
    ...{ reasons: ["steps", "steps"], steps: Float64Array.of(9, 9) },
    ...{ distances: Int32Array.of(1, 1), isLast: from === 2, isCompiled: true, startLoss: 5 },
  };
}

/** A search whose parts come when they are told to, and what it has found. */
function begun() {
  const asked: { request: PanelQuestions["sweep"]; answer: (part: SweepPart) => void }[] = [];
  const pictures: { values: number[]; isDone: boolean }[] = [];
  const faults: unknown[] = [];
  const search = createSearch(
    {
      sweep: (request) =>
        new Promise((answer) => {
          asked.push({ request, answer });
        }),
      report: (error) => faults.push(error),
    },
    "run-0",
    ({ found, isDone }: FoundSweep) => pictures.push({ values: [...found.values], isDone }),
  );
  const answer = async (loss: number): Promise<void> => {
    const { request, answer: tell } = asked.at(-1)!;
    tell(partOf(request.from, loss));
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { search, asked, pictures, faults, answer };
}

it("asks for one part after the other until the last", async () => {
  const { search, asked, pictures, answer } = begun();
  search.begin([rates], measure);
  await answer(1);
  await answer(2);
  expect(asked.map(({ request }) => request.from)).toEqual([0, 2]);
  expect(pictures).toEqual([
    { values: [1, 1, NaN, NaN], isDone: false },
    { values: [1, 1, 2, 2], isDone: true },
  ]);
});

it("shows the part under way as a newer sweep of the same cells begins, then asks for that one alone", async () => {
  const { search, asked, pictures, answer } = begun();
  search.begin([rates], measure);
  for (let drag = 0; drag < 3; drag++) {
    search.stop();
    search.begin([rates], measure);
  }
  expect(asked.length).toBe(1);
  await answer(1);
  expect(pictures.at(-1)!.values).toEqual([1, 1, NaN, NaN]);
  expect(asked.map(({ request }) => request.from)).toEqual([0, 0]);
  await answer(3);
  expect(pictures.at(-1)!.values).toEqual([3, 3, NaN, NaN]);
});

it("shows nothing that comes after it was stopped, or of other cells", async () => {
  const { search, asked, pictures, answer, faults } = begun();
  search.begin([rates], measure);
  search.stop();
  await answer(1);
  expect([pictures.length, asked.length]).toEqual([0, 1]);
  search.begin([rates], measure);
  search.begin([{ ...rates, values: [1, 2, 3, 4] }], measure);
  await answer(2);
  expect(pictures.length).toBe(0);
  await answer(3);
  expect(pictures.map(({ values }) => values)).toEqual([[3, 3, NaN, NaN]]);
  expect(faults).toEqual([]);
});
