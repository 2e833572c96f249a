import { describe, expect, test } from "vitest";
import type { PanelSettings } from "../../../../src/protocol/panel";
import { stopReasons } from "../../../../src/protocol/sweep";
import type { Sweepable, SweepAxis } from "../../../../src/options/sweepOptions";
import { runOptions } from "../../../contract/runs/lectureData";
import {
  axesOf,
  changeTo,
  FoundCells,
  placeAlong,
  sweepKey,
  usualChoice,
} from "../../../../webview/sweep/sweepModel";

const rate: Sweepable = {
  ...{ name: "lr", target: { kind: "lr" }, range: { min: 1e-12, max: 1e6 } },
  ...{ scale: "log", present: 0.05 },
};
const momentum: Sweepable = {
  ...{ name: "momentum", target: { kind: "hyperparameter", name: "momentum" }, scale: "linear" },
  ...{ range: { min: 0, max: 0.999999, slider: [0, 0.9999] }, present: 0.9 },
};
const x: Sweepable = {
  ...{ name: "x", target: { kind: "start", index: 1 }, range: { min: -1e300, max: 1e300 } },
  ...{ scale: "linear", present: -5 },
};

const run = { id: "run-0", options: runOptions("momentum", 0.05), style: 0, hidden: false };
const other = { ...run, id: "run-1" };
const settings: PanelSettings = {
  ...{ start: [1, 2], steps: 10, seed: 0, tolerance: 0, noise: 0, changed: false },
  ...{ seeds: 1, jitter: 0 },
  runs: [run, other],
};
const subject = { run, settings, version: 1 };

test("an axis begins around the present value, or where its control is useful", () => {
  expect(usualChoice(rate)).toEqual({ name: "lr", from: 0.0005, to: 5 });
  expect(usualChoice(momentum)).toEqual({ name: "momentum", from: 0, to: 0.99 });
  expect(usualChoice(x)).toEqual({ name: "x", from: -10, to: 0 });
});

test("two axes make a map, one a finer line, and ends that are wrong nothing", () => {
  const choice = usualChoice(rate);
  const [across, up] = axesOf([rate, momentum], [choice, usualChoice(momentum)])!;
  expect([across!.values.length, up!.values.length]).toEqual([64, 64]);
  expect(axesOf([rate], [choice])![0]!.values.length).toBe(192);
  expect(axesOf([rate], [{ ...choice, from: 10 }])).toBeUndefined();
  expect(axesOf([rate], [{ ...choice, from: 0 }])).toBeUndefined();
  // Before anything is known there is nothing to ask for.
  expect(axesOf([], [])).toBeUndefined();
});

describe("what a sweep depends on", () => {
  const axes = axesOf([rate, x], [usualChoice(rate), usualChoice(x)])!;
  const key = (of: typeof subject): string => sweepKey(of, axes, { kind: "end" });

  test("is not the present values of what is swept, nor another run", () => {
    const moved = {
      ...subject,
      run: { ...run, options: { ...run.options, lr: 1, label: "other" } },
      settings: { ...settings, start: [1, 7], runs: [run] },
    };
    expect(key(moved)).toBe(key(subject));
  });

  test("is every other number, and the code", () => {
    const start = { ...subject, settings: { ...settings, start: [9, 2] } };
    const steps = { ...subject, settings: { ...settings, steps: 11 } };
    const code = { ...subject, version: 2 };
    expect(new Set([subject, start, steps, code].map(key)).size).toBe(4);
  });
});

test("a cell's values make its run, and leave the others as they are", () => {
  const axes: SweepAxis[] = [
    { target: rate.target, values: [0.3] },
    { target: x.target, values: [8] },
  ];
  const { runs, start, seed } = changeTo(subject, axes, [0.3, 8]);
  expect(runs).toEqual([{ ...run, options: { ...run.options, lr: 0.3 } }, other]);
  expect([start, seed]).toEqual([[1, 8], undefined]);
});

test("a value's place is between its neighbours, in the logarithm where they are spaced so", () => {
  expect(placeAlong([1, 2, 3], 2.25)).toBe(1.25);
  // √10 is the middle of 1 and 10.
  expect(placeAlong([1, 10, 100], Math.sqrt(10))).toBeCloseTo(0.5, 12);
  expect([placeAlong([1, 2, 3], 0.5), placeAlong([1, 2, 3], 3.5)]).toEqual([undefined, undefined]);
  expect(placeAlong([1, 2, 3], 1)).toBe(0);
});

test("a coarse cell stands for its neighbours until finer ones come", () => {
  const found = new FoundCells(3, 2);
  const part = (from: number, cell: number, value: number, distance: number) =>
    found.take({
      ...{ from, cells: Int32Array.of(cell), values: Float64Array.of(value), isLast: false },
      ...{
        reasons: Int32Array.of(stopReasons.indexOf(value === Infinity ? "diverged" : "steps")),
        steps: Float64Array.of(5),
      },
      ...{ distances: Int32Array.of(distance), isCompiled: true, startLoss: 1 },
    });
  part(0, 0, 4, 2);
  expect([...found.values]).toEqual([4, 4, NaN, 4, 4, NaN]);
  part(1, 4, Infinity, 1);
  expect([...found.values]).toEqual([4, 4, NaN, 4, Infinity, NaN]);
  expect([...found.diverged]).toEqual([0, 0, 0, 0, 1, 0]);
  expect(found.done).toBe(2);
});
