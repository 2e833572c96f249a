import { expect } from "vitest";
import { type RunSettings, runOptimizer, thetaAt } from "./runOptimizer";
import type { TestFunction } from "./testFunctions";

/* Functions whose first steps can be worked out by hand, and how they are compared. */

/** L = ½θ², so that g = θ. */
export const parabola: TestFunction = {
  start: [4],
  value: (p) => 0.5 * p[0]! * p[0]!,
  gradient: (p) => [p[0]!],
};

/** L = g·θ with a constant gradient. */
export function slope(start: readonly number[], gradient: readonly number[]): TestFunction {
  return {
    start,
    value: (p) => gradient.reduce((sum, g, i) => sum + g * p[i]!, 0),
    gradient: () => [...gradient],
  };
}

/** θ after one and two steps (or more). */
export function steps(
  id: string,
  testFunction: TestFunction,
  settings: Omit<RunSettings, "steps">,
  count = 2,
): number[][] {
  const trace = runOptimizer(id, testFunction, { ...settings, steps: count });
  return Array.from({ length: count }, (_, k) => thetaAt(trace, k + 1));
}

/** Compares θ after every step. */
export function expectSteps(actual: number[][], ...expected: number[][]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((row, k) =>
    row.forEach((value, i) => {
      // A handful of roundings.
      expect(Math.abs(actual[k]![i]! - value), `θ_${i} after ${k + 1} steps`).toBeLessThan(1e-13);
    }),
  );
}

/** Adam's hyperparameters with short memories and an ε that shows. */
export const short = { beta1: 0.5, beta2: 0.75, eps: 1 };
