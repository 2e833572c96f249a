import fc from "fast-check";
import { expect, test } from "vitest";
import { reroll } from "../../../src/graph/passes/reroll";
import type { RunOptions } from "../../../src/options/runOptions";
import { canFuse, createFusedRun } from "../../../src/simulation/compiled/fusedRun";
import { fusedProgram } from "../../../src/simulation/compiled/fusedPrograms";
import { stepTable } from "../../../src/simulation/compiled/stepTable";
import { runnableOptimizer } from "../../../src/simulation/compiled/runnableOptimizer";
import { createReferenceRun } from "../../../src/simulation/run/referenceRun";
import { planRun, type RunPlan } from "../../../src/simulation/run/runPlan";
import { dataSource, network } from "../../unit/graph/dataGraphs";
import { coupledGraph, graphObjective, rosenbrockGraph } from "./fusedFunctions";
import { anyRun, elementwise, expectEqual, finish, type Example } from "./fusedRuns";
import { runOptions } from "./lectureData";

const next = dataSource(3);
const functions: readonly (Example & { readonly names: readonly string[] })[] = [
  {
    ...{ name: "Rosenbrock", objective: graphObjective(2, [rosenbrockGraph()]), start: [-1.2, 1] },
    names: ["w", "b"],
  },
  {
    ...{
      name: "coupled",
      objective: graphObjective(5, [coupledGraph()]),
      start: [1, -1, 2, 0, 0.3],
    },
    names: ["w[0]", "w[1]", "w[2]", "b", "c"],
  },
  {
    name: "network",
    objective: graphObjective(193, [reroll(network(30, 10, 16).graph)]),
    start: Array.from({ length: 193 }, () => next() / 2),
    names: Array.from({ length: 193 }, (_, i) => (i < 150 ? `w[${i}]` : `b[${i - 150}]`)),
  },
];

function planFor(options: RunOptions, example: (typeof functions)[number], steps: number): RunPlan {
  const { objective, start, names } = example;
  return planRun(
    options,
    { objective, names, start: Float64Array.from(start), steps },
    runnableOptimizer,
  );
}

/** A run whose arguments have rates and every decay that there is of their own, some of them 0. */
function withOwnNumbers(options: RunOptions, share: number): RunOptions {
  const decay = { w: 0.02, default: 0 };
  const hasDecay = "weightDecay" in options.hyperparameters;
  return {
    ...options,
    hyperparameters: { ...options.hyperparameters, ...(hasDecay && { weightDecay: 0.02 }) },
    extras: { ...options.extras, coupledWeightDecay: 0.02, decoupledWeightDecay: 0.02 },
    byArgument: {
      lr: { w: options.lr, default: options.lr * share },
      coupledWeightDecay: decay,
      decoupledWeightDecay: { w: 0, default: 0.02 },
      ...(hasDecay && { weightDecay: decay }),
    },
  };
}

function isCompiled({ objective, optimizer, hyperparameters, extras, groups, ...plan }: RunPlan) {
  const loss = objective.graphAt!(plan.start)!;
  const { scalarNames } = stepTable({ objective, optimizer, hyperparameters, extras, ...plan });
  const traced = optimizer.kind === "element" ? optimizer.traced! : undefined;
  return (
    fusedProgram({
      ...{ loss, optimizer: traced!, hyperparameters, extras, scalarNames },
      groupOf: groups!.of,
    }) !== undefined
  );
}

const cases = elementwise.flatMap(({ id, learningRate }) =>
  functions.map((example) => [id, example.name, learningRate.default, example] as const),
);

test.each(cases)(
  "with numbers by argument %s on %s is compiled, bit for bit",
  (id, _name, lr, example) => {
    const plan = planFor(withOwnNumbers(runOptions(id, lr), 0.3), example, 120);
    expect(plan.groups?.groups.length).toBe(2);
    expect(canFuse(plan)).toBe(true);
    expect(isCompiled(plan)).toBe(true);
    expectEqual(finish(createFusedRun(plan), 50), finish(createReferenceRun(plan), 50));
  },
);

test("for any rates, hyperparameters, extras, schedule and slices", () => {
  fc.assert(
    fc.property(
      anyRun,
      fc.constantFrom(...functions.slice(0, 2)),
      fc.constantFrom(0, 0.1, 0.7, 30),
      fc.integer({ min: 1, max: 300 }),
      (options, example, share, slice) => {
        const plan = planFor(withOwnNumbers(options, share), example, 200);
        expectEqual(finish(createFusedRun(plan), slice), finish(createReferenceRun(plan), slice));
      },
    ),
    { numRuns: 60 },
  );
});
