import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLossFunctions } from "../../src/languages/javascript/find";
import { defaultRuns } from "../../src/options/defaultRuns";
import { RunnerClient } from "../../src/runner/client/runnerClient";

// The rows of long runs take far more memory than the user's code may, and are not counted as its own, however often the
// runs are repeated.

const text = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";
const limits = { time: 5000, memory: 200 };
const steps = 200_000;
const repetitions = 6;

let client: RunnerClient;

beforeAll(() => {
  client = new RunnerClient({
    script: resolve(import.meta.dirname, "../../dist/runner.cjs"),
    limits: () => limits,
    onSlice: () => undefined,
    log: () => undefined,
  });
});

afterAll(() => client.dispose());

describe("long runs, repeated", () => {
  test.each([
    ["compiled", 0],
    ["with noise, in the reference loop", 0.1],
  ])("%s: the memory of their rows is not the code's", { timeout: 120_000 }, async (_, noise) => {
    const fn = findLossFunctions(text, { language: ".ts" }).functions[0]!;
    const opened = await client.open({
      ...{ session: "test", file: "/loss.ts", text, overlays: {}, function: fn, optimizers: [] },
    });
    if (!opened.ok) throw new Error(opened.problem.message);
    for (let job = 1; job <= repetitions; job++) {
      const ended = await client.run({
        ...{ session: "test", job, steps, noise, seed: 0, tolerance: 0 },
        runs: defaultRuns.map((options, index) => ({ id: String(index), options })),
        start: [-1.2, 1],
      });
      expect(ended).toMatchObject({ ok: true });
    }
  });
});
