import { expect, test } from "vitest";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { defineOptimizerFromUser } from "../../../src/optimizers/userOptimizer";
import type { UserUpdate } from "../../../src/optimizers/userUpdate";
import { parseOptimizer } from "../../../src/options/parseOptimizer";
import { builtIn, runOptimizer } from "./runOptimizer";
import { rosenbrock } from "./testFunctions";

function define(raw: unknown, update: UserUpdate): ReturnType<typeof defineOptimizerFromUser> {
  return defineOptimizerFromUser(parseOptimizer(raw, "mine").declaration!, update);
}

/** RMSProp as a user would write it. */
const myRmsprop: UserUpdate = ({ gradient: g }, { v }, { alpha, eps }) => {
  const next = Number(alpha) * v! + (1 - Number(alpha)) * g * g;
  return { m: g, sigma: Math.sqrt(next) + Number(eps), state: { v: next } };
};

test("a user's RMSProp runs like the built-in one", () => {
  const mine = define({ id: "mine", lr: 0.01, alpha: 0.99, eps: 1e-8 }, myRmsprop);
  expect(mine.state).toEqual({ v: 0 });
  const own = runOptimizer(mine, rosenbrock, { steps: 300 });
  const known = runOptimizer("rmsprop", rosenbrock, { steps: 300 });
  expect(own.theta).toEqual(known.theta);
  expect(own.sigma).toEqual(known.sigma);
});

test("σ and state may be left out, and the step is there for bias corrections", () => {
  const mine = define({ id: "mine", lr: 0.01 }, ({ gradient, t }) => ({ m: gradient / (t + 1) }));
  const trace = runOptimizer(mine, rosenbrock, { steps: 3 });
  expect(Array.from(trace.sigma[0]!.slice(0, 3))).toEqual([1, 1, 1]);
  expect(trace.m[0]![1]).toBe(trace.gradient[0]![1]! / 2);
});

test("the declared state is where it starts from", () => {
  const mine = define({ id: "mine", state: { v: 4 } }, ({ gradient }, { v }) => ({
    m: gradient,
    sigma: v!,
    state: { v: v! + 1 },
  }));
  const trace = runOptimizer(mine, rosenbrock, { steps: 3, lr: 1e-4 });
  expect(Array.from(trace.sigma[1]!.slice(0, 3))).toEqual([4, 5, 6]);
});

test.each<[string, UserUpdate, string]>([
  [
    "nothing",
    () => undefined as never,
    "mine must return { m, sigma, state }, and returned nothing",
  ],
  ["a number", () => 3 as never, "and returned a number"],
  [
    "a promise",
    () => Promise.resolve({ m: 1 }) as never,
    "mine must return { m, sigma, state }, and returned a promise",
  ],
  [
    "a name of its own",
    () => ({ m: 1, sgima: 1 }) as never,
    "mine returned sgima, but a step is made of m, sigma, decay and state",
  ],
  [
    "a number that is none",
    ({ gradient }, _state, { bta }) => ({ m: Number(bta) * gradient }),
    "mine returned m = NaN for g = 0.7 at the first step: it reads bta, and its hyperparameters are none",
  ],
  [
    "what is not in the step",
    (({ grad }: { grad: number }) => ({ m: grad })) as never,
    "and returned nothing: it reads grad, and a step has t, gradient, theta, learningRate",
  ],
  ["no m", () => ({ sigma: 1 }) as never, "mine must return m as a number, and returned nothing"],
  [
    "a text for σ",
    () => ({ m: 1, sigma: "1" }) as never,
    "sigma as a number, and returned a string",
  ],
  [
    "an object of objects",
    () => ({ m: 1, state: { v: {} } }) as never,
    "state.v as a number, and returned an object",
  ],
])("an update that returns %s is refused", (_, update, message) => {
  expect(() => define({ id: "mine" }, update)).toThrow(message);
});

test("state that is declared but not returned, or returned but not declared, is refused", () => {
  expect(() => define({ state: { v: 0 } }, () => ({ m: 1, state: {} }))).toThrow("state.v");
  expect(() => define({ state: { v: 0 } }, () => ({ m: 1, state: { v: 0, w: 0 } }))).toThrow(
    "declare state: { w: 0 }",
  );
});

test("an update that remembers on its own, or draws random numbers, is refused", () => {
  let calls = 0;
  const counting: UserUpdate = ({ gradient }) => ({ m: gradient * ++calls });
  const later: UserUpdate = ({ gradient, t }) => ({ m: t > 3 ? gradient * ++calls : gradient });
  const drawing: UserUpdate = ({ gradient }) => ({ m: gradient * Math.random() });
  for (const update of [counting, later, drawing])
    expect(() => define({}, update)).toThrow("for the same step: what it remembers belongs in");
});

test("an update may write into what it is given", () => {
  const writing: UserUpdate = (step, state) => {
    const mine = state as Record<string, number>;
    mine.v = 0.9 * mine.v! + step.gradient;
    return { m: mine.v, state: mine };
  };
  const reading: UserUpdate = ({ gradient }, { v }) => {
    const next = 0.9 * v! + gradient;
    return { m: next, state: { v: next } };
  };
  for (const raw of [{}, { state: { v: 0 } }]) {
    const [one, other] = [define(raw, writing), define(raw, reading)];
    expect(one.state).toEqual({ v: 0 });
    const expected = runOptimizer(other, rosenbrock, { steps: 20, lr: 1e-4 });
    expect(runOptimizer(one, rosenbrock, { steps: 20, lr: 1e-4 }).theta).toEqual(expected.theta);
  }
});

test("answers are looked at in every step", () => {
  const changing: UserUpdate = ({ t, gradient }) =>
    t < 25 ? { m: gradient } : ({ m: String(gradient) } as never);
  const mine = define({}, changing);
  expect(() => runOptimizer(mine, rosenbrock, { steps: 24, lr: 1e-4 })).not.toThrow();
  expect(() => runOptimizer(mine, rosenbrock, { steps: 30, lr: 1e-4 })).toThrow(
    "mine must return m as a number, and returned a string",
  );
  const reshaping: UserUpdate = ({ t, gradient }) => ({
    m: gradient,
    state: t < 25 ? { v: 1 } : { w: 1 },
  });
  expect(() => runOptimizer(define({}, reshaping), rosenbrock, { steps: 30, lr: 1e-4 })).toThrow(
    "mine must return state.v as a number, and returned nothing",
  );
});

test("what the function throws, comes through", () => {
  const update: UserUpdate = () => {
    throw new RangeError("not today");
  };
  expect(() => define({}, update)).toThrow(new RangeError("not today"));
});

test("a catalogue takes it by id, once", () => {
  const mine = define({ id: "mine" }, ({ gradient }) => ({ m: gradient }));
  const catalogue = createCatalogue([mine]);
  expect(catalogue.byId("mine")).toBe(mine);
  expect(catalogue.byId("adam")).toBe(builtIn("adam"));
  expect(catalogue.optimizers).toHaveLength(createCatalogue().optimizers.length + 1);
  expect(() => createCatalogue([mine, mine])).toThrow('"mine"');
});
