import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { optimizerById } from "../../../src/optimizers/catalogue";
import type { formulaLines } from "../../../src/optimizers/formula";
import type { parseSimulate } from "../../../src/options/parseSimulate";
import type { startSchedule } from "../../../src/schedules/startSchedule";
import type { runToEnd } from "../../runToEnd";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { copyOfProject } from "../languages/copyOfProject";

const project = resolve(".");

// Bundling is slow on a busy machine; none of this is about time.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** What a contributor writes: one file … */
const newFile = `
import { learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/** Steps by the cube root of the gradient. */
export const cubeRoot = defineOptimizer({
  id: "cubeRoot",
  label: "Cube root descent",
  description: "Steps by the cube root of the gradient, for this test.",
  family: "classical",
  year: 1999,
  source: "this test",
  learningRate: learningRate(0.01),
  hyperparameters: {
    power: { default: 0.3333333333333333, min: 0.1, max: 1, help: "1 is gradient descent" },
  },
  state: {},
  formula: () => ({ m: "|@gradient|^{@power}", sigma: "1" }),
  update({ gradient: g }, _state, { power }) {
    return { m: Math.sign(g) * Math.pow(Math.abs(g), power), sigma: 1, state: {} };
  },

  zhTw: {
    "Steps by the cube root of the gradient, for this test.": "步伐是梯度的立方根，供這個測試使用。",
    "1 is gradient descent": "1 就是梯度下降",
  },
});
`;
/** One like Adam: with state, bias corrections, a convention and weight decay. Its Python is printed from its update. */
const likeAdam = `
import { biasCorrections } from "./biasCorrection";
import type { BiasCorrections } from "./biasCorrection";
import { beta, convention, decoupledWeightDecay, epsilon, learningRate } from "./hyperparameter";
import { defineOptimizer } from "./optimizer";

/** Adam with the mean of |g| for σ. */
export const absoluteAdam = defineOptimizer({
  id: "absoluteAdam",
  label: "Absolute Adam",
  description: "Adam that divides by the mean size of the gradient.",
  family: "classical",
  year: 1999,
  source: "this test",
  learningRate: learningRate(0.001),
  hyperparameters: {
    beta1: beta(0.9, "weight of the past in m"),
    beta2: beta(0.99, "weight of the past in σ"),
    eps: epsilon(1e-6),
    weightDecay: decoupledWeightDecay(0.01),
    convention: convention(["pytorch", "keras"], "pytorch: ε after the bias correction of σ; keras: before"),
  },
  state: { mean: 0, size: 0 },
  formula: ({ convention }) => ({
    mean: String.raw\`@beta1\\,@last.mean + (1 - @beta1)\\,@gradient\`,
    m: String.raw\`\\frac{@mean}{1 - (@beta1)^{@t + 1}}\`,
    size: String.raw\`@beta2\\,@last.size + (1 - @beta2)\\,|@gradient|\`,
    sigma:
      convention === "pytorch"
        ? String.raw\`\\frac{@size}{1 - (@beta2)^{@t + 1}} + @eps\`
        : String.raw\`\\frac{@size + @eps}{1 - (@beta2)^{@t + 1}}\`,
    decay: "@weightDecay",
  }),
  symbols: { size: "s" },
  perStep: (_step, { beta1, beta2 }, previous: BiasCorrections | undefined) =>
    biasCorrections(previous, beta1, beta2),

  update({ gradient: g }, state, { beta1, beta2, eps, weightDecay, convention }, { meanCorrection, rootCorrection }) {
    const mean = beta1 * state.mean + (1 - beta1) * g;
    const size = beta2 * state.size + (1 - beta2) * Math.abs(g);
    const correction = rootCorrection * rootCorrection;
    const sigma = convention === "pytorch" ? size * correction + eps : (size + eps) * correction;
    return { m: mean * meanCorrection, sigma, decay: weightDecay, state: { mean, size } };
  },

  zhTw: {
    "Adam that divides by the mean size of the gradient.": "除以梯度平均大小的 Adam。",
    "weight of the past in σ": "過去在 σ 中的權重",
    "pytorch: ε after the bias correction of σ; keras: before": "pytorch：ε 在 σ 的偏差修正之後；keras：在之前",
  },
});
`;

/** … and one line each. */
const newLines = `export { cubeRoot } from "./cubeRoot";\nexport { absoluteAdam } from "./absoluteAdam";\n`;

let copy: string;

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/** Runs tests of the copied tree, those whose name has `named` in it; how many passed, and what the others say. */
function runTests(files: readonly string[], named?: string): { passed: number; faults: string[] } {
  const file = join(copy, "report.json");
  spawnSync(
    process.execPath,
    [
      ...["node_modules/vitest/vitest.mjs", "run", ...files],
      ...(named === undefined ? [] : ["-t", named]),
      ...["--reporter=json", `--outputFile=${file}`],
    ],
    { cwd: copy, stdio: "ignore" },
  );
  const { numPassedTests, testResults } = JSON.parse(readFileSync(file, "utf8")) as Report;
  const faults = testResults.flatMap(({ name, message, assertionResults }) => [
    ...(message === "" ? [] : [`${name}: ${message}`]),
    ...assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join("\n")),
  ]);
  return { passed: numPassedTests, faults };
}

/** Bundles an entry of the copied tree and loads it. */
async function load<T>(name: string, entry: string): Promise<T> {
  const outfile = join(copy, `${name}.mjs`);
  await build({
    stdin: { contents: entry, resolveDir: copy, loader: "ts" },
    bundle: true,
    format: "esm",
    platform: "node",
    outfile,
    logLevel: "error",
  });
  return (await import(pathToFileURL(outfile).href)) as T;
}

beforeAll(() => {
  copy = copyOfProject("catalogue", "scripts", "media", "README.md");
  writeFileSync(join(copy, "src/optimizers/cubeRoot.ts"), newFile);
  writeFileSync(join(copy, "src/optimizers/absoluteAdam.ts"), likeAdam);
  appendFileSync(join(copy, "src/optimizers/index.ts"), newLines);
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe("a new optimizer is one file and one line", () => {
  test("it can be asked for, with its hyperparameters checked, and runs", async () => {
    const core = await load<{
      parseSimulate: typeof parseSimulate;
      optimizerById: typeof optimizerById;
      formulaLines: typeof formulaLines;
      runToEnd: typeof runToEnd;
      startSchedule: typeof startSchedule;
    }>(
      "core",
      `export { parseSimulate } from "./src/options/parseSimulate";
       export { optimizerById } from "./src/optimizers/catalogue";
       export { formulaLines } from "./src/optimizers/formula";
       export { createReferenceRun } from "./src/simulation/run/referenceRun";
       export { startSchedule } from "./src/schedules/startSchedule";
       import { createReferenceRun } from "./src/simulation/run/referenceRun";
       export function runToEnd(plan) {
         const run = createReferenceRun(plan);
         while (!run.stop) run.advance(1000);
         return run.trace();
       }`,
    );
    const { problems } = core.parseSimulate({ optimizer: "cubeRoot", power: 3 });
    expect(problems[0]?.message).toBe(
      "power must be a number between 0.1 and 1, not 3; the default is 0.3333333333333333",
    );
    expect(core.parseSimulate({ optimizer: "cubeRot" }).problems[0]?.message).toContain("cubeRoot");
    const run = core.parseSimulate({ optimizer: "cubeRoot" }).options.runs![0]!;
    const optimizer = core.optimizerById("cubeRoot")!;
    expect(core.formulaLines(optimizer, run.hyperparameters).map(({ name }) => name)).toEqual([
      "m",
      "sigma",
    ]);
    const trace = core.runToEnd({
      objective: {
        dimension: 1,
        gradientKind: "exact",
        value: (theta) => theta[0]! ** 2 / 2,
        valueAndGradient(theta, gradient) {
          gradient[0] = theta[0]!;
          return theta[0]! ** 2 / 2;
        },
        hessian: () => Float64Array.of(1),
        hessianVectorProduct: (_theta, vector, result) => result.set(vector),
      },
      optimizer,
      hyperparameters: run.hyperparameters,
      startRate: () => core.startSchedule(run.schedule, run.lr, 1),
      extras: run.extras,
      start: Float64Array.of(8),
      steps: 1,
    });
    // ∛8 = 2, η = 0.01: 8 − 0.02.
    expect(trace.theta[0]![1]).toBeCloseTo(7.98, 12);
  });

  test("the README's list picks it up", () => {
    const script = join(copy, "scripts/catalogueTable.mjs");
    execFileSync(process.execPath, [script, "--write"], { cwd: copy });
    const readme = readFileSync(join(copy, "README.md"), "utf8");
    expect(readme).toMatch(
      /\| `cubeRoot` +\| Cube root descent: steps by .* \| `power` .* \| this test/,
    );
    expect(() =>
      execFileSync(process.execPath, [script, "--check", join(project, "README.md")], {
        cwd: copy,
        stdio: "pipe",
      }),
    ).toThrow(/README.md is not what the catalogue says/);
  });

  test.each(["cubeRoot", "absoluteAdam"])("the tests of the catalogue pick %s up", (id) => {
    // Its declaration, its formula, its purity, its state: each a test of its own.
    const { passed, faults } = runTests(["test/contract/optimizers/optimizers.test.ts"], id);
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(4);
  });

  test("its runs are copied as PyTorch, Optax and Keras code that steps as they do", () => {
    const { passed, faults } = runTests(["test/contract/codeExport/codeExport.test.ts"]);
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(3);
  });

  test("and the tests of all that is made from the catalogue still pass", () => {
    const folders = ["optimizers", "options", "webview", "codeExport"];
    const { passed, faults } = runTests(folders.map((name) => `test/unit/${name}`));
    expect(faults).toEqual([]);
    expect(passed).toBeGreaterThan(100);
  });

  test("the panel and the command line pick it up", async () => {
    const { outputFiles } = await build({
      absWorkingDir: copy,
      entryPoints: { panel: "webview/main.tsx", cli: "src/cli/main.ts" },
      bundle: true,
      write: false,
      outdir: "out",
      platform: "node",
      format: "esm",
      packages: "external",
      jsx: "automatic",
      jsxImportSource: "preact",
      loader: { ".css": "empty", ".wasm": "empty" },
      external: ["lifted-catalogue"],
      logLevel: "silent",
    });
    const scripts = outputFiles.filter(({ path }) => path.endsWith(".js"));
    expect(scripts).toHaveLength(2);
    for (const label of ["Cube root descent", "Absolute Adam"]) {
      for (const { path, text } of scripts) expect(text, path).toContain(label);
    }
  });
});

test("the README lists the catalogue as it is", () => {
  execFileSync(process.execPath, ["scripts/catalogueTable.mjs", "--check"], { stdio: "pipe" });
});

test("nothing else keeps a list of optimizers", () => {
  // Every optimizer named outside the catalogue would be a second place to touch. Code export names those
  // that it can write in Python.
  const names = execFileSync(
    "git",
    ["grep", "-lE", `["'](adabelief|yogi|adopt|lamb|radam)["']`, "--", "src", "webview"],
    { encoding: "utf8" },
  );
  const others = names
    .trim()
    .split("\n")
    .filter((path) => !/^src\/(optimizers|codeExport)\//.test(path));
  expect(others).toEqual([]);
});
