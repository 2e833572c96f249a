import { describe, expect, test } from "vitest";
import type { RunSlice } from "../../../src/protocol/runner";
import { runOptions } from "../runs/lectureData";
import { useRunner } from "../runner/useRunner";

// What a function takes – numbers by name, maps, typed arrays, a list for its gradient – and functions that others make.
// Losses and gradients are worked out by hand.

const slices: RunSlice[] = [];
const runner = useRunner({
  limits: () => ({ time: 10_000, memory: 2048 }),
  onSlice: (slice) => slices.push(slice),
});

interface Case {
  readonly text: string;
  /** `loss.js` unless told. */
  readonly file?: string;
  readonly names: readonly string[];
  readonly start?: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
}

/** (a − 3)² + b² at a = 1, b = 2. */
const square = { names: ["a", "b"], start: [1, 2], loss: 8, gradient: [-4, 4] };

async function check({ text, file = "loss.js", names, start, loss, gradient }: Case) {
  slices.length = 0;
  const answer = await runner.client.open(runner.requestFor(text, file));
  if (!answer.ok) throw new Error(answer.problem.message);
  const opened = answer.value;
  expect(opened).toMatchObject({ parameters: names, gradient: { kind: "exact" }, warnings: [] });
  if (start) expect(opened.start).toEqual(start);
  const rate = 2 ** -10;
  const ended = await runner.client.run({
    ...{ session: "test", job: 1, start: opened.start, steps: 1, seed: 0, tolerance: 0, noise: 0 },
    runs: [{ id: "0", options: runOptions("gd", rate) }],
  });
  expect(ended).toMatchObject({ ok: true, value: { gradient: { kind: "exact" } } });
  const rows = slices.flatMap(({ columns }) => [...columns.loss]);
  // A few operations in another order than by hand.
  expect(rows[0]).toBeCloseTo(loss, 12);
  const moved = names.map(
    (_, k) => slices.flatMap(({ columns }) => [...columns.theta[k]!])[1]! - opened.start[k]!,
  );
  // A step is rounded to θ's last place, 2⁻⁵² of it, before it is divided by the rate.
  moved.forEach((step, k) => expect(-step / rate).toBeCloseTo(gradient[k]!, 10));
}

describe("parameters by name", () => {
  const start = "/** @simulate { start: { a: 1, b: 2 } } */\n";
  const keys = 'const keys = ["a", "b"];\n';
  const sum = (read: string): string =>
    `keys.reduce((s, k) => s + (${read} - (k === "a" ? 3 : 0)) ** 2, 0)`;
  const texts: readonly (readonly [string, string, string?])[] = [
    ["any", `${start}export const loss = (p: any) => (p.a - 3) ** 2 + p["b"] ** 2;`, "loss.ts"],
    [
      "Record<string, number>",
      `${keys}${start}export const loss = (p: Record<string, number>) => ${sum("p[k]!")};`,
      "loss.ts",
    ],
    [
      "an index signature",
      `interface Ratings { [team: string]: number }
       ${keys}${start}export const loss = (p: Ratings) => ${sum("p[k]!")};`,
      "loss.ts",
    ],
    ["plain JavaScript", `${keys}${start}export const loss = (p) => ${sum("p[k]")};`],
    [
      "for … in",
      `${start}export function loss(p) {
         let s = 0;
         for (const k in p) s += (p[k] - (k === "a" ? 3 : 0)) ** 2;
         return s;
       }`,
    ],
    [
      "Object.entries",
      `${start}export const loss = (p) =>
         Object.entries(p).reduce((s, [k, v]) => s + (v - (k === "a" ? 3 : 0)) ** 2, 0);`,
    ],
    ["a Map", `${start}export const loss = (p) => (p.get("a") - 3) ** 2 + p.get("b") ** 2;`],
    [
      "a Map by its type",
      `${start}export function loss(p: ReadonlyMap<string, number>) {
         let s = 0;
         for (const [k, v] of p) s += (v - (k === "a" ? 3 : 0)) ** 2;
         return s + (p instanceof Map ? 0 : 100);
       }`,
      "loss.ts",
    ],
    [
      "a Map as default",
      `export const loss = (p = new Map([["a", 1], ["b", 2]])) =>
         (p.get("a") - 3) ** 2 + p.get("b") ** 2;`,
    ],
    [
      "what a function gives as default",
      `const initial = () => ({ a: 1, b: 2 });
       export const loss = (p = initial()) => (p.a - 3) ** 2 + p.b ** 2;`,
    ],
  ];
  test.each(texts.map(([name, text, file = "loss.js"]) => [name, text, file] as const))(
    "%s",
    (_, text, file) => check({ text, file, ...square }),
  );

  // 1.12 and 0.736 are where two parameters start that nothing is said of.
  const unsaid = { a: 1.12, b: 0.736 };
  const unstarted = {
    loss: (unsaid.a - 3) ** 2 + unsaid.b ** 2,
    gradient: [2 * (unsaid.a - 3), 2 * unsaid.b],
  };
  test.each([
    [
      "the texts of an enum",
      `enum Team { A = "a", B = "b" }
       export const loss = (p: Record<Team, number>) => (p[Team.A] - 3) ** 2 + p[Team.B] ** 2;`,
    ],
    [
      "a mapped type",
      `enum Team { A = "a", B = "b" }
       type Ratings = { [T in Team]: number };
       export const loss = (p: Ratings) => (p[Team.A] - 3) ** 2 + p[Team.B] ** 2;`,
    ],
    [
      "keys that are read from a list",
      `const keys = ["a", "b"] as const;
       export const loss = (p: Record<(typeof keys)[number], number>) => ${sum("p[k]")};`,
    ],
    [
      "keys of a map that are read",
      `${keys}export const loss = (p: Map<string, number>) => ${sum("p.get(k)!")};`,
    ],
  ])("without a start, %s", (_, text) =>
    check({ text, file: "loss.ts", names: ["a", "b"], ...unstarted }),
  );

  const numbered = `let s = 0;
    for (let k = 0; k < 2; k++) s += (p.get(k) - (k === 0 ? 3 : 0)) ** 2;
    return s;`;
  test.each([
    [
      "numbers, without a start",
      { text: `export function loss(p) { ${numbered} }`, names: ["p[0]", "p[1]"], ...unstarted },
    ],
    [
      "numbers, from a start",
      {
        text: `/** @simulate { start: { "0": 1, "1": 2 } } */ export function loss(p) { ${numbered} }`,
        ...{ ...square, names: ["p[0]", "p[1]"] },
      },
    ],
    [
      "texts that look like numbers",
      {
        text: `export function loss(p) { ${numbered.replace("p.get(k)", "p.get(String(k))")} }`,
        ...{ names: ["p[0]", "p[1]"], ...unstarted },
      },
    ],
  ])("in plain JavaScript, a Map whose keys are %s", (_, told) =>
    check({ file: "loss.js", ...told }),
  );

  test("keys that nothing tells are asked for", async () => {
    const text = `export const loss = (p: Record<string, number>) =>
      Object.values(p).reduce((s, v) => s + v * v, 0);`;
    const answer = await runner.client.open(runner.requestFor(text));
    expect(answer).toMatchObject({
      ok: false,
      problem: {
        message: expect.stringMatching(/under which names .* @simulate \{ start: /) as string,
      },
    });
  });
});

describe("lists", () => {
  const values = { names: ["p[0]", "p[1]", "p[2]"], loss: 5, gradient: [-2, -4, 0] };
  const loss = "(p[0] - 1) ** 2 + (p[1] - 2) ** 2 + p[2] ** 2";
  test.each([
    ["a Float64Array of a length", `export const loss = (p = new Float64Array(3)) => ${loss};`],
    [
      "one of a constant's length",
      `const n = 1 + 2; export const loss = (p = new Float64Array(n)) => ${loss};`,
    ],
    ["a filled Array", `export const loss = (p = new Array(3).fill(0)) => ${loss};`],
    [
      "parts of a Float64Array",
      `/** @simulate { start: [0, 0, 0] } */
       export function loss(p: Float64Array) {
         const [tail, copy] = [p.subarray(1), new Float64Array(3)];
         copy.set(p);
         const isOne = p instanceof Float64Array && p.byteLength === 24;
         return (copy[0]! - 1) ** 2 + (tail[0]! - 2) ** 2 + tail[1]! ** 2 + (isOne ? 0 : 100);
       }`,
    ],
  ])("%s", (_, text) => check({ text, file: "loss.ts", start: [0, 0, 0], ...values }));

  test("thousands of numbers as default", async () => {
    const text = `export const loss = (p = new Float64Array(7850)) =>
      p.reduce((s, v, k) => s + (v - (k % 2)) ** 2, 0);`;
    const answer = await runner.client.open(runner.requestFor(text, "loss.js"));
    if (!answer.ok) throw new Error(answer.problem.message);
    expect(answer.value.gradient).toEqual({ kind: "exact" });
    expect(answer.value.start).toEqual(new Array(7850).fill(0));
  });

  test("a Float32Array holds what it rounds", () =>
    check({
      text: "/** @simulate { start: [0.1] } */ export const loss = (p: Float32Array) => p[0]! ** 2;",
      file: "loss.ts",
      names: ["p[0]"],
      // 0.1 is 0x3DCCCCCD in single precision, 13421773·2⁻²⁷.
      loss: (13421773 * 2 ** -27) ** 2,
      gradient: [2 * 13421773 * 2 ** -27],
    }));
});

describe("a list for the gradient is no parameter", () => {
  const at = [1.12, 0.736];
  const value = {
    names: ["x[0]", "x[1]"],
    loss: at[0]! ** 2 + (at[1]! - 1) ** 2,
    gradient: [2 * at[0]!, 2 * (at[1]! - 1)],
  };
  test.each([
    ["written", "g[0] = 2 * x[0]; g[1] = 2 * (x[1] - 1);"],
    ["written if it is there", "if (g) { g[0] = 2 * x[0]; g[1] = 2 * (x[1] - 1); }"],
    ["made if it is not", "g = g || [0, 0]; g[0] = 2 * x[0]; g[1] = 2 * (x[1] - 1);"],
    ["filled and added to", "g.fill(0); for (let i = 0; i < 2; i++) g[i] += 2 * (x[i] - i);"],
    ["set", "g.set([2 * x[0], 2 * (x[1] - 1)]);"],
    ["written by a helper", "slopes(x, g);"],
  ])("%s", (_, write) =>
    check({
      text: `function slopes(at, out) { out[0] = 2 * at[0]; out[1] = 2 * (at[1] - 1); }
        export function loss(x, g) { ${write} return x[0] ** 2 + (x[1] - 1) ** 2; }`,
      ...value,
    }),
  );

  test("one that is read first is", () =>
    check({
      text: `/** @simulate { start: [[1, 2], [3]] } */
        export function loss(x, g) { const v = g[0]; g[0] = 0; return x[0] * x[1] * v; }`,
      names: ["x[0]", "x[1]", "g[0]"],
      loss: 6,
      gradient: [6, 3, 2],
    }).catch((error: unknown) => {
      // That the function changes its argument is said.
      expect((error as Error).message).toContain("changes its argument");
    }));
});

describe("a function that is made is found where it is marked", () => {
  // Σ (x + y·d − 1)² over d = 1, 2, 3 at 0.
  const fit = { names: ["x", "y"], start: [0, 0], loss: 3, gradient: [-6, -12] };
  const make = `const makeLoss = (data) => (x, y) => data.reduce((s, d) => s + (x + y * d - 1) ** 2, 0);\n`;
  const mark = "/** @simulate { start: [0, 0] } */";
  test.each([
    ["by a factory", `${make}${mark}\nexport const loss = makeLoss([1, 2, 3]);`],
    ["and assigned", `${make}${mark}\nmodule.exports.loss = makeLoss([1, 2, 3]);`],
    ["and exported", `${make}${mark}\nexport default makeLoss([1, 2, 3]);`],
    [
      "as one of several declarations",
      `${make}const other = makeLoss([9]), ${mark} fit = makeLoss([1, 2, 3]);\nexport { other, fit };`,
    ],
    [
      "as one of several properties",
      `${make}export const losses = { other: makeLoss([9]), ${mark} fit: makeLoss([1, 2, 3]) };`,
    ],
    [
      "as one of several that a pattern names",
      `${make}export const { other, ${mark} fit } = { other: makeLoss([9]), fit: makeLoss([1, 2, 3]) };`,
    ],
    [
      "at once",
      `${mark}\nexport const loss = (() => {
         const data = [1, 2, 3];
         return (x, y) => data.reduce((s, d) => s + (x + y * d - 1) ** 2, 0);
       })();`,
    ],
    [
      "of a text",
      `${mark}\nexport const loss = new Function("x", "y",
         "let s = 0; for (const d of [1, 2, 3]) s += (x + y * d - 1) ** 2; return s;");`,
    ],
  ])("%s", (_, text) => check({ text, ...fit }));

  test("and bound", () =>
    check({
      text: `function base(data, x, y) { return data.reduce((s, d) => s + (x + y * d - 1) ** 2, 0); }
        ${mark}\nexport const loss = base.bind(null, [1, 2, 3]);`,
      ...{ ...fit, names: ["x1", "x2"] },
    }));
});

test("what a text makes computes with traced values, and finds what the package keeps globally", () =>
  // 5 + (1 + 4 + 9)·x at x = 2, the way numeric.js is made.
  check({
    text: `const lib = {};
      globalThis.lib = lib;
      lib.dot = new Function("a", "b", "var i, s = 0; for (i = lib.length(a) - 1; i !== -1; --i) s += a[i] * b[i]; return s;");
      lib.length = Function("a", "if (typeof a === 'object') return a.length; throw new Error('no list')");
      /** @simulate { start: [2] } */
      export const loss = (x) => lib.dot([1, 2, 3], [x, 2 * x, 3 * x]) + 5;`,
    names: ["x"],
    start: [2],
    loss: 33,
    gradient: [14],
  }));

test("a function that hands another to a method called find gets it back as it was", () =>
  // The way typed-function, and so math.js with its matrices, chooses a signature.
  check({
    text: `const typed = { find: (fn, kinds) => fn.signatures[kinds.join(",")] };
      const add = Object.assign((a, b) => a + b, { signatures: { "number,number": (a, b) => a + b } });
      /** @simulate { start: [2, 3] } */
      export const loss = (x, y) => typed.find(add, ["number", "number"])(x * x, y);`,
    names: ["x", "y"],
    loss: 7,
    gradient: [4, 1],
  }));

test("a constant called as a parameter of the module's own is taken out of an object", () =>
  check({
    text: `const { exports: k } = { exports: 3 };
      const { module } = { module: 1 };
      export const loss = (x) => k * x * x + module;`,
    names: ["x"],
    // Where one parameter starts that nothing is said of.
    ...{ loss: 3 * 1.12 ** 2 + 1, gradient: [6 * 1.12] },
  }));

test.each([
  ["a constant", "const first = loss(2);\nconst k = 3;"],
  ["a constant taken out of an object", "const first = loss(2);\nconst { k } = { k: 3 };"],
  ["a variable taken out of a list", "const first = loss(2);\nexport let [k, ...rest] = [3, 4];"],
  ["a class", "const first = new Later();\nconst k = 3;\nclass Later {}"],
])("%s that is used before its declaration throws, as in Node", async (_, rest) => {
  const text = `export function loss(x) { return k * x * x; }\n${rest}`;
  const answer = await runner.client.open(runner.requestFor(text, "loss.js"));
  expect(answer).toMatchObject({
    ok: false,
    problem: { message: expect.stringContaining("before initialization") as string },
  });
});
