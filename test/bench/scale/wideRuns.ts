import { resolve } from "node:path";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { optimizerById } from "../../../src/optimizers/catalogue";
import { runWithDefaults } from "../../../src/options/defaultRuns";
import { RunRecord } from "../../../src/rows/runRecord";
import { RunnerClient } from "../../../src/runner/client/runnerClient";
import { median } from "../median";
import { numbersText } from "./cases";

/** Milliseconds of a run whose every parameter is recorded, and of the same run with a few recorded. */
export interface WideRun {
  readonly steps: number;
  readonly recorded: number;
  readonly unrecorded: number;
}

const parameters = 7840;
const rounds = 3;

const text = `${numbersText}const X = table(200, 784).map((row) => Float64Array.from(row));
export function loss(w) {
  let total = 0;
  for (let s = 0; s < X.length; s++) {
    const logits = [];
    for (let k = 0; k < 10; k++) {
      let z = 0;
      for (let i = 0; i < 784; i++) z += w[k * 784 + i] * X[s][i];
      logits.push(z);
    }
    let sum = 0;
    for (const z of logits) sum += Math.exp(z);
    total += Math.log(sum) - logits[s % 10];
  }
  return total / X.length;
}`;

/** Runs Adam on softmax regression 784 × 10 through the built runner, rows and all, as the command line does. */
export async function measureWideRuns(): Promise<readonly WideRun[]> {
  let record: RunRecord | undefined;
  const client = new RunnerClient({
    script: resolve("dist/runner.cjs"),
    limits: () => ({ time: 60_000, memory: 4096 }),
    onSlice(slice) {
      record ??= new RunRecord(slice.runId, slice.recorded);
      record.append(slice);
    },
    log: (line) => console.error(line),
  });
  const fn = findLossFunctions(text, { language: ".js" }).functions[0];
  if (!fn) throw new Error("no loss function");
  const start = new Array<number>(parameters).fill(0);
  const source = { session: "wide", file: "/project/loss.js", text, overlays: {} };
  let job = 0;
  const run = async (steps: number, recordAll: boolean): Promise<number> => {
    record = undefined;
    const began = performance.now();
    const ended = await client.run({
      ...{ session: "wide", job: ++job, start, steps, recordAll, seed: 0, tolerance: 0, noise: 0 },
      runs: [{ id: "adam", options: runWithDefaults(optimizerById("adam")!) }],
    });
    if (!ended.ok) throw new Error(ended.problem.message);
    const { recorded, rows } = record!;
    if (rows !== steps + 1 || (recorded.length === parameters) !== recordAll) {
      throw new Error(`${rows} rows of ${recorded.length} parameters`);
    }
    return performance.now() - began;
  };
  try {
    const opened = await client.open({ ...source, function: fn, optimizers: [], start: [start] });
    if (!opened.ok) throw new Error(opened.problem.message);
    if (opened.value.gradient.kind !== "exact") throw new Error("the gradient is not exact");
    await run(20, false);
    await run(20, true);
    const results: WideRun[] = [];
    for (const steps of [300, 1000]) {
      const [recorded, unrecorded]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        unrecorded.push(await run(steps, false));
        recorded.push(await run(steps, true));
      }
      results.push({ steps, recorded: median(recorded), unrecorded: median(unrecorded) });
    }
    return results;
  } finally {
    client.dispose();
  }
}
