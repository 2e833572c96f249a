import { expect, test } from "vitest";
import { type RunSettings, runOptimizer, thetaAt } from "./runOptimizer";
import { beale, quadratic, type TestFunction } from "./testFunctions";

/** The two runs agree to rounding over 100 steps. */
function expectSameRun(
  loss: TestFunction,
  [first, a]: [string, Omit<RunSettings, "steps">],
  [second, b]: [string, Omit<RunSettings, "steps">],
): void {
  const [one, other] = [
    runOptimizer(first, loss, { ...a, steps: 100 }),
    runOptimizer(second, loss, { ...b, steps: 100 }),
  ];
  expect(one.rows).toBe(101);
  for (let t = 0; t <= 100; t++)
    thetaAt(one, t).forEach((value, i) =>
      expect(Math.abs(value - thetaAt(other, t)[i]!)).toBeLessThan(1e-12),
    );
}

test("coupled decay is what SGD and Adam call weightDecay", () => {
  for (const id of ["sgd", "adam", "rmsprop"])
    expectSameRun(
      beale,
      [id, { lr: 1e-3, extras: { coupledWeightDecay: 0.1 } }],
      [id, { lr: 1e-3, hyperparameters: { weightDecay: 0.1 } }],
    );
});

test("decoupled decay makes Adam AdamW", () => {
  expectSameRun(
    beale,
    ["adam", { lr: 0.01, extras: { decoupledWeightDecay: 0.2 } }],
    ["adamw", { lr: 0.01, hyperparameters: { weightDecay: 0.2 } }],
  );
});

test("Nesterov as a change of the gradient makes the heavy ball look ahead", () => {
  // d = g + μ·v with v ← μ·v + g gives d ← μ·d + g + μ·(g − g_last): the heavy ball on the changed gradient.
  for (const momentum of [0.5, 0.9])
    expectSameRun(
      quadratic,
      ["momentum", { lr: 1e-4, hyperparameters: { momentum }, extras: { nesterov: momentum } }],
      ["sgd", { lr: 1e-4, hyperparameters: { momentum, nesterov: true } }],
    );
});

test("clipping by value, then by norm", () => {
  const slope: TestFunction = {
    start: [0, 0],
    value: (p) => 3 * p[0]! - 40 * p[1]!,
    gradient: () => [3, -40],
  };
  // (3, −40) held to ±4: (3, −4), of norm 5; to a norm of 1: (0.6, −0.8).
  const steps = (extras: RunSettings["extras"]): number[] =>
    thetaAt(runOptimizer("gd", slope, { lr: 1, steps: 1, extras: extras! }), 1);
  expect(steps({ clipValue: 4 })).toEqual([-3, 4]);
  const both = steps({ clipValue: 4, clipNorm: 1 });
  expect(both[0]).toBeCloseTo(-0.6, 14);
  expect(both[1]).toBeCloseTo(0.8, 14);
  expect(steps({ clipNorm: 100 })).toEqual([-3, 40]);
});
