import fc from "fast-check";
import { expect, test } from "vitest";
import { createElementReplay } from "../../../src/simulation/run/elementReplay";
import { createFusedRun } from "../../../src/simulation/compiled/fusedRun";
import { planReplay } from "../../../src/simulation/run/runPlan";
import { graphObjective, rosenbrockGraph } from "./fusedFunctions";
import { anyRun, finish, planFor } from "./fusedRuns";

const example = { objective: graphObjective(2, [rosenbrockGraph()]), start: [-1.2, 1] };

test("every step of a compiled run is told, for any rate, hyperparameters, extras but clipNorm, and schedule", () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: 0, max: 1 }), (run, parameter) => {
      const extras = Object.fromEntries(
        Object.entries(run.extras).filter(([name]) => name !== "clipNorm"),
      );
      const options = { ...run, extras };
      const { rows, learningRate, theta, gradient, sigma, m } = finish(
        createFusedRun(planFor(options, example, 2500)),
        700,
      );
      const replay = createElementReplay(planReplay(options)!, {
        length: rows,
        at: (row) => ({
          theta: theta[parameter]![row]!,
          gradient: gradient[parameter]![row]!,
          learningRate: learningRate[row]!,
          sigma: sigma[parameter]![row]!,
          m: m[parameter]![row]!,
        }),
      });
      for (const row of [rows - 2, Math.floor(rows / 2), 0]) {
        if (row < 0 || row > rows - 2) continue;
        expect(replay(row), `row ${row} of ${rows}`).toBeDefined();
      }
    }),
    { numRuns: 150 },
  );
});
