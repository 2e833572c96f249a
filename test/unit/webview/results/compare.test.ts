import { expect, test } from "vitest";
import { defaultRuns } from "../../../../src/options/defaultRuns";
import type { RunSeries } from "../../../../src/protocol/series";
import type { RunResult } from "../../../../webview/store/panelData";
import { compareColumns, copyTable, sortResults } from "../../../../webview/results/compare";

const none = { steps: new Float64Array(0), values: new Float64Array(0) };

function series(runId: string, steps: number[], losses: number[]): RunSeries {
  const best = Math.min(...losses);
  return {
    runId,
    rows: steps[steps.length - 1]! + 1,
    complete: true,
    stop: { reason: "steps", step: steps[steps.length - 1]! },
    evaluations: 10,
    recorded: [0],
    thinned: false,
    curves: {
      loss: { steps: Float64Array.from(steps), values: Float64Array.from(losses) },
      gradientNorm: none,
      learningRate: none,
      theta: [],
      gradient: [],
      sigma: [],
      m: [],
      effectiveRate: [],
    },
    path: {
      parameters: [0],
      steps: Uint32Array.from(steps),
      theta: [Float64Array.of(1, 1 / 3)],
      loss: Float64Array.of(9, 1),
    },
    end: [1 / 3],
    bestLoss: { loss: best, step: steps[losses.indexOf(best)]! },
    startLoss: losses[0]!,
    lastLoss: losses[losses.length - 1]!,
  };
}

function result(index: number, ...losses: number[]): RunResult {
  const id = `run-${index}`;
  return {
    run: { id, options: defaultRuns[index]!, style: index, hidden: false },
    series:
      losses.length > 0
        ? series(
            id,
            losses.map((_, k) => k),
            losses,
          )
        : undefined,
  };
}

const results = [result(0, 9, 3), result(1, 9, 0.1 + 0.2), result(2)];
const columns = compareColumns(new Map([["run-1", 1]]));
const order = (column: string, descending: boolean) =>
  sortResults(results, columns, { column, descending }).map(({ run }) => run.id);

test("runs are sorted by any column, those without a value last", () => {
  expect(order("loss", false)).toEqual(["run-1", "run-0", "run-2"]);
  expect(order("loss", true)).toEqual(["run-0", "run-1", "run-2"]);
  expect(order("within", false)[0]).toBe("run-1");
  expect(sortResults(results, columns, undefined)).toBe(results);
});

test("the copied table has every digit and one line a run", () => {
  const lines = copyTable(results, columns).split("\n");
  expect(lines).toHaveLength(4);
  expect(lines[2]!.split("\t").slice(1, 3)).toEqual(["0.30000000000000004", "0.30000000000000004"]);
  expect(lines[2]!.split("\t").at(-1)).toBe("0.3333333333333333");
});

test("a run that came to where the function fails has no loss at its end", () => {
  const failed = result(0, 9, NaN);
  const stop = { reason: "threw", step: 1 } as const;
  const [loss] = compareColumns(new Map());
  expect(loss!.text({ ...failed, series: { ...failed.series!, stop } })).toBe("–");
  expect(loss!.text(failed)).toBe("NaN");
});
