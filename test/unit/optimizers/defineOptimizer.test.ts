import { expect, test } from "vitest";
import { flag, convention, learningRate } from "../../../src/optimizers/hyperparameter";
import { defineOptimizer, defineVectorOptimizer } from "../../../src/optimizers/optimizer";
import { defineSchedule } from "../../../src/schedules/schedule";

const described = {
  id: "typed",
  label: "Typed",
  description: "What the compiler checks in a declaration.",
  family: "classical",
  year: 2000,
  source: "this test",
  learningRate: learningRate(0.1),
} as const;

// The compiler fails this file if one of the expected errors is not one.
test("a misspelt field of state, hyperparameters or scalars does not compile", () => {
  const optimizer = defineOptimizer({
    ...described,
    hyperparameters: {
      alpha: { default: 0.5, min: 0, max: 1, help: "a number" },
      fast: flag(true, "a flag"),
      convention: convention(["pytorch", "keras"], "a choice"),
    },
    state: { mean: 0 },
    perStep: ({ t }) => ({ correction: t + 1 }),
    update({ gradient: g }, state, hyperparameters, scalars) {
      const next: number = state.mean + hyperparameters.alpha * g * scalars.correction;
      const isFast: boolean = hyperparameters.fast;
      // @ts-expect-error no such state
      expect(state.meen).toBeUndefined();
      // @ts-expect-error no such hyperparameter
      expect(hyperparameters.alhpa).toBeUndefined();
      // @ts-expect-error no such scalar
      expect(scalars.corection).toBeUndefined();
      // @ts-expect-error no such convention
      expect(hyperparameters.convention === "kers").toBe(false);
      return { m: isFast ? next : g, sigma: 1, state: { mean: next } };
    },
  });
  const result = optimizer.update(
    { t: 0, gradient: 2, theta: 0, learningRate: 0.1 },
    { mean: 1 },
    { alpha: 0.5, fast: true, convention: "pytorch" },
    { correction: 1 },
  );
  expect(result).toEqual({ m: 2, sigma: 1, state: { mean: 2 } });
});

test("state that does not fit its declaration does not compile", () => {
  const optimizer = defineOptimizer({
    ...described,
    hyperparameters: {},
    state: { mean: 0 },
    // @ts-expect-error the returned state lacks mean
    update: ({ gradient }) => ({ m: gradient, sigma: 1, state: { meen: 0 } }),
  });
  expect(optimizer.kind).toBe("element");
});

test("vector optimizers and schedules are typed alike", () => {
  const vector = defineVectorOptimizer({
    ...described,
    coupling: "nothing",
    hyperparameters: { damping: { default: 1, min: 0, max: 2, help: "a number" } },
    initialState: () => ({ last: 0 }),
    update({ gradient }, state, { damping }) {
      // @ts-expect-error no such state
      expect(state.lst).toBeUndefined();
      return { m: gradient, sigma: gradient.map(() => damping), state: { last: state.last + 1 } };
    },
  });
  expect(vector.kind).toBe("vector");
  const schedule = defineSchedule({
    ...described,
    family: "decay",
    options: { gamma: { kind: "number", default: 0.5, min: 0, max: 1, help: "a number" } },
    formula: "1",
    // @ts-expect-error no such option
    rate: (t, { gama }, lr) => lr * t * Number(gama ?? 1),
  });
  expect(schedule.rate(2, { gamma: 1 }, 3)).toBe(6);
});
