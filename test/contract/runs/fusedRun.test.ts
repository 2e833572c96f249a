import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimizerById as liftedById } from "virtual:lifted-catalogue";
import type { Optimizer } from "../../../src/optimizers/optimizer";
import { createFusedRun, canFuse } from "../../../src/simulation/compiled/fusedRun";
import { createReferenceRun } from "../../../src/simulation/run/referenceRun";
import { buildFusedProgram } from "../../../src/simulation/compiled/fusedProgram";
import { fusedProgram } from "../../../src/simulation/compiled/fusedPrograms";
import type { Objective } from "../../../src/objective/objective";
import { createRun } from "../../../src/simulation/compiled/run";
import type { RunPlan } from "../../../src/simulation/run/runPlan";
import { stepTable } from "../../../src/simulation/compiled/stepTable";
import {
  barrierGraph,
  constantGraph,
  coupledGraph,
  graphObjective,
  himmelblauGraph,
  kinkGraphs,
  rosenbrockGraph,
} from "./fusedFunctions";
import { anyRun, elementwise, expectEqual, finish, planFor, type Example } from "./fusedRuns";
import { runOptions } from "./lectureData";

const functions: readonly Example[] = [
  { name: "Rosenbrock", objective: graphObjective(2, [rosenbrockGraph()]), start: [-1.2, 1] },
  { name: "Himmelblau", objective: graphObjective(2, [himmelblauGraph()]), start: [0.5, -0.5] },
  { name: "barrier", objective: graphObjective(3, [barrierGraph()]), start: [2, 1, 0] },
  { name: "kink", objective: graphObjective(2, kinkGraphs()), start: [0.93, -0.61] },
  { name: "constant", objective: graphObjective(2, [constantGraph()]), start: [1, 2] },
  { name: "coupled", objective: graphObjective(5, [coupledGraph()]), start: [1, -1, 2, 0, 0.3] },
];

describe("the fused loop equals the reference loop to the last bit", () => {
  const cases = elementwise.flatMap((optimizer) =>
    functions.map((example) => [optimizer.id, example.name, example] as const),
  );

  test.each(cases)("%s on %s", (id, _name, example) => {
    const options = runOptions(id, elementwise.find((one) => one.id === id)!.learningRate.default);
    const plan = planFor(options, example, 1500);
    expect(canFuse(plan)).toBe(true);
    expectEqual(finish(createFusedRun(plan), 700), finish(createReferenceRun(plan), 700));
  });

  test("for any rate, hyperparameters, extras, schedule and slices", () => {
    fc.assert(
      fc.property(
        anyRun,
        fc.constantFrom(...functions),
        fc.integer({ min: 1, max: 900 }),
        (options, example, slice) => {
          const plan = planFor(options, example, 300, options.lr > 1 ? 1e-2 : 0);
          expectEqual(finish(createFusedRun(plan), slice), finish(createReferenceRun(plan), slice));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("what compiles, and what does not", () => {
  test.each(elementwise.map((optimizer) => [optimizer.id, optimizer] as const))(
    "%s is traced into a program",
    (id, optimizer) => {
      const options = runOptions(id, optimizer.learningRate.default);
      const plan = planFor(options, functions[0]!, 10);
      const lifted = liftedById(id)!;
      if (lifted.kind !== "element") throw new Error("not elementwise");
      const program = buildFusedProgram({
        loss: rosenbrockGraph(),
        optimizer: lifted,
        hyperparameters: options.hyperparameters,
        extras: {},
        scalarNames: stepTable(plan).scalarNames,
      });
      expect(program.dimension).toBe(2);
      expect(program.readsTime).toBe(false);
    },
  );

  test("changing a number does not compile anew, changing a choice does", () => {
    const loss = rosenbrockGraph();
    const optimizer = liftedById("adam")!;
    if (optimizer.kind !== "element") throw new Error("not elementwise");
    const get = (changes: object) => {
      const options = runOptions("adam", 0.01, { ...changes });
      const { scalarNames } = stepTable(planFor(options, functions[0]!, 10));
      const { hyperparameters } = options;
      return fusedProgram({ loss, optimizer, hyperparameters, extras: {}, scalarNames });
    };
    const program = get({});
    expect(program).toBeDefined();
    expect(get({ beta1: 0.5, eps: 1e-4 })).toBe(program);
    // A number that is 0 switches its term off: without it the step is shorter.
    const decaying = get({ weightDecay: 0.1 });
    expect(decaying).not.toBe(program);
    expect(get({ weightDecay: 0.2 })).toBe(decaying);
    expect(get({ amsgrad: true })).not.toBe(program);
  });

  test("two runs in turns on one program do not disturb each other", () => {
    const options = runOptions("adam", 0.01);
    const near = planFor(options, functions[0]!, 2500);
    const far = planFor(options, { ...functions[0]!, start: [2, -1] }, 2500);
    const runs = [near, far].map((plan) => createFusedRun(plan));
    while (runs.some((run) => !run.stop)) runs.forEach((run) => run.step(333));
    [near, far].forEach((plan, k) =>
      expectEqual(runs[k]!.trace(), finish(createReferenceRun(plan), 2500)),
    );
  });

  test("long runs write into the trace itself, also in memory that another run gave back", () => {
    const options = runOptions("adam", 0.01);
    const first = planFor(options, functions[0]!, 25_000);
    const other = planFor(runOptions("adam", 0.02), functions[0]!, 24_000);
    for (const plan of [
      first,
      other,
      planFor(options, { ...functions[0]!, start: [2, 2] }, 25_000),
      first,
    ]) {
      const run = createFusedRun(plan);
      expectEqual(finish(run, 9_999), finish(createReferenceRun(plan), 9_999));
      run.release();
    }
    // Guards that change all the time, and a run that ends early.
    const kink = planFor(runOptions("gd", 0.01), functions[3]!, 21_000);
    expectEqual(finish(createFusedRun(kink), 5000), finish(createReferenceRun(kink), 5000));
    const diverging = planFor(runOptions("gd", 0.1), functions[0]!, 30_000);
    expectEqual(
      finish(createFusedRun(diverging), 5000),
      finish(createReferenceRun(diverging), 5000),
    );
  }, 30_000);

  test("cancelling, and an early end for each reason", () => {
    const plan = planFor(runOptions("gd", 1e-3), functions[0]!, 5000);
    const run = createFusedRun(plan);
    run.step(1234);
    expect(run.cancel().stop).toEqual({ reason: "cancelled", step: 1234 });
    const reasons = [
      planFor(runOptions("gd", 0.1), functions[0]!, 5000),
      planFor(runOptions("gd", 5), { ...functions[2]!, start: [2, 0, 0] }, 5000),
      planFor(runOptions("gd", 0.01), functions[1]!, 5000, 1e-6),
      planFor(runOptions("gd", 1e-3), functions[0]!, 50),
    ].map((one) => {
      const fused = finish(createFusedRun(one), 1000);
      expectEqual(fused, finish(createReferenceRun(one), 1000));
      return fused.stop.reason;
    });
    expect(new Set(reasons)).toEqual(new Set(["diverged", "nonFinite", "converged", "steps"]));
  });

  test("an optimizer of a person's own is compared with its plain code first", () => {
    const plan = planFor(runOptions("momentum", 1e-3), functions[0]!, 100);
    const honest: RunPlan = { ...plan, optimizer: { ...plan.optimizer, family: "yours" } };
    expectEqual(finish(createRun(honest), 50), finish(createReferenceRun(plan), 50));
    // A twin that means something else, as a trace of impure code does.
    const other: RunPlan = {
      ...honest,
      optimizer: { ...honest.optimizer, traced: liftedById("gd") } as Optimizer,
    };
    expectEqual(finish(createRun(other), 50), finish(createReferenceRun(plan), 50));
  });

  test("what needs the reference loop is not compiled", () => {
    const gd = runOptions("gd", 0.01);
    const example = functions[0]!;
    const plan = planFor(gd, example, 10);
    expect(canFuse(plan)).toBe(true);
    expect(canFuse({ ...plan, sampling: { seed: 1, noise: 0.1 } })).toBe(false);
    expect(canFuse(planFor(runOptions("newton", 1), example, 10))).toBe(false);
    expect(canFuse(planFor({ ...gd, schedule: { id: "plateau", options: {} } }, example, 10))).toBe(
      false,
    );
    const numeric: Objective = { ...example.objective, gradientKind: "numeric" };
    expect(canFuse({ ...plan, objective: numeric })).toBe(false);
  });
});
