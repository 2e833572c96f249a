import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimizerById as liftedById } from "virtual:lifted-catalogue";
import { reroll } from "../../../src/graph/passes/reroll";
import { buildFusedProgram } from "../../../src/simulation/compiled/fusedProgram";
import { canFuse, createFusedRun } from "../../../src/simulation/compiled/fusedRun";
import { createReferenceRun } from "../../../src/simulation/run/referenceRun";
import { stepTable } from "../../../src/simulation/compiled/stepTable";
import { dataSource, longRosenbrock, network } from "../../unit/graph/dataGraphs";
import { asScan, network as recurrentNetwork } from "../../unit/graph/scanRecipes";
import { graphObjective, graphWriter } from "./fusedFunctions";
import { anyRun, elementwise, expectEqual, finish, planFor, type Example } from "./fusedRuns";
import { runOptions } from "./lectureData";

const next = dataSource(9);

function startOf(count: number): number[] {
  return Array.from({ length: count }, () => next() / 2);
}

/** A two-layer network: all loops. */
const layers = reroll(network(30, 10, 16).graph);
const small: Example = {
  name: "network",
  objective: graphObjective(193, [layers]),
  start: startOf(193),
};

/** Terms of 41 parameters that are not alike, one by one: no loops but those over the parameters. */
function unevenGraph() {
  const w = graphWriter();
  let sum = w.number(0);
  for (let i = 0; i < 41; i++) {
    const x = w.input(i);
    const bent = i % 3 === 0 ? w.exp(w.mul(w.number(0.1), x)) : i % 3 === 1 ? w.abs(x) : x;
    sum = w.add(sum, w.square(w.sub(bent, w.number(i / 40))));
  }
  return w.builder.build([sum], 41);
}
const uneven: Example = {
  name: "uneven",
  objective: graphObjective(41, [unevenGraph()]),
  start: startOf(41),
};

/** A loop that carries a state of six numbers over eight steps. */
const recurrence = asScan(recurrentNetwork(6, 8));
const recurrent: Example = {
  name: "recurrence",
  objective: graphObjective(recurrence.inputCount, [recurrence]),
  start: startOf(recurrence.inputCount),
};

/** So large that it is compiled as several functions. */
const unrolled = longRosenbrock(800).graph;
const large: Example = {
  name: "unrolled Rosenbrock",
  objective: graphObjective(800, [unrolled]),
  start: startOf(800),
};

const rolled = reroll(longRosenbrock(1000).graph);
const thousand: Example = {
  name: "Rosenbrock",
  objective: graphObjective(1000, [rolled]),
  start: startOf(1000),
};

/** Every parameter has the same slope at every point: 2·Σx. */
function equalSlopesGraph() {
  const w = graphWriter();
  const sum = Array.from({ length: 37 }, (_, i) => w.input(i)).reduce((a, b) => w.add(a, b));
  return w.builder.build([w.square(sum)], 37);
}
const equalSlopes: Example = {
  name: "equal slopes",
  objective: graphObjective(37, [equalSlopesGraph()]),
  start: startOf(37),
};

describe("above 32 parameters the fused run equals the reference run to the last bit", () => {
  const cases = elementwise.flatMap((optimizer) =>
    [small, uneven, equalSlopes, recurrent].map(
      (example) => [optimizer, example.name, example] as const,
    ),
  );
  test.each(
    cases.map(([optimizer, name, example]) => [optimizer.id, name, optimizer, example] as const),
  )("%s on %s", (id, _name, optimizer, example) => {
    const plan = planFor(runOptions(id, optimizer.learningRate.default), example, 60);
    expect(canFuse(plan)).toBe(true);
    expectEqual(finish(createFusedRun(plan), 25), finish(createReferenceRun(plan), 60));
  });

  test.each([large, thousand])("Adam on $name of many parameters", (example) => {
    const plan = planFor(runOptions("adam", 0.01), example, 40);
    const fused = finish(createFusedRun(plan), 15);
    expectEqual(fused, finish(createReferenceRun(plan), 40));
    expect(fused.recorded.length).toBeLessThan(32);
    expect(fused.quantiles?.theta[2]?.length).toBe(41);
  });

  test("for any rate, hyperparameters, extras, schedule and slices", () => {
    fc.assert(
      fc.property(
        anyRun,
        fc.constantFrom(small, uneven, equalSlopes, recurrent),
        fc.integer({ min: 1, max: 60 }),
        (options, example, slice) => {
          const plan = planFor(options, example, 50, options.lr > 1 ? 1e-2 : 0);
          expectEqual(finish(createFusedRun(plan), slice), finish(createReferenceRun(plan), 50));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("runs that end early, and one that is cancelled", () => {
    const reasons = [
      planFor(runOptions("gd", 1), thousand, 200),
      planFor(runOptions("gd", 0.01), equalSlopes, 200, 1e-3),
      planFor(runOptions("adam", 0.01), thousand, 3),
    ].map((plan) => {
      const fused = finish(createFusedRun(plan), 50);
      expectEqual(fused, finish(createReferenceRun(plan), 50));
      return fused.stop.reason;
    });
    expect(reasons).toEqual(["diverged", "converged", "steps"]);
    const run = createFusedRun(planFor(runOptions("adam", 0.01), thousand, 200));
    run.step(30);
    expect(run.cancel().stop).toEqual({ reason: "cancelled", step: 30 });
    expect(run.rows).toBe(31);
  });
});

test.each(elementwise.map((optimizer) => [optimizer.id, optimizer] as const))(
  "%s is compiled for a thousand parameters, in loops and in several functions",
  (id, optimizer) => {
    const options = runOptions(id, optimizer.learningRate.default);
    const lifted = liftedById(id)!;
    if (lifted.kind !== "element") throw new Error("not elementwise");
    for (const [loss, example] of [
      [rolled, thousand],
      [unrolled, large],
    ] as const) {
      const program = buildFusedProgram({
        loss,
        optimizer: lifted,
        hyperparameters: options.hyperparameters,
        extras: {},
        scalarNames: stepTable(planFor(options, example, 10)).scalarNames,
      });
      expect(program.rowByRow).toBe(true);
    }
  },
);
