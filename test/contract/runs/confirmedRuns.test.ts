import { beforeAll, expect, test } from "vitest";
import type { CodeObjective } from "../../../src/objective/createObjective";
import { canFuse, createFusedRun } from "../../../src/simulation/compiled/fusedRun";
import { createReferenceRun } from "../../../src/simulation/run/referenceRun";
import type { Run } from "../../../src/simulation/run/run";
import type { Trace } from "../../../src/simulation/run/record";
import { bundler, createRealm, objectiveOf } from "../../unit/languages/javascript/support";
import { elementwise, planFor } from "./fusedRuns";
import { runOptions } from "./lectureData";

beforeAll(bundler, 60_000);

const steps = 3000;

/**
 * Code that asks what its numbers are: a traced one is an object, and no rewriting sees that. It plays a
 * role beyond x = 1 only, where none of the points is at which the trace is checked as it is made.
 */
const prying = `function loss([x, y]) {
  const kind = Object(x) === x ? 5 : 1;
  return 0.5 * (x - 2) ** 2 + 0.5 * y ** 2 + kind * Math.max(0, x - 1) ** 2;
}`;

/** The same of many numbers, which runs take row by row. */
const pryingWide = `function loss(w) {
  const kind = Object(w[0]) === w[0] ? 5 : 1;
  return w.reduce((sum, v) => sum + 0.5 * (v - 2) ** 2 + kind * Math.max(0, v - 1) ** 2, 0);
}`;

const throwing = `function loss([x, y]) {
  if (x > 1 && Object(x) !== x) throw new Error("beyond 1");
  return 0.5 * (x - 2) ** 2 + 0.5 * y ** 2;
}`;

async function objectiveAt(text: string, start: readonly number[]): Promise<CodeObjective> {
  const objective = await objectiveOf(text, [start], { path: "/project/loss.js" });
  expect(objective.gradientKind).toBe("exact");
  return objective;
}

function planOf(objective: CodeObjective, start: readonly number[]) {
  const descent = elementwise.find(({ id }) => id === "gd")!;
  expect(descent).toBeDefined();
  // Slow enough that the first rows to be compared are far from where the trace is wrong.
  return planFor(runOptions("gd", 2e-3), { objective, start }, steps);
}

function finish(run: Run): Trace {
  while (!run.stop) run.step(1000);
  return run.trace();
}

const wide = Array.from({ length: 40 }, () => -1);

test.each([
  ["compiled, in blocks", prying, [-1, 1], createFusedRun],
  ["compiled, row by row", pryingWide, wide, createFusedRun],
  ["step by step", prying, [-1, 1], createReferenceRun],
] as const)(
  "a wrong trace is found where a run comes to it: %s",
  async (_, text, start, create) => {
    const objective = await objectiveAt(text, start);
    const plan = planOf(objective, start);
    expect(canFuse(plan)).toBe(true);
    const { loss, theta, rows } = finish(create(plan));
    expect(objective.gradientKind).toBe("numeric");
    expect(objective.reason).toMatch(/^traced, it gives [\d.]+ where it really gives [\d.]+/);
    const plain = createRealm().evaluate(`(() => { ${text}; return loss; })()`, "plain.js") as (
      point: readonly number[],
    ) => number;
    expect(rows).toBe(steps + 1);
    const valueAt = (row: number): number =>
      plain(start.length > 2 ? start.map(() => theta[0]![row]!) : theta.map((x) => x[row]!));
    // From the row that was compared on, and of compiled blocks before it as well; values of size 10.
    for (let row = create === createFusedRun && start.length === 2 ? 0 : 1024; row < rows; row++) {
      expect(loss[row], `row ${row}`).toBeCloseTo(valueAt(row), 9);
    }
    // 0.5·(x − 2)² + (x − 1)² is least at 4/3, where (x − 2) + 2·(x − 1) = 0; measured slopes.
    expect(theta[0]!.at(-1)).toBeCloseTo(4 / 3, 3);
  },
);

test("a function that throws where its trace gives a number ends the run there", async () => {
  const start = [-1, 1];
  const objective = await objectiveAt(throwing, start);
  const { stop, rows, loss, theta } = finish(createFusedRun(planOf(objective, start)));
  expect(stop).toMatchObject({ reason: "threw", step: rows - 1, fault: { message: "beyond 1" } });
  expect(stop.fault?.place?.line).toBe(2);
  expect(theta[0]!.at(-1)).toBeGreaterThan(1);
  expect(loss.at(-1)).toBeNaN();
  // The rows so far: 0.5·(x − 2)² + 0.5·y² with both distances shrinking by 1 − η a step, until x > 1.
  const shrunk = (step: number): number => (1 - 2e-3) ** step;
  expect(rows - 1).toBe(Math.ceil(Math.log(1 / 3) / Math.log(1 - 2e-3)));
  // Three thousand roundings of values of size 5.
  expect(loss[500]).toBeCloseTo(0.5 * (3 * shrunk(500)) ** 2 + 0.5 * shrunk(500) ** 2, 10);
});
