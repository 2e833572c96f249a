import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { findLossFunctions } from "../../src/languages/javascript/find/find";
import type { OpenRequest } from "../../src/protocol/runner";
import { RunnerClient } from "../../src/runner/client/runnerClient";
import { median } from "./median";
import { residentMemory } from "./panel/processes";

/**
 * The runner process as the editor uses it: from a text to a compiled gradient (find, bundle, lift, trace, derive,
 * compile, verify), warm; and its memory after 10,000 edits of which a third are broken. With --json prints rows; a
 * figure in MB or of the whole path has no peer.
 */

const client = new RunnerClient({
  script: resolve("dist/runner.cjs"),
  limits: () => ({ time: 10_000, memory: 2048 }),
  onSlice: () => undefined,
  log: (line) => console.error(line),
});

function requestFor(text: string): OpenRequest {
  const { functions } = findLossFunctions(text, { language: ".ts" });
  const file = join(tmpdir(), "loss.ts");
  const fn = functions[0];
  if (!fn) throw new Error("no loss function");
  return {
    session: "bench",
    file,
    text,
    overlays: {},
    function: fn,
    optimizers: [],
  };
}

function rosenbrock(edit: number): string {
  return `export function loss(x: number, y: number) {
  return (1 - x) ** 2 + ${100 + (edit % 7)} * (y - x * x) ** 2; // edit ${edit}
}`;
}

function logistic(edit: number): string {
  const data = Array.from({ length: 200 }, (_, row) =>
    Array.from({ length: 10 }, (_, column) => Math.sin(1 + row * 10 + column).toFixed(6)),
  );
  return `const X = [${data.map((row) => `[${row.join(",")}]`).join(",\n")}];
const Y = X.map((row, i) => (row[0]! + ${(edit % 7) / 100} > 0 ? 1 : -1));
export function loss(w: [number, number, number, number, number, number, number, number, number, number]) {
  let sum = 0;
  for (let i = 0; i < X.length; i++) {
    let z = 0;
    for (let j = 0; j < 10; j++) z += w[j]! * X[i]![j]!;
    sum += Math.log(1 + Math.exp(-Y[i]! * z));
  }
  return sum / X.length;
}`;
}

async function open(text: string): Promise<void> {
  const result = await client.open(requestFor(text));
  if (!result.ok) throw new Error(result.problem.message);
  if (result.value.gradient.kind !== "exact") throw new Error("the gradient is not exact");
}

/** Edits until V8 has compiled the bundler and our own code for good: a minute or two of writing. */
const warmUp = 200;

async function medianOpening(text: (edit: number) => string): Promise<number> {
  for (let edit = 0; edit < warmUp; edit++) await open(text(edit));
  const times: number[] = [];
  for (let edit = warmUp; edit < warmUp + 51; edit++) {
    const began = performance.now();
    await open(text(edit));
    times.push(performance.now() - began);
  }
  return median(times);
}

async function memoryAfterEdits(edits: number): Promise<{ start: number; end: number }> {
  const edit = async (number: number) => {
    const text = rosenbrock(number);
    const broken =
      number % 3 === 0 ? text.replace("return", number % 2 ? "retrun" : "return (") : text;
    const { functions } = findLossFunctions(broken, { language: ".ts" });
    if (functions[0]) await client.open({ ...requestFor(broken), session: "edits" });
  };
  for (let number = 0; number < 300; number++) await edit(number);
  const start = residentMemory(client.pid!);
  for (let number = 300; number < 300 + edits; number++) await edit(number);
  return { start, end: residentMemory(client.pid!) };
}

try {
  const rosenbrockTime = await medianOpening(rosenbrock);
  const logisticTime = await medianOpening(logistic);
  const memory = process.platform === "linux" ? await memoryAfterEdits(10_000) : undefined;
  const growth = memory && memory.end - memory.start;
  if (process.argv.includes("--json")) {
    const rows = [
      {
        name: "text to gradient: Rosenbrock",
        nsPerStep: rosenbrockTime * 1e6,
        peer: "bound 25 ms",
        peerNsPerStep: 25e6,
        ratio: rosenbrockTime / 25,
      },
      {
        name: "text to gradient: logistic 200 × 10",
        nsPerStep: logisticTime * 1e6,
        peer: "bound 50 ms",
        peerNsPerStep: 50e6,
        ratio: logisticTime / 50,
      },
    ];
    console.log(JSON.stringify(rows));
  } else {
    console.log(
      `text to compiled gradient, warm: Rosenbrock ${rosenbrockTime.toFixed(1)} ms (bound 25 ms)`,
    );
    console.log(
      `text to compiled gradient, warm: logistic 200 × 10 ${logisticTime.toFixed(1)} ms (bound 50 ms)`,
    );
    if (memory && growth !== undefined) {
      console.log(
        `memory of the runner: ${memory.start.toFixed(0)} MB at first, ${memory.end.toFixed(0)} MB after 10,000 edits, ` +
          `a third of them broken: ${growth.toFixed(0)} MB more (bound 30 MB)`,
      );
    }
  }
} finally {
  client.dispose();
}
