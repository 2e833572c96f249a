import { describe, expect, test } from "vitest";
import type { RunSeries } from "../../../../src/protocol/series";
import { chipEnd, chipName } from "../../../../webview/runs/chipText";

describe("the name in a chip", () => {
  test.each([
    ["Adagrad (lecture)", ["Adam"], "Adagrad", " (lecture)"],
    ["Adam", [], "Adam", ""],
    // Two that would be called the same keep their whole names.
    ["Adagrad (lecture)", ["Adagrad"], "Adagrad (lecture)", ""],
    ["Adagrad (lecture)", ["Adagrad (PyTorch)"], "Adagrad (lecture)", ""],
    // A bracket of a formula is part of it.
    ["SGD, decay η/(1 + 0.015·t)", ["Adam"], "SGD, decay η/(1 + 0.015·t)", ""],
    ["SGD, η · (1 + t)", ["Adam"], "SGD, η · (1 + t)", ""],
    // What is all bracket stays.
    ["(a)", [], "(a)", ""],
  ])("of %s beside %j", (label, others, short, bracket) => {
    expect(chipName(label, [label, ...others])).toMatchObject({ short, bracket });
  });

  test.each([
    ["η = 0.1", true],
    ["Adam", false],
    ["step 2 (slow)", true],
  ])("%s ends in a number: %s", (label, ends) => {
    expect(chipName(label, [label]).endsInNumber).toBe(ends);
  });
});

describe("the end in a chip", () => {
  const series = (changes: Partial<RunSeries>) =>
    ({ stop: { reason: "steps", step: 20 }, lastLoss: 0.25, ...changes }) as RunSeries;
  const repeated = (median: number) => ({
    repeats: 9,
    loss: { steps: new Float64Array(0), quantiles: [] },
    end: { median, lower: 0.5, upper: 2, share: 1 },
  });

  test("is the last loss", () => {
    expect(chipEnd(series({}))).toEqual({ text: "0.25", failed: false });
    expect(chipEnd(undefined)).toEqual({ text: "", failed: false });
  });

  test("is the median of a run that is repeated, which says so and tells the run's own", () => {
    const end = chipEnd(series({ seeds: repeated(1.5) }));
    expect(end).toMatchObject({ text: "1.5", isMedian: true });
    expect(end.title).toBe("the median of 9 repeats; of the run itself: 0.25");
  });

  test("is what went wrong, also where most repeats did not come to an end", () => {
    const diverged = { stop: { reason: "diverged", step: 7 } } as const;
    expect(chipEnd(series(diverged))).toMatchObject({ text: "diverged", failed: true });
    expect(chipEnd(series({ ...diverged, seeds: repeated(Infinity) })).failed).toBe(true);
    expect(chipEnd(series({ ...diverged, seeds: repeated(3) }))).toMatchObject({
      text: "3",
      title: "the median of 9 repeats; of the run itself: diverged",
    });
  });
});
