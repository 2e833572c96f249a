import type { Limits } from "../../../src/protocol/supervision";

/** Code that goes wrong, and what is to be said of it. */
export interface Fault {
  readonly title: string;
  readonly text: string;
  /** It takes for ever, as far as a test can tell. */
  readonly hangs?: boolean;
  readonly message: RegExp;
  /** Line on which the fault is shown, and the column. */
  readonly line?: number;
  readonly column?: number;
}

/** For code that has to get to its end, or to run out of memory, on however busy a machine. */
export const ample: Limits = { time: 30_000, memory: 500 };

/** For code that never ends; some of the messages name it. */
export const short: Limits = { time: 700, memory: 500 };

/** Faults of every kind: in the text, in what it returns or keeps, in time and memory, and beyond its realm. */
export const faults: readonly Fault[] = [
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
    title: "an endless chain of promises",
    hangs: true,
    text: "export function loss(x: number) { return x * x; }\nfunction again() {\n  Promise.resolve().then(again);\n}\nagain();",
    message: /longer than/,
  },
  {
    title: "an endless chain of microtasks that a call starts",
    hangs: true,
    text: "function again() {\n  queueMicrotask(again);\n}\nexport function loss(x: number) {\n  again();\n  return x * x;\n}",
    message: /longer than/,
  },
  {
    title: "an endless chain of ticks",
    hangs: true,
    text: "function again() {\n  process.nextTick(again);\n}\nagain();\nexport function loss(x: number) { return x * x; }",
    message: /longer than/,
  },
  {
    title: "a callback that nobody of ours calls",
    hangs: true,
    text: 'import { stat } from "node:fs";\nstat(".", () => {\n  for (;;);\n});\nexport function loss(x: number) {\n  return x * x;\n}',
    message: /longer than/,
    line: 3,
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
    text: "export function loss(x: number) {\n  return x + process.hrtime()[1]! * 1e-12;\n}",
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
