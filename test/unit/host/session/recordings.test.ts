import { describe, expect, test } from "vitest";
import { optimizerById } from "../../../../src/optimizers/catalogue";
import { runWithDefaults } from "../../../../src/options/defaultRuns";
import { Recordings } from "../../../../src/host/session/recordings";
import type { Details } from "../../../../src/protocol/details";
import type { RunSlice } from "../../../../src/protocol/runner";

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

function detailsAt(recordings: Recordings, step: number): Details {
  recordings.lookAt({ details: { step, formula: "run-0", withinShare: 0 } });
  return recordings.details();
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
  const inside = (step: number) => detailsAt(recordings, step).formula?.inside;
  expect(inside(0)).toMatchObject({ parameter: 0, before: { sum: 0 }, after: { sum: 1 } });
  expect(inside(1)).toBeUndefined();
});

describe("rows that are owed", () => {
  test("take the place of older ones once all have come, while a newer job has begun", () => {
    const { recordings, job } = owing();
    const newer = recordings.begin();
    expect(recordings.receive(slice(job, 0, [7, 6]))).toBe(false);
    expect(recordings.receive(slice(job, 2, [5]))).toBe(false);
    expect(losses(recordings)).toEqual([3, 2, 1]);
    recordings.settle(job, true);
    expect(losses(recordings)).toEqual([7, 6, 5]);
    expect(recordings.owedJob).toBeUndefined();
    expect(recordings.isCurrent(newer)).toBe(true);
  });

  test("leave the older ones where they are when they can no longer come", () => {
    const { recordings, job } = owing();
    recordings.receive(slice(job, 0, [7]));
    recordings.settle(job, false);
    expect(losses(recordings)).toEqual([3, 2, 1]);
    expect(recordings.owedJob).toBeUndefined();
  });

  test("are not waited for any more once newer rows are shown", () => {
    const { recordings, job } = owing();
    const newer = recordings.begin();
    recordings.receive(slice(newer, 0, [9, 9, 9]));
    recordings.showIncoming();
    expect(recordings.owedJob).toBeUndefined();
    recordings.settle(job, true);
    expect(losses(recordings)).toEqual([9, 9, 9]);
  });

  test("are drawn anew once the panel looks elsewhere", () => {
    const recordings = new Recordings();
    const { wanted } = recordings;
    expect(recordings.isWanted(wanted)).toBe(true);
    recordings.lookAt({ details: { withinShare: 0.5 } });
    expect(recordings.isWanted(wanted)).toBe(false);
    expect(recordings.isWanted(recordings.wanted)).toBe(true);
  });

  test("count as something on show", () => {
    const recordings = new Recordings();
    expect(recordings.isEmpty).toBe(true);
    recordings.begin();
    recordings.owe();
    expect(recordings.isEmpty).toBe(false);
  });

  /** A job with rows on show, and a later one of which only a picture is. */
  function owing(): { readonly recordings: Recordings; readonly job: number } {
    const recordings = new Recordings();
    recordings.receive(slice(recordings.begin(), 0, [3, 2, 1]));
    recordings.showIncoming();
    const job = recordings.begin();
    recordings.owe();
    return { recordings, job };
  }
});
