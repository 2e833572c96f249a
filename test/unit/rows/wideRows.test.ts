import { expect, test } from "vitest";
import { RunRecord } from "../../../src/rows/runRecord";
import { createRecorder, type Row } from "../../../src/simulation/run/recorder";

const dimension = 40;
const everyParameter = Array.from({ length: dimension }, (_, index) => index);

/** A number that no other place of a run holds. */
function numberAt(vector: number, row: number, parameter: number): number {
  return vector * 1e6 + row * 1e3 + parameter;
}

function rowAt(row: number): Row {
  const [theta, gradient, sigma, m] = [1, 2, 3, 4].map((vector) =>
    Float64Array.from(everyParameter, (parameter) => numberAt(vector, row, parameter)),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  return { loss: row, gradientNorm: 1, learningRate: 0.5, theta, gradient, sigma, m };
}

/** Slices of a run that records the parameters asked for: rows 0 … 9, then 10 … 16, the last without a step. */
function slicesOf(recorded: readonly number[]) {
  const recorder = createRecorder(dimension, 17, recorded);
  for (let row = 0; row < 10; row++) recorder.append(rowAt(row));
  const first = recorder.slice(0, 10, undefined);
  for (let row = 10; row < 17; row++) recorder.append(rowAt(row));
  recorder.blankLast();
  const stop = { reason: "steps", step: 16 } as const;
  const second = recorder.slice(10, 17, stop);
  return { recorder, slices: [first, second], trace: recorder.trace(17, stop, rowAt(16).theta) };
}

function recordOf(recorded: readonly number[]) {
  const { recorder, slices, trace } = slicesOf(recorded);
  const record = new RunRecord("run", recorder.recorded);
  const ends: number[][] = [];
  for (const slice of slices) {
    const { from, evaluations, stop } = slice;
    const head = { session: "s", job: 1, runId: "run", recorded: recorder.recorded };
    record.append({ ...head, from, columns: slice, evaluations, ...(stop && { stop }) });
    // Columns that were looked at while the run went on grow with it.
    const all = { from: 0, to: Infinity, buckets: 100, parameters: [39, 7] };
    ends.push(record.series(all).end as unknown as number[]);
  }
  return { record, trace, ends };
}

test("rows of many parameters travel as one buffer and are read as they were", () => {
  const { slices } = slicesOf(everyParameter);
  for (const { wide, theta, loss } of slices) {
    expect(theta).toEqual([]);
    expect(wide).toHaveLength(loss.length * 4 * dimension);
  }
  const { record, trace, ends } = recordOf(everyParameter);
  for (const row of [0, 9, 10, 16]) {
    const shown = record.row(row);
    expect(shown.theta).toEqual(everyParameter.map((k) => numberAt(1, row, k)));
    expect(shown.gradient).toEqual(everyParameter.map((k) => numberAt(2, row, k)));
    const step = row === 16 ? () => NaN : (vector: number, k: number) => numberAt(vector, row, k);
    expect(shown.sigma).toEqual(everyParameter.map((k) => step(3, k)));
    expect(shown.m).toEqual(everyParameter.map((k) => step(4, k)));
    expect(record.rowsOf(7).at(row)).toEqual({
      theta: numberAt(1, row, 7),
      gradient: numberAt(2, row, 7),
      learningRate: row === 16 ? NaN : 0.5,
      sigma: step(3, 7),
      m: step(4, 7),
    });
    expect(trace.theta.map((column) => column[row])).toEqual(shown.theta);
    expect(trace.sigma.map((column) => column[row])).toEqual(shown.sigma);
  }
  expect(ends).toEqual([
    [numberAt(1, 9, 39), numberAt(1, 9, 7)],
    [numberAt(1, 16, 39), numberAt(1, 16, 7)],
  ]);
});

test("a few of many parameters have columns of their own", () => {
  const { slices } = slicesOf([3]);
  expect(slices[0]!.wide).toBeUndefined();
  const { record } = recordOf([3]);
  const { recorded, m } = record.row(12);
  expect(recorded).toContain(3);
  expect(m).toEqual(recorded.map((k) => numberAt(4, 12, k)));
});
