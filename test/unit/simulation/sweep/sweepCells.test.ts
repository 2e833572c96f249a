import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { optimizerById } from "../../../../src/optimizers/catalogue";
import type { RunOptions } from "../../../../src/options/runOptions";
import { runnableOptimizer } from "../../../../src/simulation/compiled/runnableOptimizer";
import { runToEnd } from "../../../runToEnd";
import { createReferenceRun } from "../../../../src/simulation/run/referenceRun";
import { outcomeOfTrace, type Follow } from "../../../../src/simulation/run/outcome";
import { withArgumentNumbers } from "../../../../src/options/argumentNumbers";
import { axisValues, type SweepAxis } from "../../../../src/options/sweepOptions";
import { measured } from "../../../../src/simulation/sweep/outcomes";
import { createSweep, type Sweep } from "../../../../src/simulation/sweep/sweepCells";
import { finish } from "../../../../src/languages/slices";
import { runOptions } from "../../../contract/runs/lectureData";
import { anyRun } from "../../../contract/runs/fusedRuns";
import {
  barrierGraph,
  coupledGraph,
  graphObjective,
  graphWriter,
  himmelblauGraph,
  kinkGraphs,
  rosenbrockGraph,
} from "../../../contract/runs/fusedFunctions";
import { logistic, longRosenbrock } from "../../graph/dataGraphs";
import { reroll } from "../../../../src/graph/passes/reroll";

const examples = [
  { objective: graphObjective(2, [rosenbrockGraph()]), start: [-1.2, 1] },
  { objective: graphObjective(2, [himmelblauGraph()]), start: [0.3, -0.2] },
  { objective: graphObjective(3, [barrierGraph()]), start: [0.2, 0.7, 0.1] },
  { objective: graphObjective(2, kinkGraphs()), start: [0.9, -1.4] },
  { objective: graphObjective(5, [coupledGraph()]), start: [1, -1, 2, 0.5, 3] },
];

const followAll: Follow = { lowest: true, highest: true, target: 0.5 };

function sweep(
  options: RunOptions,
  { objective, start }: (typeof examples)[number],
  axes: readonly SweepAxis[],
  { steps = 60, tolerance = 0, follow = followAll } = {},
): Sweep {
  const names = start.map((_, i) => `p${i}`);
  const setting = { objective, names, start: Float64Array.from(start), steps, tolerance };
  return createSweep({ options, setting, find: runnableOptimizer, axes, follow });
}

/** Every outcome equals what the recorded run of the same setting says of itself, to the last bit. */
function expectSingleRuns(swept: Sweep, follow = followAll): void {
  const cells = Int32Array.from({ length: swept.grid.count }, (_, cell) => cell);
  finish(swept.run(cells.filter((cell) => !swept.outcomes.has(cell))));
  for (const cell of cells) {
    const expected = outcomeOfTrace(runToEnd(swept.planOf(cell)), follow);
    expect(swept.outcomes.at(cell)).toEqual(expected);
  }
}

const lr = (count: number): SweepAxis => ({
  target: { kind: "lr" },
  values: axisValues(1e-5, 10, count, "log"),
});

describe("a sweep", () => {
  it("has the outcomes of single runs, to the last bit", () => {
    fc.assert(
      fc.property(
        anyRun,
        fc.constantFrom(...examples),
        fc.constantFrom(0, 0.05),
        (options, example, tolerance) => {
          const names = Object.entries(optimizerById(options.optimizer)!.hyperparameters).flatMap(
            ([name, { default: value }]) => (typeof value === "number" ? [name] : []),
          );
          const second: SweepAxis = names[0]
            ? { target: { kind: "hyperparameter", name: names[0] }, values: [0, 0.3, 0.9] }
            : { target: { kind: "start", index: 1 }, values: [-1, 0.4, 2] };
          expectSingleRuns(sweep(options, example, [lr(7), second], { tolerance }));
        },
      ),
      { numRuns: 30 },
    );
  });

  it("has them where arguments have rates and decays of their own", () => {
    const decays = fc.record(
      {
        weightDecay: fc.constantFrom({ p0: 0.1, default: 0.01 }, { p1: 0.2, default: 0 }),
        coupledWeightDecay: fc.constant({ p0: 0.05, default: 0.002 }),
        decoupledWeightDecay: fc.constant({ p1: 0.03, default: 0.1 }),
      },
      { requiredKeys: [] },
    );
    const second = fc.constantFrom<SweepAxis>(
      { target: { kind: "argument", key: "p1" }, values: [1e-3, 0.02, 5] },
      { target: { kind: "extra", name: "coupledWeightDecay" }, values: [0, 0.01, 0.3] },
      { target: { kind: "start", index: 1 }, values: [-1, 0.4, 2] },
    );
    const first = fc.constantFrom<SweepAxis>(lr(5), {
      target: { kind: "argument", key: "p0" },
      values: axisValues(1e-4, 1, 5, "log"),
    });
    fc.assert(
      fc.property(
        fc.tuple(anyRun, decays, fc.constantFrom(undefined, 0.01, 3)),
        fc.constantFrom(...examples),
        first,
        second,
        ([plain, { weightDecay, ...extras }, factor], example, ...axes) => {
          const hasDecay = "weightDecay" in plain.hyperparameters;
          const rates = { p1: plain.lr * (factor ?? 1), default: plain.lr };
          const options = [
            ["lr", factor && rates] as const,
            ["weightDecay", hasDecay ? weightDecay : undefined] as const,
            ["coupledWeightDecay", extras.coupledWeightDecay] as const,
            ["decoupledWeightDecay", extras.decoupledWeightDecay] as const,
          ].reduce((run, [name, own]) => (own ? withArgumentNumbers(run, name, own) : run), plain);
          const swept = sweep(options, example, axes);
          expect(swept.isCompiled).toBe(true);
          expectSingleRuns(swept);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("has them of many parameters with rates of their own, beside a schedule", () => {
    const long = reroll(longRosenbrock(40).graph);
    const start = Array.from({ length: long.inputCount }, (_, i) => Math.sin(i));
    const example = { objective: graphObjective(start.length, [long]), start };
    const plain = { ...runOptions("adam", 0.01), schedule: { id: "cosine", options: {} } };
    const options = withArgumentNumbers(plain, "lr", { p0: 0.03, p7: 0.001, default: 0.01 });
    const p7: SweepAxis = { target: { kind: "argument", key: "p7" }, values: [1e-4, 0.01, 0.1] };
    for (const axes of [[lr(4)], [lr(4), p7], [p7]]) {
      expectSingleRuns(sweep(options, example, axes, { steps: 25 }));
    }
  });

  it("has them along a schedule's options, a start's coordinates and an extra", () => {
    const example = examples[0]!;
    const options: RunOptions = {
      ...runOptions("adam", 0.02),
      schedule: { id: "cosine", options: { etaMin: 0.001 } },
      extras: { clipNorm: 3, nesterov: 0.5 },
    };
    const etaMin: SweepAxis = {
      target: { kind: "schedule", name: "etaMin" },
      values: [0, 0.001, 0.01],
    };
    const clipNorm: SweepAxis = {
      target: { kind: "extra", name: "clipNorm" },
      values: [0.1, 1, 9],
    };
    const x: SweepAxis = { target: { kind: "start", index: 0 }, values: axisValues(-2, 2, 11) };
    for (const axes of [[etaMin, clipNorm], [x, etaMin], [clipNorm, x], [x], [lr(5), x, etaMin]]) {
      expectSingleRuns(sweep(options, example, axes));
    }
  });

  it("has them where runs start at branches that differ, and change branches on the way", () => {
    const kinks = examples[3]!;
    const coordinate = (index: number): SweepAxis => ({
      target: { kind: "start", index },
      values: axisValues(-1.5, 1.4, 5),
    });
    const swept = sweep(runOptions("rmsprop", 0.1), kinks, [coordinate(0), coordinate(1)]);
    expect(swept.isCompiled).toBe(true);
    expectSingleRuns(swept);
  });

  it("has them of losses with loops and of many parameters", () => {
    const network = reroll(logistic(20, 3).graph);
    const long = reroll(longRosenbrock(40).graph);
    for (const graph of [network, long]) {
      const n = graph.inputCount;
      const start = Array.from({ length: n }, (_, i) => Math.sin(i));
      const example = { objective: graphObjective(n, [graph]), start };
      const beta1: SweepAxis = {
        target: { kind: "hyperparameter", name: "beta1" },
        values: [0, 0.5],
      };
      expectSingleRuns(sweep(runOptions("adam", 0.01), example, [lr(4), beta1], { steps: 25 }));
    }
  });

  it("runs what cannot be compiled in the reference loop", () => {
    const swept = createSweep({
      options: runOptions("gd", 0.001),
      setting: {
        ...{ objective: examples[0]!.objective, start: Float64Array.of(-1.2, 1), steps: 40 },
        sampling: { seed: 1, noise: 0.1 },
      },
      find: runnableOptimizer,
      axes: [{ target: { kind: "seed" }, values: [1, 2, 3] }],
      follow: followAll,
    });
    expect(swept.isCompiled).toBe(false);
    expectSingleRuns(swept);
    expect(new Set(swept.outcomes.loss).size).toBe(3);
    expectSingleRuns(sweep(runOptions("lbfgs", 1), examples[1]!, [lr(3)], { steps: 10 }));
  });

  it("has them where sweeps of one program take turns, row by row", () => {
    const { objective } = examples[0]!;
    const steps = 7000;
    const swept = [-1.2, 0.4].map((x) =>
      sweep(runOptions("momentum", 0.01), { objective, start: [x, 1] }, [lr(21)], { steps }),
    );
    const cells = Int32Array.from({ length: 21 }, (_, cell) => cell);
    const turns = swept.map((one) => one.run(cells));
    for (let isOver = false; !isOver;) isOver = turns.map((one) => one.next().done).every(Boolean);
    for (const one of swept) expectSingleRuns(one);
  });

  it("agrees with the loop that defines a run", () => {
    const swept = sweep(runOptions("momentum", 0.01), examples[1]!, [lr(9)]);
    finish(swept.run(Int32Array.from({ length: 9 }, (_, cell) => cell)));
    for (let cell = 0; cell < 9; cell++) {
      const run = createReferenceRun(swept.planOf(cell));
      while (!run.stop) run.step(1000);
      expect(swept.outcomes.at(cell)).toEqual(outcomeOfTrace(run.trace(), followAll));
    }
  });
});

describe("where runs diverge on ½·(x² + 25·y²)", () => {
  const bowl = (() => {
    const w = graphWriter();
    const half = w.number(0.5);
    const sum = w.add(w.square(w.input(0)), w.mul(w.number(25), w.square(w.input(1))));
    return {
      objective: graphObjective(2, [w.builder.build([w.mul(half, sum)], 2)]),
      start: [1, 1],
    };
  })();

  /** The first rate, of `count` from 0.01 to 1, whose run ends above where it started. */
  function firstUnstable(options: RunOptions, count: number): { rate: number; before: number } {
    const axis: SweepAxis = { target: { kind: "lr" }, values: axisValues(0.01, 1, count, "log") };
    const swept = sweep(options, bowl, [axis], { steps: 3000, follow: {} });
    finish(swept.run(Int32Array.from({ length: count }, (_, cell) => cell)));
    const first = axis.values.findIndex(
      (_, cell) => measured({ kind: "end" }, swept.outcomes, cell) > 13,
    );
    return { rate: axis.values[first]!, before: axis.values[first - 1]! };
  }

  it("is at η·λmax = 2 for gradient descent, within a cell", () => {
    const { rate, before } = firstUnstable(runOptions("gd", 0.01), 64);
    expect(rate).toBeGreaterThan(2 / 25);
    expect(before).toBeLessThanOrEqual(2 / 25);
  });

  it("is at η·λmax = 2·(1 + β) for the heavy ball, within a cell", () => {
    const options = runOptions("momentum", 0.01, { momentum: 0.8, convention: "pytorch" });
    const { rate, before } = firstUnstable(options, 64);
    expect(rate).toBeGreaterThan((2 * 1.8) / 25);
    expect(before).toBeLessThanOrEqual((2 * 1.8) / 25);
  });
});
