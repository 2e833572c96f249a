import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { requireLanguage } from "../../src/languages/registry";
import { defaultRuns } from "../../src/options/defaultRuns";
import { RunnerClient } from "../../src/runner/client/runnerClient";

/**
 * Benchmark functions of public Python packages, unchanged, from the text to a run of twelve steps: how many have an exact
 * gradient, and of those that have not, why. `OPTIMIZER_LENS_PUBLIC_PYTHON` names an interpreter that has numpy,
 * opfunu, landscapes and deap.
 */

/** One function, as `public/list_functions.py` tells it. */
interface PublicFunction {
  readonly name?: string;
  readonly function: string;
  /** Where it stands, or a text that calls it. */
  readonly file?: string;
  readonly text?: string;
  /** Where to start; the first of a length that the function takes. */
  readonly starts: readonly (readonly number[])[];
}

interface Outcome {
  readonly kind: "exact" | "numeric" | "refused";
  readonly why: string;
}

const python = process.env["OPTIMIZER_LENS_PUBLIC_PYTHON"];
if (python === undefined) {
  throw new Error(
    "OPTIMIZER_LENS_PUBLIC_PYTHON must name a Python with opfunu, landscapes and deap",
  );
}

const language = requireLanguage(".py");
const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-public-"));
const client = new RunnerClient({
  script: resolve("dist/runner.cjs"),
  limits: () => ({ time: 10_000, memory: 2048 }),
  python: () => python,
  onSlice: () => undefined,
  log: () => undefined,
});

function collections(): Readonly<Record<string, readonly PublicFunction[]>> {
  const script = resolve("test/bench/public/list_functions.py");
  const { status, stdout, stderr } = spawnSync(python!, [script], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Readonly<Record<string, readonly PublicFunction[]>>;
}

let session = 0;

async function tryAt(one: PublicFunction, start: readonly number[]): Promise<Outcome> {
  const file = one.file ?? join(folder, "glue.py");
  const text = one.text ?? readFileSync(file, "utf8");
  if (one.text !== undefined) writeFileSync(file, text);
  const { functions } = language.findAll(text, { language: ".py" });
  const fn = functions.find(({ name }) => name === one.function);
  if (!fn) return { kind: "refused", why: "not found in its file" };
  const name = `public ${++session}`;
  const opened = await client.open({
    ...{ session: name, file, text, overlays: {}, function: fn, optimizers: [] },
    start,
  });
  if (!opened.ok) return { kind: "refused", why: opened.problem.message };
  const ended = await client.run({
    ...{ session: name, job: 1, steps: 12, seed: 0, tolerance: 0, noise: 0 },
    runs: [{ id: "0", options: { ...defaultRuns[0]!, lr: 1e-4 } }],
    start: opened.value.start,
  });
  client.close(name);
  if (!ended.ok) return { kind: "refused", why: ended.problem.message };
  const { gradient } = ended.value;
  if (gradient.kind === "exact") return { kind: "exact", why: "" };
  return { kind: "numeric", why: gradient.reason ?? "" };
}

/** What comes of it at the first start that it takes. */
async function tryOne(one: PublicFunction): Promise<Outcome> {
  let first: Outcome | undefined;
  for (const start of one.starts) {
    const outcome = await tryAt(one, start);
    if (outcome.kind !== "refused") return outcome;
    first ??= outcome;
  }
  return first ?? { kind: "refused", why: "no start" };
}

try {
  const table: Record<string, Record<string, number>> = {};
  for (const [collection, functions] of Object.entries(collections())) {
    const counts = { functions: functions.length, exact: 0, numeric: 0, refused: 0 };
    console.log(`\n${collection}: ${functions.map((one) => one.name ?? one.function).join(", ")}`);
    for (const one of functions) {
      const { kind, why } = await tryOne(one);
      counts[kind]++;
      if (kind !== "exact") console.log(`  ${one.name ?? one.function}: ${kind}, ${why}`);
    }
    table[collection] = counts;
  }
  console.table(table);
} finally {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
}
