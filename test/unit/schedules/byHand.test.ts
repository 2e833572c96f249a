import { describe, expect, test } from "vitest";
import type { ScheduleOptions } from "../../../src/schedules/schedule";
import { previewSchedule, startSchedule } from "../../../src/schedules/startSchedule";

function rates(setting: ScheduleOptions, lr: number, steps: readonly number[]): number[] {
  const schedule = startSchedule(setting, lr, 1000);
  return steps.map((t) => schedule.rateAt(t));
}

function expectRates(actual: number[], expected: number[]): void {
  expect(actual).toHaveLength(expected.length);
  // A few roundings of rates of order 1.
  expected.forEach((value, k) => expect(actual[k], `entry ${k}`).toBeCloseTo(value, 14));
}

test("constant", () => {
  expectRates(rates({ id: "constant", options: {} }, 0.3, [0, 7, 1e6]), [0.3, 0.3, 0.3]);
});

test("inverse time: half the rate at t = 1/d", () => {
  const setting = { id: "inverseTime", options: { decay: 0.25 } };
  expectRates(rates(setting, 1, [0, 1, 4, 12]), [1, 0.8, 0.5, 0.25]);
});

test("inverse square root", () => {
  expectRates(rates({ id: "inverseSqrt", options: {} }, 6, [0, 3, 8, 35]), [6, 3, 2, 1]);
});

test("warm-up, then whatever follows from its own step 0", () => {
  const then = { id: "step", options: { stepSize: 2, gamma: 0.5 } };
  const setting = { id: "warmup", options: { steps: 4, startFactor: 0.2, then } };
  // 0.2 + 0.8·t/4, then 1, 1, ½, ½, ¼.
  expectRates(rates(setting, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8]), [2, 4, 6, 8, 10, 10, 5, 5, 2.5]);
});

test("noam is the paper's with s = t + 1", () => {
  const setting = { id: "noam", options: { dModel: 4, warmup: 16 } };
  // ½·min(s^−½, s/64): ½/64, ½·16/64 = ½·16^−½ at the top, ½·64^−½.
  expectRates(rates(setting, 1, [0, 15, 63]), [1 / 128, 1 / 8, 1 / 16]);
  // The paper's own: top at s = 4000, 512^−½·4000^−½.
  const paper = { id: "noam", options: {} };
  expectRates(rates(paper, 1, [3999]), [1 / Math.sqrt(512 * 4000)]);
});

test("ResNet: 0.01 for 400 steps, then 0.1", () => {
  const setting = { id: "resnetWarmup", options: {} };
  expectRates(rates(setting, 0.1, [0, 399, 400]), [0.01, 0.01, 0.1]);
});

test("warm-up, stable, decay", () => {
  const options = { warmupSteps: 3, stableSteps: 2, decaySteps: 4, minFactor: 0.2 };
  // (t + 1)/4, then 1 at t = 3, 4, 5, then down by 0.8·(t − 5)/4.
  expectRates(
    rates({ id: "wsd", options }, 1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 99]),
    [0.25, 0.5, 0.75, 1, 1, 1, 0.8, 0.6, 0.4, 0.2, 0.2],
  );
  // √(1/4) = ½ of the fall after one step; (1 − cos(π/2))/2 = ½ of it after two.
  expectRates(rates({ id: "wsd", options: { ...options, shape: "sqrt" } }, 1, [6]), [0.6]);
  expectRates(rates({ id: "wsd", options: { ...options, shape: "cosine" } }, 1, [7]), [0.6]);
});

test("piecewise", () => {
  const setting = { id: "piecewise", options: { boundaries: [2, 5], values: [0.5, 0.2, 0.1] } };
  expectRates(rates(setting, 9, [0, 1, 2, 4, 5, 99]), [0.5, 0.5, 0.2, 0.2, 0.1, 0.1]);
});

test("rates left out follow the run's", () => {
  const setting = { id: "cyclic", options: { stepSizeUp: 2 } };
  // From lr/10 to lr and back in 4 steps.
  expectRates(rates(setting, 1, [0, 1, 2, 3, 4]), [0.1, 0.55, 1, 0.55, 0.1]);
  expectRates(rates(setting, 10, [0, 2]), [1, 10]);
});

describe("plateau inside others", () => {
  const plateau = { id: "plateau", options: { patience: 0, factor: 0.5 } };

  test("counts losses only while it is in charge", () => {
    const schedule = startSchedule(
      { id: "warmup", options: { steps: 2, startFactor: 0.5, then: plateau } },
      8,
      6,
    );
    const seen: number[] = [];
    // The warm-up's losses would be bad ones; the plateau's first is its best, its second is bad.
    for (const [t, loss] of [1, 2, 3, 3, 1, 1].entries()) {
      seen.push(schedule.rateAt(t));
      schedule.observe?.(loss);
    }
    // In charge from t = 2: 3 is best; 3 again is bad: 4; 1 is best; 1 again is bad.
    expectRates([...seen, schedule.rateAt(6)], [4, 6, 8, 8, 4, 4, 2]);
  });

  test("only schedules that watch the loss ask for it", () => {
    expect(startSchedule({ id: "cosine", options: {} }, 1, 1000)).not.toHaveProperty("observe");
    expect(startSchedule({ id: "warmup", options: {} }, 1, 1000)).not.toHaveProperty("observe");
    expect(startSchedule(plateau, 1, 1000)).toHaveProperty("observe");
    const sequence = { id: "sequence", options: { schedules: [plateau], milestones: [] } };
    expect(startSchedule(sequence, 1, 1000)).toHaveProperty("observe");
  });
});

test("the preview is the run's own schedule", () => {
  const setting = { id: "cosine", options: { tMax: 10 } };
  const schedule = startSchedule(setting, 0.5, 12);
  previewSchedule(setting, 0.5, 12).forEach((rate, t) => expect(rate).toBe(schedule.rateAt(t)));
});

test("an unknown schedule is named", () => {
  expect(() => startSchedule({ id: "nope", options: {} }, 1, 1000)).toThrow('"nope"');
});

test("a length left out is its share of the run's steps", () => {
  // Half a cosine wave in 40 steps: the middle at 20. A line from η to 0 in 8 steps: a quarter left after 6.
  expect(startSchedule({ id: "cosine", options: {} }, 1, 40).rateAt(20)).toBeCloseTo(0.5, 14);
  expect(startSchedule({ id: "polynomial", options: { power: 1 } }, 1, 8).rateAt(6)).toBe(0.25);
  // A tenth of 50 steps of warm-up: at η from step 5 on.
  const warmup = startSchedule({ id: "warmup", options: {} }, 1, 50);
  expect(warmup.rateAt(4)).toBeLessThan(1);
  expect(warmup.rateAt(5)).toBe(1);
  // One given stays, and none is shorter than it may be.
  expect(startSchedule({ id: "step", options: { stepSize: 3, gamma: 0.5 } }, 1, 50).rateAt(3)).toBe(
    0.5,
  );
  expect(startSchedule({ id: "warmup", options: {} }, 1, 1).rateAt(1)).toBe(1);
});

test("PyTorch's defaults of LinearLR and CosineAnnealingWarmRestarts", () => {
  // From a third to all in 5 steps.
  expectRates(rates({ id: "linear", options: {} }, 3, [0, 5, 9]), [1, 3, 3]);
  // T_mult = 1: every wave is as long as the first.
  const waves = rates({ id: "cosineRestarts", options: { t0: 10 } }, 1, [0, 10, 15, 20]);
  expectRates(waves, [1, 1, 0.5, 1]);
});
