import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { defaultRuns } from "../../../src/options/defaultRuns";
import type { Problem } from "../../../src/protocol/problem";
import type { RunSlice } from "../../../src/protocol/runner";
import { pythonWith } from "../codeExport/codeExportPython";
import { pairs } from "./pythonPairs";
import { useRunner } from "../runner/useRunner";

// Loss functions in Python against the real runner with a real interpreter.

const hasNumPy = ["python3", "python", "/usr/bin/python3"].some(
  (command) => spawnSync(command, ["-c", "import numpy"]).status === 0,
);

const commandLine = resolve(import.meta.dirname, "../../../dist/cli.cjs");

let limits = { time: 5000, memory: 2048 };
let slices: RunSlice[] = [];
const runner = useRunner({ limits: () => limits, onSlice: (slice) => slices.push(slice) });
let job = 0;

interface Simulated {
  readonly loss: readonly number[];
  readonly gradient: string;
  readonly notes: readonly string[];
  readonly printed: readonly string[];
}

/** Opens a text and takes a few steps, with batches of a size if it is given; the curve, or the problem it ends in. */
async function simulate(text: string, name: string, batch?: number): Promise<Simulated | Problem> {
  slices = [];
  writeFileSync(join(runner.folder, name), text);
  const opened = await runner.client.open(runner.requestFor(text, name));
  if (!opened.ok) return opened.problem;
  const ended = await runner.client.run({
    ...{ session: "test", job: ++job, steps: 12, seed: 0, tolerance: 0, noise: 0 },
    ...(batch !== undefined && { batchSize: batch }),
    runs: [{ id: "0", options: defaultRuns[1]! }],
    start: opened.value.start,
  });
  if (!ended.ok) return ended.problem;
  await runner.client.rows({ session: "test", job });
  const loss = slices.flatMap(({ columns }) => [...columns.loss]);
  return {
    loss,
    gradient: ended.value.gradient.kind,
    notes: opened.value.notes,
    printed: opened.value.printed.lines,
  };
}

const inPython = (text: string): Promise<Simulated | Problem> => simulate(text, "loss.py");

async function curve(text: string, name = "loss.py", batch?: number): Promise<Simulated> {
  const result = await simulate(text, name, batch);
  if (!("loss" in result)) throw new Error(`${result.kind}: ${result.message}`);
  return result;
}

describe.skipIf(!hasNumPy)("loss functions in Python", () => {
  test.each(pairs)("$name gives the curve that its twin in TypeScript gives", async (pair) => {
    const expected = await curve(pair.typescript, "twin.ts");
    const found = await curve(pair.python);
    expect(found.gradient).toBe("exact");
    expect(found.loss).toHaveLength(expected.loss.length);
    expected.loss.forEach((value, step) => {
      // Sums of up to 50 terms in another order, over twelve steps.
      expect(Math.abs(found.loss[step]! - value)).toBeLessThanOrEqual(
        1e-13 * (1 + Math.abs(value)),
      );
    });
  });

  test("weights start as arrays of the shape that the comment tells", () => {
    const file = join(runner.folder, "layer.py");
    const text = `import numpy as np

rng = np.random.default_rng(1)
X, labels = rng.normal(size=(20, 784)), np.arange(20) % 10

# @simulate { start: { W: { normal: [784, 10], scale: 0.01 }, b: { zeros: [10] } }, steps: 20, runs: ["gd"] }
def loss(W, b):
    assert W.shape == (784, 10) and b.shape == (10,)
    z = X @ W + b
    return np.mean(np.log(np.exp(z).sum(axis=1)) - z[np.arange(20), labels])
`;
    writeFileSync(file, text);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [commandLine, `${file}#loss`, "--every", "20", "--format", "json"],
      { encoding: "utf8", maxBuffer: 1 << 24 },
    );
    expect(stderr).toBe("");
    const { gradient, runs } = JSON.parse(stdout) as {
      gradient: string;
      runs: { rows: { theta: number[]; loss: number }[] }[];
    };
    expect(gradient).toBe("exact");
    const start = runs[0]!.rows[0]!.theta;
    expect(start).toHaveLength(7850);
    expect(start.slice(0, 7840).every((value) => value !== 0 && Math.abs(value) < 0.06)).toBe(true);
    expect(start.slice(7840)).toEqual(new Array(10).fill(0));
    const losses = runs[0]!.rows.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  test("a function that is not a number where it starts is recorded all the same", async () => {
    const text =
      "import numpy as np\n\ndef loss(x, y):\n    w = np.array([x, y])\n    return -0.5 * np.sum(np.sin(5 * np.pi * (w**0.75 - 0.05)) ** 6.0)\n";
    writeFileSync(join(runner.folder, "loss.py"), text);
    const start = [-0.001, 0.5];
    const opened = await runner.client.open({ ...runner.requestFor(text, "loss.py"), start });
    expect(opened.ok && opened.value.gradient).toEqual({ kind: "exact" });
  });

  test("an edit is followed, also of a constant and of an imported file", async () => {
    writeFileSync(join(runner.folder, "helper.py"), "def half(x):\n    return x / 2\n");
    const text =
      "from helper import half\n\nK = 3\n\ndef loss(x, y):\n    return half(x) ** 2 + K * y * y\n";
    const first = await curve(text);
    const second = await curve(text.replace("K = 3", "K = 6"));
    expect(second.loss[0]! - first.loss[0]!).toBeCloseTo(first.loss[0]! - 0.25 * first.loss[0]!, 0);
    expect(second.loss).not.toEqual(first.loss);
    expect((await curve(text)).loss).toEqual(first.loss);
    writeFileSync(join(runner.folder, "helper.py"), "def half(x):\n    return x / 4\n# changed\n");
    expect((await curve(text)).loss[0]).not.toBe(first.loss[0]);
  });

  test("data is given by the names of the file, and training is not run", async () => {
    const text =
      "import numpy as np\nX = np.eye(3)\ny = np.ones(3)\n\ndef loss(X, y, w):\n    return ((X @ w - y) ** 2).sum()\n\nw = np.zeros(3)\nfor _ in range(10**9):\n    w = w - 0.1\n";
    const found = await curve(text);
    expect(found.notes).toEqual([
      "w is taken to hold 3 numbers; start decides how many",
      "X is data: X of the file",
      "y is data: y of the file",
      "not run, for the function does not need it: line 8, 9–10",
    ]);
  });

  test("mini-batches are drawn as in TypeScript, and samples may take different ways", async () => {
    const typescript = `const data = Array.from({ length: 40 }, (_, i) => ({
        x: [0, 1, 2].map((k) => Math.sin(7 * i + k)), y: i % 3 === 0 ? 1 : 0 }));
      /** @simulate { samples: "data" } */
      export function loss(w: [number, number, number], b: number, s: (typeof data)[number]) {
        const z = s.x.reduce((sum, x, k) => sum + x * w[k]!, b);
        if (z > 1) return s.y === 1 ? 0.1 * z : z * z;
        return Math.log1p(Math.exp(z)) - s.y * z;
      }`;
    const python = `import numpy as np
data = [(np.sin(7 * i + np.arange(3)), 1 if i % 3 == 0 else 0) for i in range(40)]

# @simulate { samples: "data" }
def loss(w: "tuple[float, float, float]", b, sample, scale=0.1):
    x, y = sample
    z = x @ np.asarray(w) + b
    if z > 1:
        return scale * z if y == 1 else z * z
    return np.log1p(np.exp(z)) - y * z
`;
    for (const batch of [undefined, 4]) {
      const expected = await curve(typescript, "twin.ts", batch);
      const found = await curve(python, "loss.py", batch);
      expect(found.gradient).toBe("exact");
      expect(found.loss).toHaveLength(expected.loss.length);
      expected.loss.forEach((value, step) => {
        // Means of 40 terms in another order, over twelve steps.
        expect(Math.abs(found.loss[step]! - value)).toBeLessThanOrEqual(1e-13);
      });
    }
  });

  test("samples that are none are a fault where they are named", async () => {
    const text =
      '# @simulate { samples: "data" }\ndef loss(x, sample):\n    return x * x\n\ndata = {"a": 1}\n';
    expect(await inPython(text)).toMatchObject({
      message: "samples must name a list or an array, and this is a dict",
      place: { line: 1, column: 24 },
    });
  });

  test("large matrix products are left to NumPy, which is said, and gives the curve of compiled code", async () => {
    const loss = (product: string): string => `import numpy as np

X = np.sin(np.arange(3000 * 60.0)).reshape(3000, 60) / 20
W = np.zeros((60, 30))

def loss(W):
    return np.mean((${product} - 0.5) ** 2)
`;
    const products = await curve(loss("X @ W"));
    const elements = await curve(loss("(X[:, :, None] * W).sum(axis=1)"));
    expect(products.notes).toEqual([
      "not run, for the function does not need it: line 4",
      "value and gradient are computed in the interpreter, not by compiled code: its matrix products are large",
    ]);
    expect([products.gradient, elements.gradient]).toEqual(["exact", "exact"]);
    expect(elements.notes).toHaveLength(1);
    products.loss.forEach((value, step) => {
      // Sums of 60 and of 90,000 terms in another order.
      expect(Math.abs(value - elements.loss[step]!)).toBeLessThanOrEqual(1e-12);
    });
  });

  test.skipIf(pythonWith(["torch"]) !== pythonWith(["numpy"]))(
    "what cannot be recorded of a torch loss is differentiated by torch itself",
    async () => {
      const found = await curve(
        "import torch\n\ndef loss(w):\n    return torch.linalg.eigvalsh(torch.outer(w, w) + torch.eye(2)).max() + (w[0] - w[1]) ** 2\n",
      );
      expect(found.gradient).toBe("exact");
      expect(found.notes.at(-1)).toContain("computed in the interpreter, not by compiled code");
    },
  );

  test("a function inside another is reached by what the file calls that with", async () => {
    const text = `import numpy as np

def fit(X, y, rate):
    scaled = (X - X.mean(0)) / X.std(0)
    def loss(w):
        return np.mean((scaled @ w - y) ** 2)
    while True:
        pass

X, y = np.arange(6.0).reshape(3, 2) ** 2, np.ones(3)
result = fit(X, y, rate=0.1)
`;
    const { loss, gradient, notes } = await curve(text);
    expect({ gradient, notes }).toEqual({
      gradient: "exact",
      notes: [
        "w is taken to hold 2 numbers; start decides how many",
        "reached by fit(X, y, rate=0.1)",
        "not run, for the function does not need it: line 11",
      ],
    });
    expect(loss.at(-1)).toBeLessThan(loss[0]!);
  });

  test("what is printed is kept apart from the channel", async () => {
    const found = await curve(
      "import os\n\ndef loss(x, y):\n    print('at', 1)\n    os.write(1, b'noise')\n    return x * x + y * y\n",
    );
    expect(found.printed[0]).toBe("at 1");
  });

  test("a function that cannot be traced is differentiated numerically, and why is said", async () => {
    const found = await curve(
      "import numpy as np\n\ndef loss(x, y):\n    return float(np.linalg.eigvals(np.array([[x, y], [y * y, x]])).real.max()) ** 2 + x * x + y * y\n",
    );
    expect(found.gradient).toBe("numeric");
  });
});

describe.skipIf(!hasNumPy)("a fault in Python", () => {
  const valid = "def loss(x, y):\n    return (x - 1) ** 2 + 3 * y * y\n";

  test.each<[string, string, Partial<Problem>]>([
    [
      "an exception",
      "def loss(x, y):\n    z = [1]\n    return z[3] + x * y\n",
      {
        kind: "threw",
        message:
          "IndexError: list index out of range, at x = 1.12, y = 0.736, where it starts since " +
          "nothing says where: say it by @simulate { start: [0, 0] }",
      },
    ],
    ["a syntax error", "def loss(x, y):\n    return x +* y\n", { kind: "syntax" }],
    [
      "a missing import",
      "import absent\n\ndef loss(x, y):\n    return absent.f(x)\n",
      { kind: "missingImport" },
    ],
    ["no number", "def loss(x, y):\n    return 'a'\n", { kind: "notANumber" }],
    [
      "chance",
      "import random\n\ndef loss(x, y):\n    return x * y * random.random()\n",
      { kind: "notDeterministic" },
    ],
    [
      "the end of its process",
      "import os\n\ndef loss(x, y):\n    os._exit(3)\n    return x\n",
      { kind: "ended" },
    ],
    [
      "a crash",
      "import os, signal\n\ndef loss(x, y):\n    os.kill(os.getpid(), signal.SIGSEGV)\n    return x\n",
      { kind: "ended" },
    ],
  ])(
    "%s is one problem, and the next code gives the same bits as before",
    async (_, text, problem) => {
      const before = await curve(valid);
      const found = await inPython(text);
      expect(found).toMatchObject(problem);
      expect(await curve(valid)).toEqual(before);
    },
  );

  test(
    "code that always ends the interpreter has it started less and less often, sound code again",
    { timeout: 180_000 },
    async () => {
      runner.client.restart();
      const ending = "import os\n\ndef loss(x, y):\n    os._exit(3)\n    return x\n";
      for (let end = 0; end < 5; end++)
        expect(await inPython(ending)).toMatchObject({ kind: "ended" });
      const refused = (await inPython(valid)) as Problem;
      expect(refused.message).toMatch(
        /^Python ended 5 times in a row\. It is started again in \d s/,
      );
      await expect
        .poll(() => inPython(valid), { timeout: 40_000, interval: 500 })
        .toHaveProperty("loss");
      // One sound answer, and as many ends as before are allowed.
      expect(await inPython(ending)).toMatchObject({ message: "Python ended (exit code 3)." });
      expect(await inPython(valid)).toHaveProperty("loss");
    },
  );

  test("a function that raises at the usual start starts where it does not", async () => {
    const found = await curve(
      "def loss(x, y):\n    if x + y < 5:\n        raise ValueError()\n    return (x - 9) ** 2 + (y - 9) ** 2\n",
    );
    expect(found.notes.join()).toMatch(
      /^it starts at x = .*, y = .*: at x = 1.12, y = 0.736 it is not finite$/,
    );
    expect(found.loss.at(-1)).toBeLessThan(found.loss[0]!);
  });

  test("the place of an exception is its expression", async () => {
    const found = await inPython("def loss(x, y):\n    z = [1]\n    return 2 + z[3] + x * y\n");
    expect(found).toMatchObject({ place: { file: join(runner.folder, "loss.py"), line: 3 } });
    const { column } = (found as Problem).place!;
    // From Python 3.11 on the interpreter knows the column.
    expect([1, 16]).toContain(column);
  });

  test.each([
    ["an endless loop", "def loss(x, y):\n    while True:\n        x += 1\n    return x\n", [2, 3]],
    [
      "one that catches everything",
      "def loss(x, y):\n    while True:\n        try:\n            x += 1\n        except BaseException:\n            pass\n    return x\n",
      [2, 3, 4, 5, 6],
    ],
  ])("%s is stopped at its line", async (_, text, lines) => {
    limits = { time: 700, memory: 2048 };
    runner.client.restart();
    const found = await inPython(text);
    expect(found).toMatchObject({ kind: "timeout" });
    expect(lines).toContain((found as Problem).place!.line);
    const after = await curve(valid);
    limits = { time: 5000, memory: 2048 };
    runner.client.restart();
    expect(await curve(valid)).toEqual(after);
  });

  test("memory without end is stopped", async () => {
    // Ample time: on a busy machine memory is slow to be filled.
    limits = { time: 30_000, memory: 300 };
    runner.client.restart();
    const found = await inPython(
      "def loss(x, y):\n    kept = []\n    while True:\n        kept.append(bytes(10**6))\n    return x\n",
    );
    expect(found).toMatchObject({ kind: process.platform === "linux" ? "memory" : "timeout" });
    limits = { time: 5000, memory: 2048 };
    runner.client.restart();
  });

  test.each(["ended", "killed", "left by a host that was killed"] as const)(
    "no interpreter is left once the runner has been %s, not even one in a loop",
    async (how) => {
      const file = join(runner.folder, `${how}.pid`);
      const text = `import os\n\ndef loss(x, y):\n    open(${JSON.stringify(file)}, "w").write(str(os.getpid()) + ".")\n    while True:\n        x += 1\n    return x\n`;
      const isByHost = how === "left by a host that was killed";
      const found = isByHost ? undefined : curve(text).catch(() => undefined);
      if (isByHost) writeFileSync(join(runner.folder, "hosted.py"), text);
      const host = isByHost
        ? spawn(process.execPath, [commandLine, `${join(runner.folder, "hosted.py")}#loss`])
        : undefined;
      const pidOf = (): number => Number(/^(\d+)\.$/.exec(readFileSync(file, "utf8"))?.[1]);
      await expect.poll(() => existsSync(file) && pidOf() > 0, { timeout: 40_000 }).toBe(true);
      if (host) host.kill("SIGKILL");
      else if (how === "ended") runner.client.restart();
      else process.kill(runner.client.pid!, "SIGKILL");
      await expect.poll(() => isAlive(pidOf()), { timeout: 10_000 }).toBe(false);
      await found;
    },
  );
});

/** Is there such a process? One that has ended stays listed until somebody asks how it ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
