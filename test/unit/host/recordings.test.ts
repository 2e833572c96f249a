import { expect, test } from "vitest";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { runWithDefaults } from "../../../src/options/defaultRuns";
import { Recordings } from "../../../src/host/session/recordings";
import type { RunSlice } from "../../../src/protocol/runner";

function slice(job: number, from: number, loss: readonly number[]): RunSlice {
  const column = Float64Array.from(loss);
  return {
    ...{ session: "s", job, runId: "run-0", from, recorded: [0], evaluations: from + loss.length },
    columns: {
      ...{ loss: column, gradientNorm: column, learningRate: column },
      ...{ theta: [column], gradient: [column], sigma: [column], m: [column] },
    },
  };
}

function losses(recordings: Recordings): number[] {
  return [0, 1, 2].map((step) => recordings.rows(step)[0]!.loss);
}

test("a run that is asked for again in another process begins anew", () => {
  const recordings = new Recordings();
  const job = recordings.begin();
  recordings.receive(slice(job, 0, [9, 8]));
  recordings.receive(slice(job, 0, [5, 4]));
  recordings.receive(slice(job, 2, [3]));
  recordings.showIncoming();
  expect(losses(recordings)).toEqual([5, 4, 3]);
});

test("what an overtaken job still sends is dropped", () => {
  const recordings = new Recordings();
  const older = recordings.begin();
  const newer = recordings.begin();
  expect(recordings.receive(slice(older, 0, [9]))).toBe(false);
  expect(recordings.receive(slice(newer, 0, [5, 4, 3]))).toBe(true);
  recordings.showIncoming();
  expect(losses(recordings)).toEqual([5, 4, 3]);
});

test("a run's rows know what was run, for the state of its method to be told with them", () => {
  const recordings = new Recordings();
  const options = runWithDefaults(optimizerById("adagrad")!, { eps: 0 });
  const job = recordings.begin([{ id: "run-0", options }]);
  // Every column is 1, 1, 1: Adagrad's σ is the gradient's size in the first step only.
  recordings.receive(slice(job, 0, [1, 1, 1]));
  recordings.showIncoming();
  const inside = (step: number) =>
    recordings.details({ step, formula: "run-0", withinShare: 0 }).formula?.inside;
  expect(inside(0)).toMatchObject({ parameter: 0, before: { sum: 0 }, after: { sum: 1 } });
  expect(inside(1)).toBeUndefined();
});
