import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findLossFunctions } from "../../src/languages/javascript/find";
import { readTagObject } from "../../src/languages/javascript/simulateComment";
import { defaultRuns } from "../../src/options/defaultRuns";
import type { Problem } from "../../src/protocol/problem";
import type { OpenRequest, RunSlice } from "../../src/protocol/runner";
import type { Limits } from "../../src/protocol/supervision";
import { RunnerClient } from "../../src/runner/client/runnerClient";

// What user code may do wrong, against the real runner process: each fault is one problem at its place, the process
// and what it started are gone, and the next valid code runs and gives the same bits as before.

const script = resolve(import.meta.dirname, "../../dist/runner.cjs");

/** For code that has to get to its end, or to run out of memory, on however busy a machine. */
const ample: Limits = { time: 30_000, memory: 500 };
/** For code that never ends. */
const short: Limits = { time: 700, memory: 500 };
/** What the next process is started with. */
let limits = ample;

const valid = "export function loss(x: number, y: number) { return (x - 1) ** 2 + 3 * y * y; }";

let client: RunnerClient;
let folder: string;
let slices: RunSlice[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "optimizer-lens-containment-"));
  client = new RunnerClient({
    script,
    limits: () => limits,
    onSlice: (slice) => slices.push(slice),
    log: () => undefined,
  });
});

afterAll(() => {
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** Begins a new process with little time; the one after it has ample time again. */
function startImpatient(): void {
  limits = short;
  client.restart();
  client.warmUp();
  limits = ample;
}

function requestFor(text: string, name = "loss.ts"): OpenRequest {
  const { functions } = findLossFunctions(text, { language: ".ts" });
  const fn = functions.find(({ role }) => role === "loss");
  if (!fn) throw new Error(`no loss function in ${text}`);
  const file = join(folder, name);
  const given = readTagObject(fn)?.value as { readonly samples?: string } | undefined;
  return {
    ...{ session: "test", file, text, overlays: {}, function: fn, optimizers: [] },
    ...(given?.samples === undefined ? {} : { samples: given.samples }),
  };
}

let job = 0;

/** Opens and runs a text; the problem it ends in, or the last loss of every run. */
async function simulate(text: string, name?: string): Promise<Problem | number[]> {
  slices = [];
  const opened = await client.open(requestFor(text, name));
  if (!opened.ok) return opened.problem;
  const ended = await client.run({
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

interface Fault {
  readonly title: string;
  readonly text: string;
  /** It takes for ever, as far as a test can tell. */
  readonly hangs?: boolean;
  readonly message: RegExp;
  /** Line on which the fault is shown, and the column. */
  readonly line?: number;
  readonly column?: number;
}

const faults: readonly Fault[] = [
  {
    title: "an unclosed brace",
    text: "export function loss(x: number) { return x;",
    message: /end of file|"\}"/i,
  },
  {
    title: "a module that waits",
    text: "const k = 1;\nconst a = await k;\nexport function loss(x: number) { return x * a; }",
    message: /^await at the top level is not supported/,
    line: 2,
  },
  {
    title: "an unterminated template",
    text: "export function loss(x: number) { return x; }\nconst t = `a",
    message: /[Uu]nterminated/,
    line: 2,
  },
  {
    title: "a missing import",
    text: 'import { a } from "./nowhere";\nexport function loss(x: number) { return x * a; }',
    message: /cannot find "\.\/nowhere"/,
    line: 1,
  },
  {
    title: "nothing returned",
    text: "export function loss(x: number) { x * x; }",
    message: /undefined|nothing/,
  },
  {
    title: "a string",
    text: 'export function loss(x: number) { return "a" + x; }',
    message: /text/,
  },
  { title: "a BigInt", text: "export function loss(x: number) { return 1n; }", message: /bigint/i },
  {
    title: "an array",
    text: "export function loss(x: number) { return [x]; }",
    message: /array|list/,
  },
  {
    title: "an object with valueOf",
    text: "export function loss(x: number) { return { valueOf: () => x }; }",
    message: /object/,
  },
  {
    title: "a promise",
    text: "export function loss(x: number) { return Promise.resolve(x); }",
    message: /async|promise/i,
  },
  {
    title: "a random number",
    text: "export function loss(x: number) {\n  return x * x + Math.random();\n}",
    message: /not deterministic.*Math\.random/,
    line: 2,
  },
  {
    title: "state that is kept between calls",
    text: "let n = 0;\nexport function loss(x: number) { return x + n++; }",
    message: /not deterministic/,
  },
  {
    title: "a counter that decides after many calls",
    text: "let n = 0;\nexport function loss(x: number) {\n  if (n++ > 1e5) return 0;\n  return x * x;\n}",
    message: /not deterministic: .*calls change n$/,
    line: 3,
  },
  {
    title: "samples that are not there",
    text: '\nexport const DATA = [1, 2];\n/** @simulate { steps: 10, samples: "DATE" } */\nexport function loss(x: number, s: number) { return (x - s) ** 2; }',
    message: /^samples: nothing at the top level of the file is called DATE; did you mean DATA\?$/,
    line: 3,
    column: 37,
  },
  {
    title: "samples that are no array",
    text: 'const DATA = { a: [1] };\n/**\n * @simulate { samples: "DATA" }\n */\nexport function loss(x: number, s: number) { return (x - s) ** 2; }',
    message: /^samples must name an array, and this is an object$/,
    line: 3,
    column: 25,
  },
  {
    title: "an error",
    text: "export function loss(x: number) {\n  if (x < 1e9) throw new RangeError('too small');\n  return x;\n}",
    message: /RangeError: too small/,
    line: 2,
  },
  {
    title: "throw null",
    text: "export function loss(x: number): number { throw null; }",
    message: /threw null/,
  },
  {
    title: "a thrown symbol",
    text: "export function loss(x: number): number { throw Symbol('s'); }",
    message: /Symbol\(s\)/,
  },
  {
    title: "a thrown Proxy that traps everything",
    hangs: true,
    text: "export function loss(x: number): number {\n  throw new Proxy({}, { get() { for (;;) {} }, getOwnPropertyDescriptor() { for (;;) {} } });\n}",
    message: /threw|longer than/,
  },
  {
    title: "endless recursion",
    text: "export function loss(x: number): number {\n  return loss(x) + 1;\n}",
    message: /call stack/i,
  },
  {
    title: "an endless loop",
    hangs: true,
    text: "export function loss(x: number) {\n  let k = 0;\n  while (true) k++;\n  return k;\n}",
    message: /longer than 0\.7 s.*endless loop/,
    line: 3,
  },
  {
    title: "an endless loop while the module loads",
    hangs: true,
    text: "let k = 0;\nfor (;;) k++;\nexport function loss(x: number) { return x; }",
    message: /endless loop/,
    line: 2,
  },
  {
    title: "a getter that loops",
    hangs: true,
    text: "const o = { get a() {\n  for (;;) {}\n} };\nexport function loss(x: number) { return x * (o.a as number); }",
    message: /endless loop/,
    line: 2,
  },
  {
    title: "a catastrophic regular expression",
    hangs: true,
    text: "export function loss(x: number) {\n  return /^(a+)+$/.test('a'.repeat(40) + 'b') ? x : -x;\n}",
    message: /longer than/,
  },
  {
    title: "a sort that no one can interrupt",
    hangs: true,
    text: "export function loss(x: number) {\n  const a = Array.from({ length: 2e7 }, (_, i) => (i * 7919) % 104729);\n  a.sort();\n  return x + a[0]!;\n}",
    message: /longer than|memory/,
  },
  {
    title: "a huge array",
    text: "export function loss(x: number) { return x + new Array(2e8).fill(0).length; }",
    message: /memory/,
  },
  {
    title: "typed arrays until memory ends",
    text: "const kept: Float64Array[] = [];\nexport function loss(x: number) {\n  for (;;) kept.push(new Float64Array(1e7).fill(1));\n  return x;\n}",
    message: /memory/,
  },
  {
    title: "memory that is taken bit by bit",
    text: "const kept: Float64Array[] = [];\nexport function loss(x: number) {\n  for (;;) kept.push(new Float64Array(1e5).map((_, k) => Math.sin(k)));\n}",
    message: /more than 500 MiB of memory and was stopped here/,
    line: 3,
  },
  {
    title: "the network",
    text: "export function loss(x: number) {\n  fetch('http://localhost');\n  return x;\n}",
    message: /^a loss function cannot use fetch: it has no network$/,
    line: 2,
  },
  {
    title: "a clock of the process",
    text: "export function loss(x: number) {\n  return x + process.hrtime()[1]! * 0;\n}",
    message: /^not deterministic: calls process\.hrtime$/,
    line: 2,
  },
  {
    title: "a string that doubles",
    text: "export function loss(x: number) {\n  let s = 'ab';\n  for (;;) { s += s; s.charCodeAt(s.length - 1); }\n  return x;\n}",
    message: /memory|string length/i,
  },
  {
    title: "process.exit",
    text: "export function loss(x: number) { process.exit(3); return x; }",
    message: /ended its process/,
  },
  {
    title: "a module that starts processes",
    text: 'import { execSync } from "node:child_process";\nexport function loss(x: number) { execSync("sleep 3"); return x; }',
    message: /child_process/,
  },
  {
    title: "a worker",
    text: 'import { Worker } from "node:worker_threads";\nexport function loss(x: number) { new Worker("1", { eval: true }); return x; }',
    message: /worker_threads/,
  },
];

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
      const pid = client.pid;
      const problem = await simulate(text);
      expect(problem).toHaveProperty("message", expect.stringMatching(message) as string);
      if (line !== undefined) expect(problem).toHaveProperty("place.line", line);
      if (column !== undefined) expect(problem).toHaveProperty("place.column", column);
      expect(await simulate(valid)).toEqual(before);
      if (pid !== undefined && pid !== client.pid) expect(isAlive(pid)).toBe(false);
    },
    60_000,
  );

  test("a flood of output is capped and counted", async () => {
    const text =
      "export function loss(x: number) {\n  for (let k = 0; k < 1e4; k++) console.log(k);\n  return x;\n}";
    const opened = await client.open(requestFor(text));
    expect(opened).toHaveProperty("ok", true);
    if (!opened.ok) return;
    expect(opened.value.printed.count).toBeGreaterThanOrEqual(1e4);
    expect(opened.value.printed.lines.length).toBeLessThanOrEqual(100);
  }, 60_000);

  test("what modules look for in their surroundings is there", async () => {
    writeFileSync(join(folder, "gain.json"), "[2, 3]");
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
    const opened = await client.open(requestFor(text));
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

  test("deep recursion is traced", async () => {
    const text = `const f = (x: number, n: number): number => (n === 0 ? x : 0.5 * f(x, n - 1) + x);
      export function loss(x: number) { return f(x, 12_000); }`;
    const opened = await client.open(requestFor(text));
    expect(opened).toMatchObject({ ok: true, value: { gradient: { kind: "exact" } } });
  }, 60_000);

  test("what lists inside lists inside lists may hold is tried only as far as it is sensible", async () => {
    const text = `interface Layer { weights: number[][] }
      export const loss = ({ nets }: { nets: { layers: Layer[] }[] }) =>
        nets.flatMap(({ layers }) => layers.flatMap(({ weights }) => weights.flat())).reduce((s, w) => s + w * w, 0);`;
    const opened = await client.open(requestFor(text));
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
    writeFileSync(join(folder, "tsconfig.json"), config);
    const opened = await client.open(
      requestFor(valid.replace("3 * y", '(typeof x === "nmber" ? 1 : 3) * y')),
    );
    rmSync(join(folder, "tsconfig.json"));
    const file = join(folder, "tsconfig.json");
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
            place: { file: join(folder, "loss.ts"), line: 1, column: 82 },
          },
        ],
      },
    });
  }, 60_000);

  test("an import that changed on disk is read again", async () => {
    writeFileSync(join(folder, "scale.ts"), "export const scale = 1;");
    const text =
      'import { scale } from "./scale";\nexport function loss(x: number) { return scale * (x - 3) ** 2; }';
    const one = await simulate(text);
    writeFileSync(join(folder, "scale.ts"), "export const scale = 0;");
    expect(await simulate(text)).toEqual([0, 0, 0, 0]);
    expect(one).not.toEqual([0, 0, 0, 0]);
  }, 60_000);

  test("a killed runner is replaced, and the session is opened in the next one", async () => {
    await simulate(valid);
    const pid = client.pid!;
    process.kill(pid, "SIGKILL");
    // At once: that the process is dead is not known here yet.
    expect(await simulate(valid)).toEqual(before);
    expect(client.pid).not.toBe(pid);
  }, 60_000);
});
