import { describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../../../src/languages/javascript/find/find";
import {
  type JavaScriptParameterOptions as ParameterOptions,
  readParameters,
} from "../../../../../src/languages/javascript/parameters/parameters";
import type { FunctionParameters } from "../../../../../src/languages/lossFunction";
import { readLoss } from "../../readLoss";

const names = (text: string, options: Partial<ParameterOptions> = {}): readonly string[] =>
  readLoss(text, options).names;

describe("names from the text", () => {
  test.each<[string, string, string[]]>([
    ["scalars", "function loss(x, y) { return x * y }", ["x", "y"]],
    ["an arrow without parentheses", "const loss = x => x", ["x"]],
    ["a destructured list", "function loss([x, y]) { return x * y }", ["x", "y"]],
    ["a destructured object", "function loss({ w, b }) { return w * b }", ["w", "b"]],
    ["renamed members", "function loss({ w: weight, 'b': bias }) { return 0 }", ["w", "b"]],
    [
      "nested patterns",
      "function loss([a, [b, c]], { layer: { bias } }) { return a }",
      ["a", "b", "c", "layer.bias"],
    ],
    [
      "a list inside an object",
      "function loss({ layer: [p, q], c }) { return p }",
      ["layer[0]", "layer[1]", "c"],
    ],
    ["a skipped item", "function loss([, y]) { return y }", ["[0]", "y"]],
    [
      "a list by its indices",
      "function loss(w) { return w[0] + w[2] * 3 }",
      ["w[0]", "w[1]", "w[2]"],
    ],
    [
      "a list taken apart inside",
      "function loss(w) { const [a, b, c] = w; return a }",
      ["a", "b", "c"],
    ],
    [
      "an object by its members",
      "const loss = (p) => p.layer.bias * 2 + p.w[1]",
      ["layer.bias", "w[0]", "w[1]"],
    ],
    [
      "an object taken apart inside",
      "const loss = (p) => { const { w, layer } = p; return w + layer.bias ** 2 }",
      ["w", "layer.bias"],
    ],
    [
      "a loop with a bound",
      "const N = 3; function loss(w) { let s = 0; for (let i = 0; i < N; i++) s += w[i]; return s }",
      ["w[0]", "w[1]", "w[2]"],
    ],
    [
      "a loop over data",
      "const xs = [[1, 2], [3, 4]] as const; function loss(w) { let s = 0; for (let i = 0; i < xs[0].length; i++) s += w[i]; return s }",
      ["w[0]", "w[1]"],
    ],
    [
      "a map over data",
      "const xs = [1, 2, 3]; const loss = (w) => xs.map((x, i) => x * w[i]).length",
      ["w[0]", "w[1]", "w[2]"],
    ],
    [
      "a helper",
      "const dot = (a, b) => a[0] * b[0] + a[1] * b[1]; const loss = (w) => dot([1, 2], w)",
      ["w[0]", "w[1]"],
    ],
    ["rows", "const loss = (w) => w[0][0] + w[1][2]", ["w[0][0]", "w[1][0]", "w[1][1]", "w[1][2]"]],
    ["rest", "function loss(...w) { return w[0] + w[1] }", ["w[0]", "w[1]"]],
    ["twin members", "const loss = (p, q) => p.x + q.x", ["p.x", "q.x"]],
    ["a member with the name of a parameter", "const loss = (p, x) => p.x * x", ["p.x", "x"]],
  ])("%s", (_, text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ["a tuple", "(w: [number, number, number]) => 0", ["w[0]", "w[1]", "w[2]"]],
    ["a readonly tuple with names", "(w: readonly [a: number, b: number]) => 0", ["w[0]", "w[1]"]],
    ["an object type", "(p: { w: number; b: [number, number] }) => 0", ["w", "b[0]", "b[1]"]],
    [
      "an interface",
      "(p: Model) => 0; interface Base { b: number } interface Model extends Base { w: Pair } type Pair = [number, number]",
      ["b", "w[0]", "w[1]"],
    ],
    ["a record", "(p: Record<'u' | 'v', number>) => 0", ["u", "v"]],
    [
      "a record over keys with a name",
      "(p: Record<Key, number>) => 0; type Key = 'u' | Other; type Other = ('v')",
      ["u", "v"],
    ],
    [
      "a record over the keys of a type",
      "(p: Record<keyof T, number>) => 0; interface T { u: string; v: Date }",
      ["u", "v"],
    ],
    [
      "a mapped type",
      "(p: { readonly [K in Key | 'w']?: [number] }) => 0; type Key = 'u' | 'v'",
      ["u[0]", "v[0]", "w[0]"],
    ],
    ["any keys", "(p: { [key: string]: number }) => p.u + p['v']", ["u", "v"]],
    [
      "the type of a value",
      "(p: typeof INITIAL) => 0; const INITIAL = { w: [1, 2], b: 0.5 }",
      ["w[0]", "w[1]", "b"],
    ],
    ["wrappers", "(p: Readonly<{ w: number }>) => 0", ["w"]],
    ["a list with uses", "(w: number[]) => w[0] * w[1]", ["w[0]", "w[1]"]],
    ["a typed array", "(w: Float64Array) => w[0] * w[1]", ["w[0]", "w[1]"]],
    ["a type that refers to itself", "(p: T) => 0; type T = { a: number, b: T }", ["a"]],
    ["a pattern with a type", "([x, y]: [number, number]) => x", ["x", "y"]],
  ])("from TypeScript: %s", (_, code, expected) => {
    expect(names(`const loss = ${code}`).slice(0, expected.length)).toEqual(expected);
  });

  test("from @param comments", () => {
    const text = `/**
 * @param {[number, number]} w the weights
 * @param {{ bias: number, scale: number[] }} p
 * @param {Object} q
 * @param {number} q.a
 * @param {number} q.b
 */
function loss(w, p, q) { return p.scale[1] }`;
    expect(names(text, { language: "js" })).toEqual([
      "w[0]",
      "w[1]",
      "bias",
      "scale[0]",
      "scale[1]",
      "a",
      "b",
    ]);
  });

  test.each<[string, string[]]>([
    [
      "(w: [number, number][]) => w.map(([a, b]) => a * b).length",
      ["w[0][0]", "w[0][1]", "w[1][0]", "w[1][1]"],
    ],
    [
      "(w) => { for (const { u, v } of w) f(u * v); return w[1].u }",
      ["w[0].u", "w[0].v", "w[1].u", "w[1].v"],
    ],
    ["(p) => { const [a, b] = p.layer; return a * b }", ["layer[0]", "layer[1]"]],
    ["(w) => sum(w); const sum = ([a, b]) => a + b", ["w[0]", "w[1]"]],
  ])("names that the code gives to one of many are not used: %s", (code, expected) => {
    expect(names(`const loss = ${code}`)).toEqual(expected);
  });

  test("a shadowed name does not count", () => {
    expect(names("const loss = (w) => [1].map((w) => w[7]).length + w[0]")).toEqual(["w[0]"]);
  });
});

describe("which parameters", () => {
  test("trailing ones with defaults keep them, unless all have", () => {
    expect(names("function loss(x, y, a = 1, b?: number) { return 0 }")).toEqual(["x", "y"]);
    expect(names("function loss(a = 1, x) { return 0 }")).toEqual(["a", "x"]);
    expect(readLoss("function loss(x = 3, w = [1, -2]) { return 0 }")).toMatchObject({
      names: ["x", "w[0]", "w[1]"],
      start: [3, 1, -2],
    });
  });

  test("the sample is none", () => {
    expect(names("function loss(w, b, sample) { return 0 }", { takesSample: true })).toEqual([
      "w",
      "b",
    ]);
    expect(names("function loss(w, [x, y], k = 1) { return 0 }", { takesSample: true })).toEqual([
      "w",
    ]);
  });

  test("what is no number is refused", () => {
    expect(readLoss("function loss(x, { mode }: { mode: string }) { return 0 }").unsupported).toBe(
      "mode takes string: only numbers can be optimised; give it a default",
    );
    expect(readLoss("function loss(f: (x: number) => number, x) { return f(x) }").unsupported).toBe(
      "f takes a function: only numbers can be optimised; give it a default",
    );
    expect(readLoss("function loss({}) { return 0 }").unsupported).toBe(
      "loss({}) has no numbers to optimise",
    );
  });
});

describe("start", () => {
  const start = (text: string, given: ParameterOptions["start"]): FunctionParameters =>
    readLoss(text, given === undefined ? {} : { start: given });

  test.each<[string, string, NonNullable<ParameterOptions["start"]>, string[], number[]]>([
    ["flat", "(x, y) => 0", [1, 2], ["x", "y"], [1, 2]],
    ["one number", "(x) => 0", 3, ["x"], [3]],
    ["one number in a list", "(x) => x * x", [3], ["x"], [3]],
    [
      "a list decides its length",
      "(w) => w.map((v) => v * v).length",
      [1, 2, 3],
      ["w[0]", "w[1]", "w[2]"],
      [1, 2, 3],
    ],
    [
      "a list beyond the indices used",
      "(w) => w[0] + w.length",
      [1, 2, 3],
      ["w[0]", "w[1]", "w[2]"],
      [1, 2, 3],
    ],
    [
      "a list of arguments",
      "(w, b) => w.length + b",
      [[1, 2], 3],
      ["w[0]", "w[1]", "b"],
      [1, 2, 3],
    ],
    [
      "the only argument in a list",
      "(w: [number, number]) => 0",
      [[1, 2]],
      ["w[0]", "w[1]"],
      [1, 2],
    ],
    [
      "flat for a list and a number",
      "(w: [number, number], b) => 0",
      [1, 2, 3],
      ["w[0]", "w[1]", "b"],
      [1, 2, 3],
    ],
    ["flat for an object", "({ w, b }) => 0", [1, 2], ["w", "b"], [1, 2]],
    ["by name", "(x, y) => 0", { y: 2, x: 1 }, ["x", "y"], [1, 2]],
    ["the object itself", "(p) => p.w + p.b", { w: 1, b: 2 }, ["w", "b"], [1, 2]],
    [
      "an object that the code leaves open",
      "(p) => f(p)",
      { w: [1, 2], b: 3 },
      ["w[0]", "w[1]", "b"],
      [1, 2, 3],
    ],
    [
      "a matrix",
      "(w) => w.length",
      [
        [1, 2],
        [3, 4],
      ],
      ["w[0][0]", "w[0][1]", "w[1][0]", "w[1][1]"],
      [1, 2, 3, 4],
    ],
    ["rest", "(...w) => w.length", [1, 2], ["w[0]", "w[1]"], [1, 2]],
    ["a pattern keeps its names", "([x, y]) => 0", [1, 2], ["x", "y"], [1, 2]],
  ])("%s", (_, code, given, expectedNames, expectedStart) => {
    const found = start(`const loss = ${code}`, given);
    expect(found).toMatchObject({ names: expectedNames, start: expectedStart });
    expect(found.startProblem).toBeUndefined();
  });

  test.each<[string, NonNullable<ParameterOptions["start"]>, string]>([
    ["(x, y) => x * y", [1, 2, 3], "start has 3 numbers, but loss(x, y) has 2 parameters"],
    ["(x) => x * x", [1, 2], "start has 2 numbers, but loss(x) has 1 parameter"],
    ["(x, y) => x * y", 1, "start has 1 number, but loss(x, y) has 2 parameters"],
    ["([x, y]) => x * y", [1, 2, 3], "start has 3 numbers, but loss([x, y]) has 2 parameters"],
    ["(w) => w[0] + w[2]", [1, 2], "start has 2 numbers, but loss(w) has 3 parameters"],
    ["({ w, b }) => w * b", { w: 1 }, "start has 1 number, but loss({ w, b }) has 2 parameters"],
    [
      "({ w, b }) => w * b",
      { w: 1, c: 1 },
      "start does not fit loss({ w, b }): { w, b }.b is missing",
    ],
    ["(w) => w.length", { a: 1 }, "start does not fit loss(w): w takes a list, not an object"],
    ["(w, b) => w.length", 1, "start does not fit loss(w, b): give a list of its arguments"],
  ])("that does not fit %s", (code, given, message) => {
    const found = start(`const loss = ${code}`, given);
    expect(found.startProblem).toBe(message);
    expect(found.start).toHaveLength(found.names.length);
  });

  test("defaults of the code come first, then what is customary, then distinct numbers near 1", () => {
    expect(readLoss("const loss = ([x = -3, y = 4]) => x * y").start).toEqual([-3, 4]);
    expect(
      readLoss("function loss({ w, b: [c] } = { w: 2, b: [5] }) { return w * c }").start,
    ).toEqual([2, 5]);
    expect(readLoss("const init = [7, 8]; const loss = (w = init) => w[0]").start).toEqual([7, 8]);
    const open = readLoss("const loss = (x, y, z) => x * y * z");
    expect(new Set(open.start.map(Math.abs)).size).toBe(3);
    for (const value of open.start) {
      expect(value).toBeGreaterThanOrEqual(0.5);
      expect(value).toBeLessThanOrEqual(1.5);
    }
  });

  test("an assumed length is said", () => {
    expect(readLoss("const loss = (w) => w.map((v) => v * v).length").notes).toEqual([
      "w is taken to hold 2 numbers; start decides how many",
    ]);
  });
});

test("a function that is not there is refused", () => {
  const { functions } = findLossFunctions("const loss = (x) => x;", { language: "ts" });
  expect(() => readParameters("const lass = 12345678;", functions[0]!, { language: "ts" })).toThrow(
    "is not the function loss",
  );
});

test("half-typed functions give what they have", () => {
  const text = "function loss({ w, b: [c, d] }: P, y: number[) { return w.x[3] + ";
  for (let end = 13; end <= text.length; end++) {
    const { functions } = findLossFunctions(text.slice(0, end), { language: "ts" });
    for (const found of functions) {
      expect(() => readParameters(text.slice(0, end), found, { language: "ts" })).not.toThrow();
    }
  }
});
