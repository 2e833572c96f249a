import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findLossFunctions } from "../../src/languages/javascript/find/find";
import type { OpenRequest } from "../../src/protocol/runner";
import { RunnerClient } from "../../src/runner/client/runnerClient";
import { goalRow, reportGoals } from "./goals";

/*
 * An endless loop in the user's code, printed and not asserted: how long after its limit it is answered, and how long
 * the valid code right after it takes to be open again.
 */

const rounds = 5;
const limit = 2000;

const client = new RunnerClient({
  script: resolve("dist/runner.cjs"),
  limits: () => ({ time: limit, memory: 1024 }),
  onSlice: () => undefined,
  log: (line) => console.error(line),
});

function requestFor(text: string): OpenRequest {
  const { functions } = findLossFunctions(text, { language: ".ts" });
  const file = join(tmpdir(), "loss.ts");
  return { session: "bench", file, text, overlays: {}, function: functions[0]!, optimizers: [] };
}

async function timeOpening(text: string): Promise<number> {
  const began = performance.now();
  await client.open(requestFor(text));
  return performance.now() - began;
}

const valid =
  "export const loss = (x: number, y: number) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;";
const endless = "export function loss(x: number) {\n  for (;;) x += 0;\n}";

const answers: number[] = [];
const next: number[] = [];
try {
  await timeOpening(valid);
  for (let round = 0; round < rounds; round++) {
    answers.push((await timeOpening(endless)) - limit);
    next.push(await timeOpening(valid));
  }
} finally {
  client.dispose();
}
reportGoals([
  goalRow("endless loop: its answer, after the limit", answers, 500),
  goalRow("endless loop: the next opening", next, 1000),
]);
