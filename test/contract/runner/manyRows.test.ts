import { describe, expect, test } from "vitest";
import { defaultRuns } from "../../../src/options/defaultRuns";
import { useRunner } from "./useRunner";

// The rows of long runs take far more memory than the user's code may, and are not counted as its own, however often the
// runs are repeated.

const text = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";
const steps = 200_000;
const repetitions = 6;

const runner = useRunner({ limits: () => ({ time: 5000, memory: 200 }) });

describe("long runs, repeated", () => {
  test.each([
    ["compiled", 0],
    ["with noise, in the reference loop", 0.1],
  ])("%s: the memory of their rows is not the code's", { timeout: 120_000 }, async (_, noise) => {
    const opened = await runner.client.open(runner.requestFor(text));
    if (!opened.ok) throw new Error(opened.problem.message);
    for (let job = 1; job <= repetitions; job++) {
      const ended = await runner.client.run({
        ...{ session: "test", job, steps, noise, seed: 0, tolerance: 0 },
        runs: defaultRuns.map((options, index) => ({ id: String(index), options })),
        start: [-1.2, 1],
      });
      expect(ended).toMatchObject({ ok: true });
    }
  });
});
