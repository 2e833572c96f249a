import { describe, expect, test } from "vitest";
import { optimizerById, optimizers } from "../../../src/optimizers/catalogue";
import {
  defaultValues,
  isChoiceHyperparameter,
  isNumberHyperparameter,
} from "../../../src/optimizers/hyperparameter";
import type { ElementOptimizer } from "../../../src/optimizers/optimizer";
import { runWithDefaults } from "../../../src/options/defaultRuns";
import type { RunOptions } from "../../../src/options/runOptions";
import {
  type ReplayedStep,
  checkpointRows,
  createElementReplay,
} from "../../../src/simulation/run/elementReplay";
import { runToEnd } from "../../runToEnd";
import { type GradientSampling, planRun } from "../../../src/simulation/run/runPlan";
import type { Trace } from "../../../src/simulation/run/record";
import { detailsOf } from "../../../src/rows/details";
import { replayedStep } from "../../../src/rows/replayedStep";
import { RunRecord } from "../../../src/rows/runRecord";
import { formulaSteps, stepNumbers } from "../../../webview/formula/formulaModel";
import { objectiveOf, quadratic, type TestFunction } from "../optimizers/testFunctions";

/** Its gradient is 3 everywhere. */
const slope: TestFunction = {
  start: [1],
  value: (p) => 3 * p[0]!,
  gradient: () => [3],
};

function optionsOf(
  id: string,
  hyperparameters: RunOptions["hyperparameters"] = {},
  extras: RunOptions["extras"] = {},
): RunOptions {
  return { ...runWithDefaults(optimizerById(id)!, hyperparameters), extras };
}

function traceOf(
  options: RunOptions,
  on: TestFunction,
  steps: number,
  sampling?: GradientSampling,
): Trace {
  const setting = { objective: objectiveOf(on), start: Float64Array.from(on.start), steps };
  return runToEnd(planRun(options, { ...setting, ...(sampling && { sampling }) }));
}

function recordOf(options: RunOptions, trace: Trace): RunRecord {
  const record = new RunRecord("run-0", trace.recorded, options);
  record.append({
    ...{ session: "s", job: 1, runId: "run-0", from: 0, recorded: trace.recorded },
    columns: trace,
    evaluations: trace.evaluations,
    stop: trace.stop,
  });
  return record;
}

/** The formula's lines with their numbers, as the panel shows them. */
function shown(
  options: RunOptions,
  record: RunRecord,
  step: number,
  parameter = 0,
): Record<string, string | undefined> {
  const request = { step, formula: "run-0", parameter, withinShare: 0 };
  const { row, next, inside } = detailsOf([record], request).formula!;
  const lines = formulaSteps(options, stepNumbers(row, next, parameter, inside));
  return Object.fromEntries(lines.map(({ name, numbers }) => [name, numbers]));
}

function shownOn(on: TestFunction, options: RunOptions, step: number) {
  return shown(options, recordOf(options, traceOf(options, on, 4)), step);
}

describe("the formula shows the state that was not recorded", () => {
  test("of Adam: u = 0.3, then 0.57; v = 0.009, then 0.017991", () => {
    const { mean, meanSquare, m } = shownOn(slope, optionsOf("adam"), 1);
    expect(mean).toBe(String.raw`u^{t} = 0.9 \cdot 0.3 + (1 - 0.9) \cdot 3 = 0.57`);
    expect(meanSquare).toBe(
      String.raw`v^{t} = 0.999 \cdot 0.009 + (1 - 0.999) \cdot 3^2 = 0.01799`,
    );
    expect(m).toBe(String.raw`m^{t} = \frac{0.57}{1 - 0.9^{1 + 1}} = 3`);
  });

  test("of Adagrad: the sum 9, then 18", () => {
    expect(shownOn(slope, optionsOf("adagrad"), 1)["sum"]).toBe("s^{t} = 9 + 3^2 = 18");
  });

  test("of RMSProp: v = 0.09, then 0.1791", () => {
    expect(shownOn(slope, optionsOf("rmsprop"), 1)["meanSquare"]).toBe(
      String.raw`v^{t} = 0.99 \cdot 0.09 + (1 - 0.99) \cdot 3^2 = 0.1791`,
    );
  });

  test("of SGD with momentum: b = 3, then 5.7", () => {
    expect(shownOn(slope, optionsOf("sgd", { momentum: 0.9 }), 1)["movement"]).toBe(
      String.raw`b^{t} = 0.9 \cdot 3 + 3 = 5.7`,
    );
  });

  test("with the weight decay that the method puts into g: 3 + 0.5 · 1", () => {
    const lines = shownOn(slope, optionsOf("adagrad", { weightDecay: 0.5 }), 0);
    expect(lines["gradient"]).toBe(String.raw`g^{t} = \nabla L(1) + 0.5 \cdot 1 = 3.5`);
    expect(lines["m"]).toBe("m^{t} = 3.5");
    expect(lines["sum"]).toBe("s^{t} = 0 + 3.5^2 = 12.25");
  });

  test("of the parameter that is asked for", () => {
    const options = optionsOf("adagrad");
    const record = recordOf(options, traceOf(options, quadratic, 4));
    const at = (parameter: number) =>
      quadratic.gradient(Float64Array.from(quadratic.start))[parameter]!;
    for (const parameter of [0, 3, 0]) {
      expect(replayedStep(record, parameter, 0)!.after["sum"]).toBe(at(parameter) ** 2);
    }
    expect(replayedStep(record, 5, 0)).toBeUndefined();
  });
});

describe("no line shows an equality that does not hold", () => {
  test("a first step of its own stays in symbols: the lecture's σ⁰ = |g⁰|, SGD's undampened b⁰, ADOPT's v⁰", () => {
    const lecture = shownOn(slope, optionsOf("rmsprop", { convention: "lecture" }), 0);
    expect(lecture["meanSquare"]).toBeUndefined();
    expect(lecture["sigma"]).toBe(String.raw`\sigma^{t} = \sqrt{9} = 3`);
    const dampened = optionsOf("sgd", { momentum: 0.9, dampening: 0.5 });
    expect(shownOn(slope, dampened, 0)["movement"]).toBeUndefined();
    expect(shownOn(slope, dampened, 1)["movement"]).toMatch(/= 4\.2$/);
    expect(shownOn(slope, optionsOf("adopt"), 0)["meanSquare"]).toBeUndefined();
  });

  const elementwise = optimizers.filter(
    (optimizer): optimizer is ElementOptimizer => optimizer.kind === "element",
  );
  const settings = elementwise.flatMap((optimizer) => {
    const { id, hyperparameters } = optimizer;
    type Values = RunOptions["hyperparameters"];
    const changes = Object.entries(hyperparameters).flatMap(([name, one]): Values[] => {
      if (isChoiceHyperparameter(one)) return one.choices.map((value) => ({ [name]: value }));
      if (!isNumberHyperparameter(one)) return [{ [name]: !one.default }];
      return one.default === 0 ? [{ [name]: one.integer ? 2 : 0.5 }] : [];
    });
    const isSound = (change: Values) =>
      optimizer.check?.({ ...defaultValues(hyperparameters), ...change }) === undefined;
    return [{} as Values, ...changes.filter(isSound)].map((change) => [id, change] as const);
  });
  test.each(settings)("after the first step every line of %s %j holds", (id, changes) => {
    const options = optionsOf(id, changes);
    const record = recordOf(options, traceOf(options, quadratic, 8));
    for (const [name, numbers] of Object.entries(shown(options, record, 6))) {
      expect(numbers, name).toBeDefined();
    }
  });
});

describe("what changes the gradient", () => {
  test("of each coordinate alone is taken again: g = clip(3) + 0.5 · 1, looked ahead by 0.9", () => {
    const clipped = shownOn(slope, optionsOf("adagrad", {}, { clipValue: 2 }), 1);
    expect(clipped["sum"]).toBe("s^{t} = 4 + 2^2 = 8");
    expect(clipped["m"]).toBe("m^{t} = 2");
    // g⁰ = 2.5 + 0.9 · (2.5 − 0)
    const all = { clipValue: 2, coupledWeightDecay: 0.5, nesterov: 0.9 };
    expect(shownOn(slope, optionsOf("adagrad", {}, all), 0)["m"]).toBe("m^{t} = 4.75");
  });

  test("of all coordinates together keeps the state in symbols, and g too", () => {
    const options = optionsOf("momentum", {}, { clipNorm: 1 });
    const lines = shownOn(slope, options, 1);
    expect(lines["velocity"]).toBe(String.raw`u^{t} = 0.9\,u^{t-1} + g^{t}`);
    expect(lines["m"]).toBe("m^{t} = 1.9");
    const gd = optionsOf("gd", {}, { clipNorm: 1 });
    expect(shownOn(slope, gd, 1)["m"]).toBe("m^{t} = 1");
  });

  test("by noise is recorded: the state is that of the noisy gradients", () => {
    const options = optionsOf("adagrad");
    const trace = traceOf(options, slope, 4, { seed: 1, noise: 0.5 });
    const [g0, g1] = trace.gradient[0]!;
    expect(g0).not.toBe(3);
    const step = replayedStep(recordOf(options, trace), 0, 1)!;
    expect(step.after["sum"]).toBe(g0! * g0! + g1! * g1!);
  });
});

describe("a replay that is not exact", () => {
  test("ends where the recorded m differs in its last bit", () => {
    const options = optionsOf("adam");
    const trace = traceOf(options, slope, 8);
    const bits = new BigInt64Array(trace.m[0]!.buffer, trace.m[0]!.byteOffset, 8);
    bits[5]! ^= 1n;
    const record = recordOf(options, trace);
    expect(replayedStep(record, 0, 4)).toBeDefined();
    expect(replayedStep(record, 0, 5)).toBeUndefined();
    expect(replayedStep(record, 0, 6)).toBeUndefined();
    expect(shown(options, record, 6)["mean"]).toMatch(/^u\^\{t\} = 0\.9\\,u\^\{t-1\} \+ .*3$/);
  });

  test("is none of a method that the host does not know or that looks at all parameters", () => {
    const trace = traceOf(optionsOf("gd"), slope, 4);
    const of = (options?: RunOptions) =>
      replayedStep(new RunRecord("a", [0], options), 0, 0) ??
      replayedStep(recordOf({ ...optionsOf("gd"), ...options }, trace), 0, 0);
    expect(of({ ...optionsOf("gd"), optimizer: "mine" })).toBeUndefined();
    expect(of(optionsOf("lbfgs"))).toBeUndefined();
    expect(of(optionsOf("gd"))).toBeDefined();
  });
});

describe("checkpoints", () => {
  const options = optionsOf("nadam", {}, { nesterov: 0.5 });
  const steps = 5 * checkpointRows + 500;
  const trace = traceOf(options, quadratic, steps, { seed: 3, noise: 1 });
  const record = recordOf(options, trace);
  const optimizer = optimizerById("nadam") as ElementOptimizer;

  /** A replay that counts the rows it reads. */
  function counting() {
    const rows = record.rowsOf(0);
    const count = { read: 0 };
    const at = (row: number) => {
      count.read++;
      return rows.at(row);
    };
    const replay = createElementReplay({ ...options, optimizer }, { length: rows.length, at });
    return { replay, count };
  }

  test("give the same as a replay from the start, in any order", () => {
    const { replay } = counting();
    const wanted = [5321, 0, 999, 1000, 1001, 4999, 2500, 5000, 5321, 3, 3999];
    const whole = wanted.map((row): ReplayedStep | undefined => counting().replay(row));
    expect(whole.every((step) => step !== undefined)).toBe(true);
    expect(wanted.map(replay)).toEqual(whole);
  });

  test("make each later answer cost their distance at most", () => {
    const { replay, count } = counting();
    replay(steps - 1);
    for (const row of [steps - 1, 4999, 1999, 3000, 0]) {
      count.read = 0;
      expect(replay(row)).toBeDefined();
      expect(count.read).toBeLessThanOrEqual(checkpointRows);
    }
  });
});
