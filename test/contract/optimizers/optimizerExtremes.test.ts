import { describe, expect, test } from "vitest";
import { optimizers } from "../../../src/optimizers/catalogue";
import type { HyperparameterValue, Optimizer } from "../../../src/optimizers/optimizer";
import { parseRun } from "../../../src/options/parseRun";
import { createFusedRun } from "../../../src/simulation/compiled/fusedRun";
import { createReferenceRun } from "../../../src/simulation/run/referenceRun";
import { graphObjective, himmelblauGraph, rosenbrockGraph } from "../runs/fusedFunctions";
import { expectEqual, finish, planFor } from "../runs/fusedRuns";

/** Functions without an edge, so that only a method can bring in what is not a number. */
const functions = [
  { name: "Rosenbrock", objective: graphObjective(2, [rosenbrockGraph()]), start: [-1.2, 1] },
  { name: "Himmelblau", objective: graphObjective(2, [himmelblauGraph()]), start: [0.5, -0.5] },
];

type Setting = Readonly<Record<string, HyperparameterValue>>;

/** Each setting alone at the ends of its range, each choice, and every pair of parts. */
function extremes({ hyperparameters }: Optimizer): Setting[] {
  const each = Object.entries(hyperparameters).flatMap(([name, declared]): Setting[] => {
    if ("min" in declared) return [{ [name]: declared.min }, { [name]: declared.max }];
    if ("choices" in declared) return declared.choices.map((choice) => ({ [name]: choice }));
    return [{ [name]: !declared.default }];
  });
  const { m, sigma } = hyperparameters;
  const parts = (declared: unknown) =>
    (declared as { readonly choices?: readonly string[] } | undefined)?.choices ?? [];
  const pairs = parts(m).flatMap((one) => parts(sigma).map((other) => ({ m: one, sigma: other })));
  return [{}, { lr: 1e-12 }, { lr: 1e6 }, ...each, ...pairs];
}

describe.each(optimizers.map((optimizer) => [optimizer.id, optimizer] as const))(
  "%s",
  (id, one) => {
    const runs = extremes(one).flatMap((setting) => {
      const { run, problems } = parseRun({ optimizer: id, ...setting });
      return problems.length === 0 ? [{ setting: JSON.stringify(setting), run: run! }] : [];
    });

    test.each(functions)("steps by numbers at the ends of every range on $name", (example) => {
      expect(runs.length).toBeGreaterThan(2);
      for (const { setting, run } of runs) {
        const plan = planFor(run, example, 60);
        const trace = finish(createReferenceRun(plan), 60);
        expect(trace.stop.reason, setting).not.toBe("nonFinite");
        if (one.kind === "element") expectEqual(finish(createFusedRun(plan), 25), trace);
      }
    });
  },
);
