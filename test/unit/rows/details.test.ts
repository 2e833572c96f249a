import { describe, expect, test } from "vitest";
import { detailsOf } from "../../../src/rows/details";
import { RunRecord } from "../../../src/rows/runRecord";

/** A run of one parameter with given losses; its other columns are 1, and the last row leaves nowhere. */
function recordOf(runId: string, losses: readonly number[]): RunRecord {
  const ones = losses.map(() => 1);
  const left = Float64Array.from(ones.map((one, row) => (row === losses.length - 1 ? NaN : one)));
  const record = new RunRecord(runId, [0]);
  record.append({
    ...{ session: "panel", job: 1, runId, from: 0, recorded: [0], evaluations: losses.length },
    columns: {
      loss: Float64Array.from(losses),
      gradientNorm: Float64Array.from(ones),
      learningRate: left,
      theta: [Float64Array.from(losses)],
      gradient: [Float64Array.from(ones)],
      sigma: [left],
      m: [left],
    },
    stop: { reason: "steps", step: losses.length - 1 },
  });
  return record;
}

describe("details", () => {
  test("hold the row at the step of every run, the last where it is shorter, and all last ones without a step", () => {
    const runs = [recordOf("a", [4, 3, 2, 1]), recordOf("b", [4, 2])];
    const steps = (step?: number) =>
      detailsOf(runs, { ...(step === undefined ? {} : { step }), withinShare: 0 }).rows.map(
        (row) => row.step,
      );
    expect(steps(2)).toEqual([2, 1]);
    expect(steps()).toEqual([3, 1]);
  });

  test("hold the step of the formula, at the end the one that led there", () => {
    const runs = [recordOf("a", [4, 3, 2, 1]), recordOf("b", [4])];
    const formula = (of: string, step?: number) =>
      detailsOf(runs, { ...(step === undefined ? {} : { step }), formula: of, withinShare: 0 })
        .formula;
    expect(formula("a", 1)?.row.loss).toBe(3);
    expect(formula("a", 1)?.next.loss).toBe(2);
    expect(formula("a")?.row.step).toBe(2);
    expect(formula("a")?.next.step).toBe(3);
    expect(formula("b")).toBeUndefined();
    expect(formula("c")).toBeUndefined();
  });

  test("name the very step at which each run came close to the best, however many rows there are", () => {
    const rows = 100_000;
    const falling = Array.from({ length: rows }, (_, t) => 1 - t / (rows - 1));
    // One row dips to the best of all between two that are far from it; thinned pictures hold it or not.
    const dipping = falling.map((_, t) => (t === 54_321 ? 0 : 1));
    const never = falling.map(() => 1);
    const runs = [
      recordOf("falling", falling),
      recordOf("dipping", dipping),
      recordOf("never", never),
    ];
    const { within } = detailsOf(runs, { withinShare: 0.25 });
    // best 0, start 1: close is at or below 0.25, reached where t ≥ 0.75 · 99,999 = 74,999.25.
    expect(within).toEqual([
      { runId: "falling", step: 75_000 },
      { runId: "dipping", step: 54_321 },
    ]);
  });

  test("name no step before there is a row or where no loss is a number", () => {
    expect(detailsOf([new RunRecord("a", [0])], { withinShare: 0.1 })).toEqual({
      rows: [],
      within: [],
    });
    expect(detailsOf([recordOf("a", [NaN, NaN])], { withinShare: 0.1 }).within).toEqual([]);
  });
});
