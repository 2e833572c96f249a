import fc from "fast-check";
import { expect } from "vitest";
import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { optimizers } from "../../../src/optimizers/catalogue";
import type { HyperparameterValue } from "../../../src/optimizers/hyperparameter";
import type { Extras, RunOptions } from "../../../src/options/runOptions";
import type { Objective } from "../../../src/objective/objective";
import type { Run } from "../../../src/simulation/run/run";
import { planRun, type RunPlan } from "../../../src/simulation/run/runPlan";
import type { QuantileColumns, Trace } from "../../../src/simulation/run/record";
import { runOptions } from "./lectureData";

/** A loss and where runs on it start. */
export interface Example {
  readonly name: string;
  readonly objective: Objective;
  readonly start: readonly number[];
}

/** The optimizers that are compiled. */
export const elementwise = optimizers.filter(({ kind }) => kind === "element");

export function planFor(
  options: RunOptions,
  { objective, start }: Pick<Example, "objective" | "start">,
  steps: number,
  tolerance = 0,
): RunPlan {
  const setting = { objective, start: Float64Array.from(start), steps, tolerance };
  return planRun(options, setting, runnableOptimizer);
}

export function finish(run: Run, slice: number): Trace {
  while (!run.stop) run.step(slice);
  return run.trace();
}

/** Every column of both to the last bit, NaNs and signs of zeros included. */
export function expectEqual(fused: Trace, reference: Trace): void {
  expect(fused.stop).toEqual(reference.stop);
  expect(fused.evaluations).toBe(reference.evaluations);
  const vectors = ({ theta, gradient, sigma, m }: QuantileColumns) => [theta, gradient, sigma, m];
  const columns = (trace: Trace) =>
    [trace.loss, trace.gradientNorm, trace.learningRate]
      .concat(vectors(trace).flat())
      .concat(trace.quantiles ? vectors(trace.quantiles).flat() : []);
  const expected = columns(reference);
  expect(columns(fused).length).toBe(expected.length);
  columns(fused).forEach((column, k) => {
    const other = expected[k]!;
    const wrong = column.findIndex((value, t) => !Object.is(value, other[t]));
    expect(wrong < 0 ? "" : `column ${k} row ${wrong}: ${column[wrong]!} ${other[wrong]!}`).toBe(
      "",
    );
    expect(column.length).toBe(other.length);
  });
  expect([...fused.end]).toEqual([...reference.end]);
}

const anyExtras: fc.Arbitrary<Extras> = fc.record(
  {
    coupledWeightDecay: fc.double({ min: 0, max: 0.1, noNaN: true }),
    decoupledWeightDecay: fc.double({ min: 0, max: 0.1, noNaN: true }),
    clipValue: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    clipNorm: fc.double({ min: 1e-3, max: 10, noNaN: true }),
    nesterov: fc.double({ min: 0, max: 0.95, noNaN: true }),
  },
  { requiredKeys: [] },
);

const anySchedule = fc.constantFrom(
  { id: "constant", options: {} },
  { id: "inverseTime", options: { decay: 0.01 } },
  { id: "cosine", options: {} },
  { id: "noam", options: { warmup: 50 } },
);

/** Any optimizer that is compiled, with any rate, hyperparameters, extras and schedule. */
export const anyRun: fc.Arbitrary<RunOptions> = fc
  .tuple(
    fc.constantFrom(...elementwise),
    fc.double({ min: -6, max: 1.5, noNaN: true }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }),
    anyExtras,
    anySchedule,
  )
  .map(([optimizer, logRate, shares, extras, schedule]) => {
    const hyperparameters = Object.entries(optimizer.hyperparameters).map(([name, declared], k) => {
      const share = shares[k % shares.length]!;
      if (typeof declared.default === "boolean") return [name, share > 0.5] as const;
      if ("choices" in declared) {
        const last = declared.choices.length - 1;
        return [name, declared.choices[Math.round(share * last)]!] as const;
      }
      if (!("min" in declared)) throw new Error(`${name} is of an unknown kind`);
      const [low, high] = declared.slider ?? [declared.min, declared.max];
      const value = low + share * (high - low);
      return [name, declared.integer ? Math.round(value) : value] as const;
    });
    return {
      ...runOptions(optimizer.id, 10 ** logRate),
      hyperparameters: Object.fromEntries<HyperparameterValue>(hyperparameters),
      schedule,
      extras,
    };
  });
