import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { optimizers } from "../../../src/optimizers/catalogue";
import {
  defaultValues,
  isChoiceHyperparameter,
  isNumberHyperparameter,
  type HyperparameterValue,
} from "../../../src/optimizers/hyperparameter";
import { initialElementState } from "../../../src/optimizers/initialState";
import type {
  ElementOptimizer,
  Optimizer,
  VectorOptimizer,
} from "../../../src/optimizers/optimizer";
import { parseRun } from "../../../src/options/parseRun";
import { runOptimizer, thetaAt } from "../../unit/optimizers/runOptimizer";
import {
  bowl,
  himmelblau,
  objectiveOf,
  quadratic,
  rosenbrock,
  type TestFunction,
} from "../../unit/optimizers/testFunctions";

// Thousands of runs, on a machine that may be busy; none of this is about time.
vi.setConfig({ testTimeout: 300_000 });

const all = optimizers.map((optimizer) => ({ id: optimizer.id, optimizer }));
const elements = optimizers.filter((one): one is ElementOptimizer => one.kind === "element");
const vectors = optimizers.filter((one): one is VectorOptimizer => one.kind === "vector");

/** Defaults, and every choice and flag once. */
function variants(optimizer: Optimizer): Record<string, HyperparameterValue>[] {
  const defaults = { ...defaultValues(optimizer.hyperparameters) };
  const others = Object.entries(optimizer.hyperparameters).flatMap(([name, declaration]) => {
    if (isChoiceHyperparameter(declaration))
      return declaration.choices.map((choice) => ({ ...defaults, [name]: choice }));
    if (!isNumberHyperparameter(declaration))
      return [{ ...defaults, [name]: !declaration.default }];
    return [];
  });
  return [defaults, ...others].filter((values) => optimizer.check?.(values) === undefined);
}

const shapes = [[2, 2], [3], []];

describe.each(all)("$id", ({ optimizer }) => {
  test("is described", () => {
    expect(optimizer.id).toMatch(/^[a-z][A-Za-z0-9]*$/);
    expect(optimizer.label.length).toBeGreaterThan(0);
    expect(optimizer.description).toMatch(/^\S.{10,110}\.$/);
    expect(optimizer.source).not.toBe("");
    expect(optimizer.year).toBeGreaterThan(1800);
  });

  test("has every default within its range, and the parser takes it", () => {
    const declarations = { lr: optimizer.learningRate, ...optimizer.hyperparameters };
    for (const [name, declaration] of Object.entries(declarations)) {
      expect(declaration.help, name).not.toBe("");
      if (isChoiceHyperparameter(declaration))
        expect(declaration.choices, name).toContain(declaration.default);
      else if (isNumberHyperparameter(declaration)) {
        expect(declaration.default, name).toBeGreaterThanOrEqual(declaration.min);
        expect(declaration.default, name).toBeLessThanOrEqual(declaration.max);
        const [low, high] = declaration.slider ?? [declaration.min, declaration.max];
        expect(low, name).toBeLessThan(high);
        expect(low, name).toBeGreaterThanOrEqual(Math.min(declaration.min, low));
        expect(high, name).toBeLessThanOrEqual(declaration.max);
        if (declaration.scale === "log") expect(low, name).toBeGreaterThan(0);
      }
    }
    const defaults = defaultValues(optimizer.hyperparameters);
    const raw = { ...defaults, optimizer: optimizer.id, lr: optimizer.learningRate.default };
    const { run, problems } = parseRun(raw);
    expect(problems).toEqual([]);
    expect(run?.hyperparameters).toEqual(defaults);
  });

  test("descends a bowl from its defaults", () => {
    const trace = runOptimizer(optimizer, bowl, { steps: 300 });
    const losses = trace.loss;
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    expect(losses.every(Number.isFinite)).toBe(true);
  });

  test("m, σ and the step agree", () => {
    // Without decay, which a trace does not show, the step is exactly η/σ·m.
    const still = { weightDecay: 0, lambd: 0 };
    for (const variant of variants(optimizer)) {
      const lr = Math.min(optimizer.learningRate.default, 0.01);
      const hyperparameters = { ...variant, ...still };
      const trace = runOptimizer(optimizer, quadratic, { lr, steps: 20, hyperparameters });
      expect(trace.rows).toBeGreaterThan(1);
      for (let t = 0; t + 1 < trace.rows; t++)
        thetaAt(trace, t).forEach((theta, i) => {
          const step = (trace.learningRate[t]! / trace.sigma[i]![t]!) * trace.m[i]![t]!;
          expect(trace.theta[i]![t + 1]).toBe(theta - step);
        });
    }
  });

  test("stands still, and stays finite, where the gradient is 0", () => {
    const flat: TestFunction = { start: [0, 0, 0], value: () => 7, gradient: () => [0, 0, 0] };
    for (const hyperparameters of variants(optimizer)) {
      const trace = runOptimizer(optimizer, flat, { steps: 5, hyperparameters });
      expect(["steps", "converged"]).toContain(trace.stop.reason);
      expect(thetaAt(trace, trace.rows - 1).every((value) => Math.abs(value) < 1e-3)).toBe(true);
    }
  });

  test("is finite when a gradient is 0 in one coordinate only, and at η = 0", () => {
    const ridge: TestFunction = {
      start: [1, 5],
      value: (p) => p[0]! * p[0]!,
      gradient: (p) => [2 * p[0]!, 0],
    };
    for (const hyperparameters of variants(optimizer)) {
      const trace = runOptimizer(optimizer, ridge, {
        steps: 30,
        hyperparameters,
        schedule: { id: "linear", options: { endFactor: 0, totalIters: 20 } },
      });
      expect(trace.stop.reason).not.toBe("nonFinite");
      expect(trace.loss.every(Number.isFinite)).toBe(true);
    }
  });

  test("is deterministic", () => {
    const settings = { steps: 40, shapes: [[2, 2], []] };
    const [a, b] = [1, 2].map(() => runOptimizer(optimizer, quadratic, settings));
    expect(a!.theta).toEqual(b!.theta);
  });

  test("shows a formula that names only its own quantities", async () => {
    const { formulaLines, namesIn } = await import("../../../src/optimizers/formula");
    for (const hyperparameters of variants(optimizer)) {
      const formula = optimizer.formula?.(hyperparameters);
      const known = new Set([
        ...["gradient", "theta", "learningRate", "t", "m", "sigma", "decay"],
        ...Object.keys(optimizer.hyperparameters),
        ...Object.keys(optimizer.symbols ?? {}),
        ...(optimizer.kind === "element" ? Object.keys(optimizer.state) : []),
      ]);
      const lines = Object.entries(formula!);
      expect(lines.map(([name]) => name)).toEqual(expect.arrayContaining(["m", "sigma"]));
      for (const [name, line] of lines)
        for (const used of [name, ...namesIn(line)])
          expect(known.has(used), `${used} in ${name} = ${line}`).toBe(true);
      const temml = await import("temml");
      for (const { tex } of formulaLines(optimizer, hyperparameters, {
        gradient: -0.5,
        theta: 2,
      })) {
        expect(tex).not.toContain("@");
        expect(() => temml.default.renderToString(tex, { throwOnError: true })).not.toThrow();
      }
    }
  });
});

test("ids are unique, and each file is named after its optimizer", () => {
  expect(new Set(optimizers.map(({ id }) => id)).size).toBe(optimizers.length);
  const files = readdirSync("src/optimizers").map((file) => file.replace(/\.ts$/, ""));
  for (const { id } of optimizers) expect(files).toContain(id);
});

test("the catalogue holds every optimizer that the product promises", () => {
  const promised =
    `gd momentum adagrad rmsprop adam sgd adadelta amsgrad adamw adamax nadam radam asgd rprop lbfgs
    adafactor muon lion yogi adabelief lamb lars signsgd signum ftrl nadamw ademamix adopt prodigy scheduleFreeAdamw
    newton conjugateGradient bfgs backtracking compose`.split(/\s+/);
  expect(optimizers.map(({ id }) => id)).toEqual(expect.arrayContaining(promised));
});

describe("element optimizers", () => {
  const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });

  test.each(elements.map((optimizer) => ({ id: optimizer.id, optimizer })))(
    "$id is pure: the same in, the same out, and nothing it was given changes",
    ({ optimizer }) => {
      for (const hyperparameters of variants(optimizer))
        fc.assert(
          fc.property(fc.array(number, { minLength: 1, maxLength: 6 }), number, (gradients, at) => {
            let state = initialElementState(
              optimizer,
              { theta: at, learningRate: 0.1 },
              hyperparameters,
            );
            expect(Object.keys(state).sort()).toEqual(Object.keys(optimizer.state).sort());
            let scalars: Record<string, number> | undefined;
            gradients.forEach((gradient, t) => {
              const perStep = { t, learningRate: 0.1 };
              scalars = optimizer.perStep?.(perStep, hyperparameters, scalars) ?? {};
              const step = Object.freeze({ t, gradient, theta: at, learningRate: 0.1 });
              Object.freeze(state);
              Object.freeze(scalars);
              const once = optimizer.update(step, state, hyperparameters, scalars);
              const again = optimizer.update(step, state, hyperparameters, scalars);
              expect(again).toEqual(once);
              expect(Object.keys(once.state).sort()).toEqual(Object.keys(optimizer.state).sort());
              expect(structuredClone(once.state)).toEqual(once.state);
              const parts = [once.m, once.sigma, once.decay ?? 0, ...Object.values(once.state)];
              expect(parts.every(Number.isFinite), JSON.stringify(once)).toBe(true);
              expect(once.sigma).toBeGreaterThan(0);
              state = once.state;
            });
          }),
          { numRuns: 25 },
        );
    },
  );
});

describe("vector optimizers", () => {
  test.each(vectors.map((optimizer) => ({ id: optimizer.id, optimizer })))(
    "$id leaves what it is given as it was, and its state can be cloned",
    ({ optimizer }) => {
      const wide: TestFunction = {
        start: [1, -2, 0.5, 0.3, 1, 2, -1, 0.7],
        value: (p) => 0.5 * p.reduce((sum, x, i) => sum + (i + 1) * x * x, 0),
        gradient: (p) => Array.from(p, (x, i) => (i + 1) * x),
      };
      const objective = objectiveOf(wide);
      const evaluate = (point: Float64Array): { loss: number; gradient: Float64Array } => ({
        loss: wide.value(point),
        gradient: Float64Array.from(wide.gradient(point)),
      });
      for (const hyperparameters of variants(optimizer)) {
        let theta = Float64Array.from(wide.start);
        let state = optimizer.initialState(8, hyperparameters);
        for (let t = 0; t < 8; t++) {
          const { loss, gradient } = evaluate(theta);
          const step = {
            t,
            theta,
            loss,
            gradient,
            learningRate: 0.05,
            shapes,
            evaluate,
            hessian: (point: Float64Array) => objective.hessian(point),
          };
          const before = structuredClone({ theta, gradient, state });
          const result = optimizer.update(step, state, hyperparameters);
          expect({ theta, gradient, state }).toEqual(before);
          expect(optimizer.update(step, state, hyperparameters)).toEqual(result);
          expect([...result.m, ...result.sigma].every(Number.isFinite)).toBe(true);
          expect(result.sigma.every((sigma) => sigma > 0)).toBe(true);
          expect(result.m).toHaveLength(8);
          state = structuredClone(result.state);
          const decay = 1 - 0.05 * (result.decay ?? 0);
          theta = theta.map((x, i) => decay * x - (0.05 / result.sigma[i]!) * result.m[i]!);
        }
        expect(wide.value(theta)).toBeLessThan(wide.value(Float64Array.from(wide.start)));
      }
    },
  );
});

/**
 * A rate with which each method can be expected in the valley, found by trying a decade grid; left out, the default.
 * Rosenbrock's floor is where L < 0.5 (24.2 at the start), Himmelblau's valleys where L < 1 (170 at the start).
 */
const rates: Record<string, number> = {
  gd: 1e-3,
  momentum: 1e-4,
  sgd: 1e-3,
  asgd: 1e-3,
  lars: 0.5,
  adagrad: 0.5,
  ftrl: 0.5,
  signsgd: 2e-3,
  signum: 0.01,
  lion: 0.01,
  rmsprop: 0.01,
  adam: 0.05,
  amsgrad: 0.05,
  adamw: 0.05,
  adamax: 0.05,
  nadam: 0.05,
  nadamw: 0.05,
  radam: 0.005,
  adabelief: 0.05,
  yogi: 0.05,
  ademamix: 0.005,
  adopt: 0.05,
  lamb: 0.01,
  scheduleFreeAdamw: 0.05,
  muon: 0.05,
  compose: 0.05,
};

describe.each([
  { name: "Rosenbrock", loss: rosenbrock, floor: 0.5 },
  { name: "Himmelblau", loss: himmelblau, floor: 1 },
])("the valley of $name", ({ loss, floor }) => {
  test.each(all)("$id reaches it within 5000 steps", ({ id, optimizer }) => {
    const lr = rates[id];
    const trace = runOptimizer(optimizer, loss, { steps: 5000, ...(lr !== undefined && { lr }) });
    expect(trace.stop.reason).not.toBe("nonFinite");
    expect(Math.min(...trace.loss)).toBeLessThan(floor);
  });
});
