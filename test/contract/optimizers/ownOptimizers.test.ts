import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { createCatalogue } from "../../../src/optimizers/catalogue";
import { declaredOptimizer } from "../../../src/optimizers/userOptimizer";
import { readOwnOptimizers } from "../../../src/options/userOptimizers";
import { parseRun } from "../../../src/options/parseRun";
import type { OwnOptimizerSource } from "../../../src/protocol/runner";
import { RunnerClient } from "../../../src/runner/client/runnerClient";

// What optimizers of a person's own may do wrong, by the command line and the runner as they are built.

vi.setConfig({ testTimeout: 60_000 });

const cli = resolve(import.meta.dirname, "../../../dist/cli.cjs");

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "own-optimizers-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the command line says of a bowl that `mine` runs on, with `mine` on line 3. */
function simulate(name: string, optimizer: string): Promise<string> {
  const text = `/** @simulate { start: [3, -2], steps: 30, runs: [{ optimizer: "mine", lr: 0.1 }] } */
export function bowl(x, y) { return x * x + 2 * y * y; }
${optimizer}
`;
  writeFileSync(join(folder, name), text);
  return new Promise((done) => {
    execFile(process.execPath, [cli, name, "--every", "30"], { cwd: folder }, (_, out, fault) => {
      done(`${out}${fault}`.trim());
    });
  });
}

const own = (body: string, tag = '{ id: "mine" }') =>
  `/** @optimizer ${tag} */ export function mine${body}`;

describe("a fault of an optimizer is said at its place", () => {
  test.each([
    {
      what: "a clock",
      optimizer: own("({ gradient }) { return { m: gradient * (Date.now() % 7) }; }"),
      message: "optimizer mine: not deterministic: calls Date.now",
      at: "now()",
    },
    {
      what: "a count of its own",
      optimizer: own("({ gradient }) { return { m: gradient * ++mine.calls }; } mine.calls = 0;"),
      message: "optimizer mine: mine returned m = 1.4 and then 2.0999999999999996",
      at: "mine(",
    },
    {
      what: "a hyperparameter that is not declared",
      optimizer: own(
        "({ gradient }, _, { beta }) { return { m: beta * gradient }; }",
        '{ id: "mine", bta: 1 }',
      ),
      message:
        "optimizer mine: mine returned m = NaN for g = 0.7 at the first step: it reads beta, and its hyperparameters are bta",
      at: "mine(",
    },
    {
      what: "no parameters",
      optimizer: own("() { return { m: 1 }; }"),
      message: "optimizer mine: mine has no parameters: an optimizer is given the step",
      at: "mine(",
    },
    {
      what: "a syntax error",
      optimizer: own("({ gradient }) { return { m: gradient ; }"),
      message: "",
      at: ";",
    },
  ])("$what", async ({ what, optimizer, message, at }) => {
    const file = `${what.replaceAll(" ", "-")}.js`;
    const said = await simulate(file, optimizer);
    expect(said.split("\n")).toHaveLength(1);
    const [, place, column, text] = /^([^:]+:\d+):(\d+): (.*)$/.exec(said) ?? [];
    expect(text).toContain(message);
    expect(place).toBe(`${file}:3`);
    expect(optimizer.slice(Number(column) - 1, Number(column) - 1 + at.length)).toBe(at);
  });
});

describe("what is wrong with an optimizer in the middle of a run is that run's stop, at its place", () => {
  test.each([
    {
      what: "what it throws in the middle of a run",
      optimizer: own(
        '({ t, gradient }) { if (t > 5) throw new Error("boom"); return { m: gradient }; }',
      ),
      message: "optimizer mine: boom",
      at: "new Error",
    },
    {
      what: "an answer that changes in the middle of a run",
      optimizer: own('({ t, gradient }) { return t > 25 ? { m: "1" } : { m: gradient }; }'),
      message: "optimizer mine: mine must return m as a number, and returned a string",
      at: "mine(",
    },
  ])("$what", async ({ what, optimizer, message, at }) => {
    const file = `${what.replaceAll(" ", "-")}.js`;
    const said = await simulate(file, optimizer);
    const [, step, text, place, column] =
      /^mine: threw at step (\d+): (.*) in (\S+:\d+):(\d+)$/m.exec(said) ?? [];
    expect(Number(step)).toBeGreaterThan(5);
    expect(text).toBe(message);
    expect(place).toBe(`${join(folder, file)}:3`);
    expect(optimizer.slice(Number(column) - 1, Number(column) - 1 + at.length)).toBe(at);
    // With the rows so far.
    expect(said).toMatch(/^ *0 +3 +-2 /m);
  });
});

test("a faulty optimizer is no fault of runs that do not name it", async () => {
  const client = new RunnerClient({
    script: resolve(import.meta.dirname, "../../../dist/runner.cjs"),
    limits: () => ({ time: 700, memory: 500 }),
    onSlice: () => undefined,
    log: () => undefined,
  });
  const loss = "export function loss(x) { return x * x; }";
  const optimizers = [
    'import { a } from "./nowhere"; /** @optimizer { id: "broken" } */ export function broken(step) { return a; }',
    '/** @optimizer { id: "looping" } */ export function looping(step) { for (;;) {} }',
    '/** @optimizer { id: "fine" } */ export function fine({ gradient }) { return { m: gradient }; }',
  ].map((text, k): OwnOptimizerSource => {
    const { functions } = findLossFunctions(text, { language: ".js" });
    return { ...readOwnOptimizers(functions).optimizers[0]!, text, file: join(folder, `${k}.js`) };
  });
  const catalogue = createCatalogue(
    optimizers.map(({ declaration }) => declaredOptimizer(declaration)),
  );
  const kindOf = async (optimizer: string): Promise<string> => {
    const opened = await client.open({
      ...{ session: "test", file: join(folder, "loss.js"), text: loss, overlays: {}, root: folder },
      ...{ function: findLossFunctions(loss, { language: ".js" }).functions[0]!, optimizers },
    });
    expect(opened.ok).toBe(true);
    const ended = await client.run({
      ...{ session: "test", job: 1, start: [1], steps: 5, seed: 0, tolerance: 0, noise: 0 },
      runs: [{ id: "0", options: parseRun(optimizer, catalogue).run! }],
    });
    return ended.ok ? "fine" : `${ended.problem.kind} ${basename(ended.problem.place?.file ?? "")}`;
  };
  try {
    expect(await kindOf("fine")).toBe("fine");
    expect(await kindOf("broken")).toBe("missingImport 0.js");
    expect(await kindOf("looping")).toMatch(/^timeout/);
    expect(await kindOf("fine")).toBe("fine");
  } finally {
    client.dispose();
  }
});
