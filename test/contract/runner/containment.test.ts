import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { defaultRuns } from "../../../src/options/defaultRuns";
import type { Problem } from "../../../src/protocol/problem";
import type { RunSlice } from "../../../src/protocol/runner";
import { ample, faults, short } from "./containmentFaults";
import { useRunner } from "./useRunner";

// What user code may do wrong, against the real runner process: each fault is one problem at its place, the process
// and what it started are gone, and the next valid code runs and gives the same bits as before.

const valid = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";

/** What the next process is started with. */
let limits = ample;
let slices: RunSlice[] = [];
const runner = useRunner({ limits: () => limits, onSlice: (slice) => slices.push(slice) });
let job = 0;

/** Begins a new process with little time; the one after it has ample time again. */
function startImpatient(): void {
  limits = short;
  runner.client.restart();
  runner.client.warmUp("javascript");
  limits = ample;
}

/** Opens and runs a text; the problem it ends in, or the last loss of every run. */
async function simulate(text: string, name?: string): Promise<Problem | number[]> {
  slices = [];
  const opened = await runner.client.open(runner.requestFor(text, name));
  if (!opened.ok) return opened.problem;
  const ended = await runner.client.run({
    session: "test",
    job: ++job,
    runs: defaultRuns.map((options, index) => ({ id: String(index), options })),
    start: opened.value.start,
    steps: 50,
    seed: 0,
    tolerance: 0,
    noise: 0,
  });
  if (!ended.ok) return ended.problem;
  return defaultRuns.map((_, index) => {
    const last = slices.filter(({ runId }) => runId === String(index)).at(-1);
    return last!.columns.loss.at(-1)!;
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("a fault in user code", () => {
  let before: number[];

  beforeAll(async () => {
    before = (await simulate(valid)) as number[];
    expect(before.every((loss) => Number.isFinite(loss))).toBe(true);
  }, 60_000);

  test.each(faults)(
    "$title is one problem, and the next edit runs as before",
    async ({ text, message, line, column, hangs }) => {
      if (hangs) startImpatient();
      const pid = runner.client.pid;
      const problem = await simulate(text);
      expect(problem).toHaveProperty("message", expect.stringMatching(message) as string);
      if (line !== undefined) expect(problem).toHaveProperty("place.line", line);
      if (column !== undefined) expect(problem).toHaveProperty("place.column", column);
      expect(await simulate(valid)).toEqual(before);
      if (pid !== undefined && pid !== runner.client.pid) expect(isAlive(pid)).toBe(false);
    },
    60_000,
  );

  test("a flood of output is capped and counted", async () => {
    const text =
      "export function loss(x: number) {\n  for (let k = 0; k < 1e4; k++) console.log(k);\n  return x;\n}";
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toHaveProperty("ok", true);
    if (!opened.ok) return;
    expect(opened.value.printed.count).toBeGreaterThanOrEqual(1e4);
    expect(opened.value.printed.lines.length).toBeLessThanOrEqual(100);
  }, 60_000);

  test("what modules look for in their surroundings is there", async () => {
    writeFileSync(join(runner.folder, "gain.json"), "[2, 3]");
    const text = `import { readFileSync } from "node:fs";
      import { fileURLToPath } from "node:url";
      import { join } from "node:path";
      const here = fileURLToPath(import.meta.url) === __filename && import.meta.dirname === __dirname;
      const gain: number[] = JSON.parse(readFileSync(join(__dirname, "gain.json"), "utf8"));
      const config = structuredClone({ debug: process.env.NODE_ENV !== "production", depth: [1] });
      process.stdout.write("to %d standard output\\n");
      process.on("exit", () => {}).once("warning", () => {});
      if (config.debug) console.table([1]);
      console.assert(here, "not here");
      const closed: string[] = [];
      class Resource { [Symbol.dispose]() { closed.push("closed"); } }
      { using resource = new Resource(); }
      console.log("a resource is", closed[0]);
      console.log("%d of %s", 1, new URLSearchParams("a=b").get("a"), process.argv.length, typeof fetch);
      export function loss(x: number) { return gain[0]! * (x - gain[1]!) ** 2; }`;
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toMatchObject({
      ok: true,
      value: { gradient: { kind: "exact" }, warnings: [] },
    });
    if (!opened.ok) return;
    expect(opened.value.printed.lines).toContain("to %d standard output");
    expect(opened.value.printed.lines).toContain("1 of b 0 function");
    expect(opened.value.printed.lines).toContain("a resource is closed");
    expect(opened.value.printed.lines.join()).not.toContain("not here");
  }, 60_000);

  test("what is put off never holds the runner up", async () => {
    const text = `import { stat } from "node:fs/promises";
      import { setTimeout as later } from "node:timers";
      const hang = (): void => { for (;;); };
      setTimeout(hang); setInterval(hang, 1).unref(); setImmediate(hang); later(hang, 0);
      const again = (): unknown => setTimeout(again, 0);
      again();
      const done = stat(".");
      const forever = (): unknown => done.then(forever);
      forever();
      let soon = 0;
      queueMicrotask(() => soon++);
      process.nextTick((by: number) => (soon += by), 2);
      export function loss(x: number) { clearTimeout(setTimeout(hang)); return soon * (x - 3) ** 2; }`;
    // Once the module has run, so has what it asked to run soon: 1 + 2.
    const losses = await simulate(text);
    expect(losses).toHaveLength(defaultRuns.length);
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toMatchObject({ ok: true, value: { gradient: { kind: "exact" } } });
  }, 60_000);

  test("what one session keeps is never blamed on another", async () => {
    // 300 MiB each, of 500.
    const keeping = `import { Buffer } from "node:buffer";
      const kept = Buffer.alloc(150 * 2 ** 20, 1);
      export function loss(x: number) { return (x - 1) ** 2 + kept[0]!; }`;
    for (const session of ["first", "second", "third"]) {
      const opened = await runner.client.open({ ...runner.requestFor(keeping), session });
      expect(opened).toHaveProperty("ok", true);
    }
    for (const session of ["first", "second", "third"]) runner.client.close(session);
  }, 60_000);

  test("modules that are asked for and never used are no fault", async () => {
    const text = `import { exec, ChildProcess } from "node:child_process";
      import { createRequire } from "node:module";
      import process from "node:process";
      import { promisify } from "node:util";
      import * as http from "http";
      const require2 = createRequire(import.meta.url);
      const { isMainThread, parentPort } = require2("worker_threads");
      const run = promisify(exec);
      class Agent extends http.Agent {}
      class Child extends ChildProcess {}
      const color = require("tty").isatty(1) && process.env.TERM;
      const methods = http.METHODS.map((name) => name.toLowerCase()).length;
      try { require("not-installed"); } catch (error) { if ((error as any).code !== "MODULE_NOT_FOUND") throw error; }
      export function loss(x: number) {
        return isMainThread && parentPort === null && methods > 0 && !color ? (x - 3) ** 2 : NaN;
      }`;
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toMatchObject({ ok: true, value: { gradient: { kind: "exact" } } });
  }, 60_000);

  test("deep recursion is traced", async () => {
    const text = `const f = (x: number, n: number): number => (n === 0 ? x : 0.5 * f(x, n - 1) + x);
      export function loss(x: number) { return f(x, 12_000); }`;
    const opened = await runner.client.open(runner.requestFor(text));
    expect(opened).toMatchObject({ ok: true, value: { gradient: { kind: "exact" } } });
  }, 60_000);

  test("what lists inside lists inside lists may hold is tried only as far as it is sensible", async () => {
    const text = `interface Layer { weights: number[][] }
      export const loss = ({ nets }: { nets: { layers: Layer[] }[] }) =>
        nets.flatMap(({ layers }) => layers.flatMap(({ weights }) => weights.flat())).reduce((s, w) => s + w * w, 0);`;
    const opened = await runner.client.open(runner.requestFor(text));
    // Two of each: nothing in the code says how many.
    expect(opened).toMatchObject({ ok: true, value: { shapes: Array(4).fill([2, 2]) } });
  }, 60_000);

  test("NaN at a later step ends the run there", async () => {
    await simulate("export function loss(x: number) { return Math.sqrt(x) - 10 * x; }");
    const stops = slices.flatMap(({ stop }) => (stop ? [stop.reason] : []));
    expect(stops).toContain("steps");
  }, 60_000);

  test("patched built-ins of the user's realm change nothing outside it", async () => {
    const patched =
      "Math.sqrt = () => 7;\nArray.prototype.map = () => [];\nexport function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";
    expect(await simulate(patched)).toEqual(before);
  }, 60_000);

  test("faults of a configuration are warnings at their place", async () => {
    const config =
      '{\n  // of the team\n  "extends": "./nowhere.json",\n  "compilerOptions": { "paths": { "@/*": "src" } },\n}\n';
    writeFileSync(join(runner.folder, "tsconfig.json"), config);
    const opened = await runner.client.open(
      runner.requestFor(valid.replace("3 * y", '(typeof x === "nmber" ? 1 : 3) * y')),
    );
    rmSync(join(runner.folder, "tsconfig.json"));
    const file = join(runner.folder, "tsconfig.json");
    expect(opened).toMatchObject({
      ok: true,
      value: {
        warnings: [
          {
            message: '"extends": "./nowhere.json" does not exist',
            place: { file, line: 3, column: 14, endColumn: 30 },
          },
          {
            message: '"paths": "@/*" must be a list of paths',
            place: { file, line: 4, column: 42 },
          },
          {
            message: 'The "typeof" operator will never evaluate to "nmber"',
            place: { file: join(runner.folder, "loss.ts"), line: 1, column: 82 },
          },
        ],
      },
    });
  }, 60_000);

  test("an import that changed on disk is read again", async () => {
    writeFileSync(join(runner.folder, "scale.ts"), "export const scale = 1;");
    const text =
      'import { scale } from "./scale";\nexport function loss(x: number) { return scale * (x - 3) ** 2; }';
    const one = await simulate(text);
    writeFileSync(join(runner.folder, "scale.ts"), "export const scale = 0;");
    expect(await simulate(text)).toEqual([0, 0, 0, 0]);
    expect(one).not.toEqual([0, 0, 0, 0]);
  }, 60_000);

  test("a killed runner is replaced, and the session is opened in the next one", async () => {
    await simulate(valid);
    const pid = runner.client.pid!;
    process.kill(pid, "SIGKILL");
    // At once: that the process is dead is not known here yet.
    expect(await simulate(valid)).toEqual(before);
    expect(runner.client.pid).not.toBe(pid);
  }, 60_000);
});
