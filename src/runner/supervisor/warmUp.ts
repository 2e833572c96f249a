import { findLossFunctions } from "../../languages/javascript/find/find";
import { defaultRuns } from "../../options/defaultRuns";
import type { OpenRequest, RunRequest } from "../../protocol/runner";

/** Nobody's: rows of its runs go nowhere. */
export const warmUpSession = "warm-up";

const text = `export function loss(x, y) {
  let sum = 0;
  for (const a of [1, 2]) sum += (x - a) ** 2 + Math.exp(-y * a);
  return sum > 0 ? sum : -sum;
}`;

/** A small function of ours: V8 compiles for it most of what the first one of a person's needs. */
export function openingToWarmUp(): OpenRequest {
  const fn = findLossFunctions(text, { language: ".ts" }).functions[0]!;
  return {
    session: warmUpSession,
    file: "/warm-up.ts",
    text,
    overlays: {},
    function: fn,
    optimizers: [],
  };
}

/** Short runs of it. */
export function runsToWarmUp(start: readonly number[]): RunRequest {
  const runs = defaultRuns.map((options, index) => ({ id: String(index), options }));
  return {
    session: warmUpSession,
    job: 1,
    runs,
    start,
    steps: 20,
    seed: 0,
    tolerance: 0,
    noise: 0,
  };
}
