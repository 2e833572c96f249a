import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gradient } from "../../src/graph/passes/derivative";
import { lowerProgram } from "../../src/languages/python/lowering/lowerProgram";
import { readProgram, type SentProgram } from "../../src/languages/python/lowering/readProgram";
import { requireLanguage } from "../../src/languages/registry";
import { defaultRuns } from "../../src/options/defaultRuns";
import type { OpenRequest } from "../../src/protocol/runner";
import { RunnerClient } from "../../src/runner/client/runnerClient";
import { compile } from "../../src/wasm/compile";
import { pythonWith } from "../contract/codeExport/codeExportPython";
import { median } from "./median";

/**
 * Losses in Python as the editor uses them: from an edit to a compiled gradient, from a cold start to the first curve, a
 * step beside the same loss in TypeScript, NumPy by hand and SciPy's differences. With --json prints the rows.
 */

interface Row {
  readonly name: string;
  readonly nsPerStep: number;
  readonly peer: string;
  readonly peerNsPerStep: number;
  readonly ratio: number;
}

const rows: Row[] = [];
const folder = mkdtempSync(join(tmpdir(), "optimizer-lens-bench-python-"));
const interpreter = pythonWith(["numpy"]);

function add(name: string, nanoseconds: number, peer: string, theirs: number): void {
  rows.push({
    ...{ name, nsPerStep: nanoseconds, peer },
    ...{ peerNsPerStep: theirs, ratio: nanoseconds / theirs },
  });
}

/** A logistic regression, and one of the same size in TypeScript. */
const logistic = (count: number, edit: number): string => `import numpy as np

rng = np.random.default_rng(1)
X = rng.normal(size=(${count}, 10))
y = (X[:, 0] + 0.3 * X[:, 1] > 0) * 1.0


def loss(w):
    z = X @ w
    return np.mean(np.logaddexp(0, z) - y * z) + 1e-3 * w @ w  # edit ${edit}
`;

const logisticTwin = (
  count: number,
): string => `const X = Array.from({ length: ${count} }, (_, i) =>
  Array.from({ length: 10 }, (_, k) => Math.sin(1 + 10 * i + k)));
const y = X.map((row) => (row[0]! + 0.3 * row[1]! > 0 ? 1 : 0));
const softplus = (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
export function loss(w: [${Array.from({ length: 10 }, () => "number").join(", ")}]) {
  let sum = 0, norm = 0;
  for (let i = 0; i < X.length; i++) {
    let z = 0;
    for (let k = 0; k < 10; k++) z += w[k]! * X[i]![k]!;
    sum += softplus(z) - y[i]! * z;
  }
  for (let k = 0; k < 10; k++) norm += w[k]! * w[k]!;
  return sum / X.length + 1e-3 * norm;
}`;

const softmax = `import numpy as np

rng = np.random.default_rng(1)
X = rng.normal(size=(200, 784))
labels = np.arange(200) % 10
rows = np.arange(200)


def loss(W):
    Z = X @ W
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[rows, labels])
`;

let opened = 0;
let job = 0;

class Bench {
  private readonly client = new RunnerClient({
    script: resolve("dist/runner.cjs"),
    limits: () => ({ time: 60_000, memory: 4096 }),
    python: () => interpreter,
    onSlice: () => undefined,
    log: () => undefined,
  });

  dispose(): void {
    this.client.dispose();
  }

  request(text: string, start: OpenRequest["start"], extension: string): OpenRequest {
    const { functions } = requireLanguage(extension).find(text, { language: extension });
    const [fn] = functions;
    if (!fn) throw new Error("no loss function");
    return {
      ...{ session: `bench ${++opened}`, file: join(folder, `loss${extension}`), text },
      ...{ overlays: {}, function: fn, optimizers: [] },
      ...(start !== undefined && { start }),
    };
  }

  /** Opens a text; answers its session and how its gradient came about. */
  async open(request: OpenRequest): Promise<readonly number[]> {
    const result = await this.client.open(request);
    if (!result.ok) throw new Error(result.problem.message);
    const { gradient, start } = result.value;
    if (gradient.kind !== "exact") throw new Error(gradient.reason);
    return start;
  }

  close(session: string): void {
    this.client.close(session);
  }

  /** Milliseconds of a run of gradient descent. */
  async run(session: string, start: readonly number[], steps: number): Promise<number> {
    const began = performance.now();
    const ended = await this.client.run({
      ...{ session, job: ++job, steps, seed: 0, tolerance: 0, noise: 0, start },
      runs: [{ id: "0", options: { ...defaultRuns[0]!, lr: 1e-3 } }],
    });
    if (!ended.ok) throw new Error(ended.problem.message);
    return performance.now() - began;
  }

  /** Nanoseconds of a step of each loss, what more steps take more; in turn, so that a busy machine is busy for all. */
  async steps(requests: readonly OpenRequest[], few: number, many: number): Promise<number[]> {
    const opened: { session: string; start: readonly number[]; times: number[] }[] = [];
    for (const request of requests) {
      const start = await this.open(request);
      await this.run(request.session, start, few);
      opened.push({ session: request.session, start, times: [] });
    }
    for (let round = 0; round < 7; round++) {
      for (const { session, start, times } of opened) {
        const short = await this.run(session, start, few);
        const long = await this.run(session, start, many);
        times.push(((long - short) / (many - few)) * 1e6);
      }
    }
    for (const { session } of opened) this.close(session);
    return opened.map(({ times }) => median(times));
  }
}

/** Nanoseconds of a step as a person would write it, see `peers.py`. */
function peersOf(problem: string): Readonly<Record<string, number>> {
  const { status, stdout, stderr } = spawnSync(
    interpreter!,
    [resolve("test/bench/python/peers.py"), problem],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Readonly<Record<string, number>>;
}

/** What takes nanoseconds for L and ∂L/∂W of the softmax regression, as compiled from what Python records. */
function compiledGradient(): () => number {
  const { status, stdout, stderr } = spawnSync(
    interpreter!,
    ["-B", resolve("test/bench/python/recorded.py"), "784", "10"],
    { input: softmax, encoding: "utf8", maxBuffer: 1 << 26 },
  );
  if (status !== 0) throw new Error(stderr);
  const { head, blob, loss } = JSON.parse(stdout) as {
    readonly head: SentProgram;
    readonly blob: string;
    readonly loss: number;
  };
  const { buffer } = new Uint8Array(Buffer.from(blob, "base64"));
  const compiled = compile(gradient(lowerProgram(readProgram(head, buffer))));
  compiled.inputs.set(Float64Array.from({ length: 7840 }, (_, k) => 0.01 * Math.sin(k)));
  compiled.run();
  // Sums of 784 terms in another order.
  if (!(Math.abs(compiled.outputs[0]! - loss) < 1e-12))
    throw new Error("another loss than NumPy's");
  const calls = 200;
  const timed = (): number => {
    const began = performance.now();
    for (let call = 0; call < calls; call++) {
      compiled.inputs[0]! += 1e-9;
      compiled.run();
    }
    return ((performance.now() - began) * 1e6) / calls;
  };
  // V8 compiles it for good meanwhile.
  timed();
  return timed;
}

async function edits(bench: Bench, count: number, goal: number): Promise<void> {
  const times: number[] = [];
  const start = new Array<number>(10).fill(0);
  for (let edit = 0; edit < 40; edit++) {
    const request = bench.request(logistic(count, edit), start, ".py");
    const began = performance.now();
    await bench.open(request);
    if (edit >= 15) times.push((performance.now() - began) * 1e6);
    bench.close(request.session);
  }
  add(`edit to compiled gradient, warm, ${count} × 10`, median(times), "goal", goal * 1e6);
}

/** From the start of the runner to the first curve, less what the interpreter itself takes to start with NumPy. */
async function cold(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const own = performance.now();
    spawnSync(interpreter!, ["-I", "-c", "import numpy"]);
    const began = performance.now();
    const bench = new Bench();
    const request = bench.request(logistic(200, 0), new Array<number>(10).fill(0), ".py");
    const start = await bench.open(request);
    await bench.run(request.session, start, 1000);
    times.push((performance.now() - began - (began - own)) * 1e6);
    bench.dispose();
  }
  add(
    "cold start to first curve, beyond the interpreter's own with NumPy",
    median(times),
    "goal",
    6e8,
  );
}

async function main(): Promise<void> {
  await cold();
  const bench = new Bench();
  try {
    const zeros = new Array<number>(10).fill(0);
    await edits(bench, 200, 40);
    await edits(bench, 5000, 60);
    for (const [count, few, many] of [
      [200, 2000, 20_000],
      [5000, 100, 1000],
    ] as const) {
      const name = `a step, logistic ${count} × 10`;
      const requests = [
        bench.request(logistic(count, 0), zeros, ".py"),
        bench.request(logisticTwin(count), zeros, ".ts"),
      ];
      const [python, twin] = await bench.steps(requests, few, many);
      add(name, python!, "TypeScript", twin!);
      for (const [peer, theirs] of Object.entries(peersOf(String(count)))) {
        add(name, python!, `NumPy ${peer}`, theirs);
      }
    }
    const matrix = Array.from({ length: 784 }, () => new Array<number>(10).fill(0));
    const request = bench.request(softmax, matrix, ".py");
    const began = performance.now();
    await bench.open(request);
    add(
      "softmax 784 × 10, 200 samples: text to gradient",
      (performance.now() - began) * 1e6,
      "goal",
      1e9,
    );
    const turns: Readonly<Record<"step" | "slopes" | "theirStep" | "theirSlopes", number>>[] = [];
    const slopes = compiledGradient();
    for (let turn = 0; turn < 5; turn++) {
      const [step] = await bench.steps([bench.request(softmax, matrix, ".py")], 50, 450);
      const theirs = peersOf("softmax");
      const [theirStep, theirSlopes] = [theirs["by hand"]!, theirs["gradient by hand"]!];
      turns.push({ step: step!, slopes: slopes(), theirStep, theirSlopes });
    }
    const middle = (name: keyof (typeof turns)[number]): number =>
      median(turns.map((turn) => turn[name]));
    add(
      "loss and gradient, softmax 784 × 10, 200 samples",
      middle("slopes"),
      "NumPy by hand",
      middle("theirSlopes"),
    );
    add(
      "a step with its record, softmax 784 × 10, 200 samples",
      middle("step"),
      "NumPy by hand, without one",
      middle("theirStep"),
    );
  } finally {
    bench.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (interpreter === undefined) console.error("no Python with NumPy: nothing is measured");
else await main();
if (process.argv.includes("--json")) console.log(JSON.stringify(rows));
else {
  const milliseconds = (nanoseconds: number): string => (nanoseconds / 1e6).toPrecision(3);
  for (const { name, nsPerStep, peer, peerNsPerStep, ratio } of rows) {
    const against = `${peer} ${milliseconds(peerNsPerStep)} ms, ratio ${ratio.toFixed(2)}`;
    console.log(`${name}: ${milliseconds(nsPerStep)} ms (${against})`);
  }
}
