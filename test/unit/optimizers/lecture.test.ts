import { expect, test } from "vitest";
import { runOptimizer, thetaAt } from "./runOptimizer";
import { beale, logistic, quadratic, rosenbrock, type TestFunction } from "./testFunctions";

const inverseSqrt = { id: "inverseSqrt", options: {} };

test.each<[string, TestFunction, number]>([
  ["rosenbrock", rosenbrock, 0.1],
  ["beale", beale, 0.1],
  ["quadratic", quadratic, 0.5],
  ["logistic", logistic, 1],
])("lecture Adagrad with η/√(t+1) is the libraries' Adagrad on %s, 1000 steps", (_, loss, lr) => {
  const lecture = runOptimizer("adagrad", loss, {
    lr,
    steps: 1000,
    schedule: inverseSqrt,
    hyperparameters: { convention: "lecture" },
  });
  const library = runOptimizer("adagrad", loss, { lr, steps: 1000, hyperparameters: { eps: 0 } });
  expect(lecture.rows).toBe(1001);
  for (let t = 0; t <= 1000; t++) {
    const expected = thetaAt(library, t);
    const size = Math.max(...expected.map(Math.abs));
    thetaAt(lecture, t).forEach((value, i) => {
      const difference = Math.abs(value - expected[i]!) / Math.max(Math.abs(expected[i]!), size);
      expect(difference).toBeLessThan(1e-12);
    });
  }
});

test("the lecture's Adagrad takes a first step of η in every coordinate", () => {
  const trace = runOptimizer("adagrad", quadratic, {
    lr: 0.25,
    steps: 1,
    hyperparameters: { convention: "lecture" },
  });
  thetaAt(trace, 1).forEach((value, i) => {
    // Half an ulp of 0.25/σ·g.
    expect(Math.abs(Math.abs(value - quadratic.start[i]!) - 0.25)).toBeLessThan(1e-15);
  });
});

test("compose with Adam's parts is Adam to the last bit", () => {
  for (const loss of [rosenbrock, beale, quadratic, logistic]) {
    const settings = { lr: 0.02, steps: 500 };
    const adam = runOptimizer("adam", loss, settings);
    const composed = runOptimizer("compose", loss, {
      ...settings,
      hyperparameters: { m: "emaCorrected", sigma: "rmsCorrected" },
    });
    expect(composed.theta).toEqual(adam.theta);
    expect(composed.m).toEqual(adam.m);
    expect(composed.sigma).toEqual(adam.sigma);
  }
});

test.each([
  ["gd", {}, { m: "none", sigma: "one" }],
  ["momentum", {}, { m: "heavyBall", sigma: "one" }],
  ["sgd", { momentum: 0.9, nesterov: true }, { m: "nesterov", sigma: "one" }],
  ["adagrad", { convention: "lecture" }, { m: "none", sigma: "meanSquare" }],
  ["adagrad", { eps: 1e-8 }, { m: "none", sigma: "sumOfSquares" }],
  ["rmsprop", { alpha: 0.999 }, { m: "none", sigma: "rms" }],
  ["adam", { amsgrad: true }, { m: "emaCorrected", sigma: "maximum" }],
])("compose makes %s %o from its parts", (id, hyperparameters, parts) => {
  const settings = { lr: 1e-3, steps: 200 };
  const known = runOptimizer(id, beale, { ...settings, hyperparameters });
  const composed = runOptimizer("compose", beale, { ...settings, hyperparameters: parts });
  const last = thetaAt(known, 200);
  thetaAt(composed, 200).forEach((value, i) => expect(value).toBeCloseTo(last[i]!, 12));
});

test("compose makes Adamax from its parts, up to where ε goes", () => {
  const settings = { lr: 1e-2, steps: 200 };
  const known = runOptimizer("adamax", beale, settings);
  const composed = runOptimizer("compose", beale, {
    ...settings,
    hyperparameters: { m: "emaCorrected", sigma: "infinityNorm" },
  });
  // Adamax adds ε = 1e-8 to each |g|, compose to σ.
  thetaAt(composed, 200).forEach((value, i) =>
    expect(value).toBeCloseTo(thetaAt(known, 200)[i]!, 6),
  );
});
