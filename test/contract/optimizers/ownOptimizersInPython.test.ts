import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pythonWith } from "../codeExport/codeExportPython";

// Optimizers written in Python, by the command line as it is built.

vi.setConfig({ testTimeout: 60_000 });

const cli = resolve(import.meta.dirname, "../../../dist/cli.cjs");
const interpreter = pythonWith([]);

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "python-optimizers-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the command line says of the first loss function of a file. */
function simulate(name: string, text: string): Promise<string> {
  writeFileSync(join(folder, name), text);
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } };
    execFile(process.execPath, [cli, name, "--every", "40"], options, (_, out, fault) => {
      done(`${out}${fault}`.trim());
    });
  });
}

/** The table of a run: what stands below the line with its label. */
const rowsOf = (said: string, label: string): string =>
  said
    .slice(said.indexOf(`${label}: steps`))
    .split("\n")
    .slice(1, 8)
    .join("\n")
    .trim();

const bowl = (runs: string): string => `
# @simulate { start: [3, -2], steps: 200, runs: [${runs}] }
def bowl_loss(x, y):
    return (x**2 + 25 * y**2) / 2
`;

const lettingGo = `# @optimizer { id: "mine", lr: 0.02, beta: 0.9 }
def mine(step, state, hyper):
    is_uphill = state.velocity * step.gradient < 0
    m = step.gradient if is_uphill else hyper.beta * state.velocity + step.gradient
    return {"m": m, "state": {"velocity": m}}
`;

const twin = `/** @optimizer { id: "mine", lr: 0.02, beta: 0.9 } */
export function mine({ gradient }, { velocity }, { beta }) {
  const m = velocity * gradient < 0 ? gradient : beta * velocity + gradient;
  return { m, state: { velocity: m } };
}
/** @simulate { start: [3, -2], steps: 200, runs: ["mine"] } */
export function bowlLoss(x, y) { return (x ** 2 + 25 * y ** 2) / 2; }
`;

describe.skipIf(interpreter === undefined)("an optimizer in Python", () => {
  test("steps as its twin in JavaScript does", async () => {
    const [python, javascript] = await Promise.all([
      simulate("twin.py", lettingGo + bowl('"mine"')),
      simulate("twin.js", twin),
    ]);
    expect(rowsOf(python, "mine")).toContain("200");
    expect(rowsOf(python, "mine")).toBe(rowsOf(javascript, "mine"));
  });

  test("written out as Adam it is Adam, and a choice of its own switches it", async () => {
    const text = `import math

# @optimizer { id: "mine", lr: 0.1, beta1: 0.9, beta2: 0.999, corrected: true }
def mine(step, state, hyper):
    m = hyper["beta1"] * state["m"] + (1 - hyper["beta1"]) * step["gradient"]
    v = hyper["beta2"] * state["v"] + (1 - hyper["beta2"]) * step["gradient"] ** 2
    first, second = 1.0, 1.0
    if hyper["corrected"]:
        first = 1 - hyper["beta1"] ** (step["t"] + 1)
        second = 1 - hyper["beta2"] ** (step["t"] + 1)
    return dict(m=m / first, sigma=math.sqrt(v / second) + 1e-8, state=dict(m=m, v=v))
${bowl('{ optimizer: "mine", lr: 0.1 }, { optimizer: "adam", lr: 0.1 }, { optimizer: "mine", corrected: false, label: "plain" }')}`;
    const said = await simulate("adam.py", text);
    expect(rowsOf(said, "Adam")).toContain("200");
    expect(rowsOf(said, "mine")).toBe(rowsOf(said, "Adam"));
    expect(rowsOf(said, "plain")).not.toBe(rowsOf(said, "mine"));
  });

  test("is run on by losses in another language", async () => {
    writeFileSync(join(folder, "crossing.py"), lettingGo.replaceAll("mine", "crossing"));
    const said = await simulate("crossing.js", twin.replace('["mine"]', '["mine", "crossing"]'));
    expect(rowsOf(said, "crossing")).toContain("200");
    expect(rowsOf(said, "crossing")).toBe(rowsOf(said, "mine"));
  });

  test("takes each of its ways where it branches in earnest", async () => {
    const text = `# @optimizer { id: "mine", lr: 0.005 }
def mine(step, state):
    sizes = [abs(step.gradient)]
    while sizes[-1] > 1:
        sizes.append(sizes[-1] / 4)
    return {"m": step.gradient * len(sizes), "state": {"count": state.count + len(sizes)}}
${bowl('"mine"')}`;
    const javascript = `/** @optimizer { id: "mine", lr: 0.005 } */
export function mine({ gradient }, { count }) {
  let length = 1;
  for (let size = Math.abs(gradient); size > 1; size /= 4) length++;
  return { m: gradient * length, state: { count: count + length } };
}
/** @simulate { start: [3, -2], steps: 200, runs: ["mine"] } */
export function bowlLoss(x, y) { return (x ** 2 + 25 * y ** 2) / 2; }
`;
    const [python, expected] = await Promise.all([
      simulate("ways.py", text),
      simulate("ways.js", javascript),
    ]);
    expect(rowsOf(python, "mine")).toContain("200");
    expect(rowsOf(python, "mine")).toBe(rowsOf(expected, "mine"));
  });

  test.each([
    [
      "noHyperparameter",
      "return {'m': hyper.bta * step.gradient}",
      "optimizer mine: UnknownField: its hyperparameters are beta, and no bta",
      3,
    ],
    [
      "noDictionary",
      "return step.gradient",
      "optimizer mine: mine must return { m, sigma, state }, and returned a number",
      2,
    ],
    [
      "aText",
      "return {'m': 'fast'}",
      "optimizer mine: mine must return m as a number, and returned a string",
      2,
    ],
    [
      "anException",
      "return {'m': 1 / 0}",
      "optimizer mine: ZeroDivisionError: division by zero",
      3,
    ],
    [
      "aCount",
      "mine.calls = getattr(mine, 'calls', 0) + 1\n    return {'m': step.gradient * mine.calls}",
      "what it remembers belongs in its state",
      2,
    ],
  ] as const)("%s is said at its place", async (name, body, message, line) => {
    const text = `# @optimizer { id: "mine", lr: 0.1, beta: 0.9 }
def mine(step, state, hyper):
    ${body}
${bowl('"mine"')}`;
    const said = await simulate(`${name}.py`, text);
    expect(said).toContain(message);
    expect(said).toMatch(new RegExp(`^${name}\\.py:${line}:`, "m"));
  });

  test("what it raises in the middle of a run is that run's stop, with the rows so far", async () => {
    const text = `# @optimizer { id: "mine", lr: 0.01 }
def mine(step):
    if step.t > 5:
        raise ValueError("boom")
    return {"m": step.gradient}
${bowl('"mine"')}`;
    const said = await simulate("boom.py", text);
    expect(said).toMatch(
      /^mine: threw at step 6: optimizer mine: ValueError: boom in \S+boom\.py:4:/m,
    );
    expect(said).toMatch(/^ *0 +3 +-2 /m);
  });
});
