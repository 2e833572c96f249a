import { describe, expect, test } from "vitest";
import { triedRate, type KnownGradient } from "../../../../src/simulation/sweep/triedRate";

/** A function of one parameter by its loss and slope, and how often it was asked for. */
function counted(loss: (x: number) => number | undefined, slope: (x: number) => number) {
  const asked = { count: 0 };
  const gradientAt: KnownGradient = ([x], gradient) => {
    asked.count++;
    gradient[0] = slope(x!);
    return loss(x!);
  };
  return { gradientAt, asked };
}

/** (x² − 1)², whose curvature 12x² − 4 is 0.32 at 0.6 and 8 at its minima: gradient descent settles there below η = 1/4. */
const well = counted(
  (x) => (x * x - 1) ** 2,
  (x) => 4 * x * (x * x - 1),
);

describe("the rate that is offered at a start", () => {
  test("is the one that fits the curvature there, where gradient descent goes down by it", () => {
    const { gradientAt } = counted(
      (x) => x * x,
      (x) => 2 * x,
    );
    expect(triedRate(gradientAt, Float64Array.of(3), { rate: 1 / 2, steps: 100 })).toBe(0.5);
  });

  test("is halved where a step would lead out of a well", () => {
    const rate = triedRate(well.gradientAt, Float64Array.of(0.6), { rate: 1 / 0.32, steps: 100 })!;
    expect(rate).toBeLessThan(1 / 4);
    expect(rate).toBeGreaterThan(1 / 16);
  });

  test("is halved where gradient descent would only go to and fro", () => {
    // √(1 + 100x²)/10 has the curvature 10 at 0 and 10/2,501^(3/2) = 8e-5 at 5: there one step at 1/λ leads far beyond 0.
    const narrow = counted(
      (x) => Math.sqrt(1 + 100 * x * x) / 10,
      (x) => (10 * x) / Math.sqrt(1 + 100 * x * x),
    );
    const rate = triedRate(narrow.gradientAt, Float64Array.of(5), { rate: 8, steps: 300 })!;
    let x = 5;
    for (let t = 0; t < 300; t++) x -= (rate * 10 * x) / Math.sqrt(1 + 100 * x * x);
    expect(Math.abs(x)).toBeLessThan(0.5);
  });

  test("stays where the trial comes to what is not known", () => {
    const { gradientAt, asked } = counted(
      (x) => (x > 2.5 ? undefined : (x - 3) ** 2),
      (x) => 2 * (x - 3),
    );
    expect(triedRate(gradientAt, Float64Array.of(1), { rate: 1 / 2, steps: 100 })).toBe(0.5);
    // The start, and the trial's two points.
    expect(asked.count).toBe(3);
  });

  test("is halved where a step would lead to where the loss is not finite, and no further than that", () => {
    const { gradientAt } = counted(
      (x) => x + 0 * Math.sqrt(x + 1),
      () => 1,
    );
    // 20 steps from 0 down a slope of 1 stay right of −1 at η < 1/20.
    expect(triedRate(gradientAt, Float64Array.of(0), { rate: 0.12, steps: 20 })).toBe(0.03);
  });

  test("is none where no rate holds", () => {
    const { gradientAt, asked } = counted(
      (x) => (x === 0 ? 1 : NaN),
      () => 1,
    );
    expect(triedRate(gradientAt, Float64Array.of(0), { rate: 1, steps: 100 })).toBeUndefined();
    expect(asked.count).toBeLessThan(50);
  });
});
