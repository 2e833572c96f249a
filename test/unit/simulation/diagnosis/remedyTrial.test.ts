import { expect, test } from "vitest";
import { optimizerById } from "../../../../src/optimizers/catalogue";
import type { RunOptions } from "../../../../src/options/runOptions";
import type { Remedy } from "../../../../src/simulation/diagnosis/finding";
import {
  tryRemedy,
  type RunOutcome,
  type TriedRemedy,
} from "../../../../src/simulation/diagnosis/remedyTrial";
import { runOptions } from "../../../contract/runs/lectureData";

const start = 10;
const ending = (loss: number, lateRise = 0): RunOutcome => ({
  ...{ ended: true, loss, settled: loss, steps: 100, lateRise },
});
const diverged: RunOutcome = {
  ...{ ended: false, loss: Infinity, settled: Infinity, steps: 7, lateRise: Infinity },
};

const lowerTo = (lr: number): Remedy => ({
  ...{ labelKey: "lowerRate", arguments: { lr }, change: { lr } },
});

/** Tries a remedy for gradient descent at η = 1, with what each option comes to; also tells the options tried. */
function attempt(
  remedy: Remedy,
  before: RunOutcome,
  comesTo: (options: RunOptions) => RunOutcome,
  lowestKnown = before.loss,
): { tried: RunOptions[]; found: TriedRemedy | undefined } {
  const setting = { options: runOptions("gd", 1), outcome: before, startLoss: start, lowestKnown };
  const trial = tryRemedy(remedy, { ...setting, findOptimizer: optimizerById });
  const tried: RunOptions[] = [];
  let next = trial.next();
  while (!next.done) {
    tried.push(next.value);
    next = trial.next(comesTo(next.value));
  }
  return { tried, found: next.value };
}

test("a rate that does not help is followed by lower ones, and the words name the one that does", () => {
  const { tried, found } = attempt(lowerTo(0.5), diverged, ({ lr }) =>
    lr > 0.1 ? diverged : ending(lr),
  );
  // 0.5, a third of it to two digits, a tenth.
  expect(tried.map(({ lr }) => lr)).toEqual([0.5, 0.17, 0.05]);
  expect(found).toMatchObject({
    ...{ options: { lr: 0.05 }, outcome: { loss: 0.05 } },
    remedy: { arguments: { lr: 0.05 } },
  });
});

test("no rate beyond the control's range is tried", () => {
  const { min } = optimizerById("gd")!.learningRate;
  const { tried, found } = attempt(lowerTo(4.8e-24), diverged, () => ending(start));
  expect(tried.map(({ lr }) => lr)).toEqual([min]);
  expect(found).toBeUndefined();
});

test("options that are not allowed are not tried", () => {
  const change = { schedule: { id: "inverseTime", options: { decay: -1 } } };
  const remedy: Remedy = { labelKey: "decay", arguments: { decay: -1 }, change };
  expect(attempt(remedy, diverged, () => ending(0)).tried).toEqual([]);
});

test.each([
  ["a run that is diverged is helped by any descent", diverged, 9.9, Infinity, true],
  ["but not by one that ends above the start", diverged, 10.1, Infinity, false],
  ["a lower end helps", ending(5), 4, 5, true],
  ["not one that is hardly nearer to the best loss known", ending(5), 4.9, 0, false],
  ["nor one that differs by rounding", ending(5), 5 - 1e-9, 5, false],
] as const)("%s", (_name, before, after, lowestKnown, helps) => {
  const change = { hyperparameters: {} };
  const remedy: Remedy = { labelKey: "lessMomentum", arguments: { value: 0 }, change };
  const { found } = attempt(remedy, before, () => ending(after), lowestKnown);
  expect(found !== undefined).toBe(helps);
});

test("a run that ends lower by chance, higher on average, is no help", () => {
  const remedy: Remedy = { labelKey: "lessMomentum", arguments: { value: 0 }, change: {} };
  const chance = { ...ending(1), settled: 6 };
  expect(attempt(remedy, ending(5), () => chance).found).toBeUndefined();
});

test.each([
  // Losses from 10 down: a thousandth of the loss, or a hundredth of the descent, is seen.
  ["a number that differs in its fourth digit is not seen to fall", 6.561, 6.56, false],
  ["one that differs in its third is", 6.57, 6.56, true],
  ["nor is a loss below 0 by less than a thousandth of it", -0.024512, -0.024517, false],
  ["near 0 every further power of ten is", 1e-7, 1e-8, true],
] as const)("%s", (_name, before, after, helps) => {
  expect(attempt(lowerTo(0.5), ending(before), () => ending(after)).found !== undefined).toBe(
    helps,
  );
});

test("a loss far from 0 is seen to fall by a hundredth of its descent, and one that is calmer at the end by its mean", () => {
  const offset = { ...{ startLoss: 10_010, lowestKnown: 10_000 }, findOptimizer: optimizerById };
  const helps = (before: RunOutcome, after: RunOutcome): boolean => {
    const setting = { ...offset, options: runOptions("gd", 1), outcome: before };
    const trial = tryRemedy({ labelKey: "lessMomentum", arguments: {}, change: {} }, setting);
    trial.next();
    return trial.next(after).value !== undefined;
  };
  expect(helps(ending(10_000.5), ending(10_000))).toBe(true);
  expect(helps(ending(10_000.05), ending(10_000))).toBe(false);
  expect(helps({ ...ending(10_000.05), settled: 10_003 }, ending(10_000))).toBe(true);
});

test("what bursts late is no remedy for a run that does not", () => {
  // From 10 to 1; 2 % of the way are 0.18.
  expect(attempt(lowerTo(0.5), ending(2), () => ending(1, 3)).found).toBeUndefined();
  expect(attempt(lowerTo(0.5), ending(2), () => ending(1, 0.01)).found).toBeDefined();
  expect(attempt(lowerTo(0.5), ending(2, 4), () => ending(1, 3)).found).toBeDefined();
});
