import { describe, expect, test } from "vitest";
import {
  findLossFunctions,
  findLossFunctionsInSlices,
  functionAround,
} from "../../../../../src/languages/javascript/find/find";
import type { LossFunction } from "../../../../../src/languages/lossFunction";

function find(text: string, language = "ts"): readonly LossFunction[] {
  return findLossFunctions(text, { language }).functions;
}

function names(text: string, language = "ts"): string[] {
  return find(text, language).map(({ name }) => name);
}

describe("forms of functions", () => {
  test.each([
    ["declaration", "function loss(x: number) { return x * x }", "declaration", ["loss"]],
    ["arrow", "const loss = (x: number) => x * x;", "arrow", ["loss"]],
    ["arrow without parentheses", "const loss = x => x * x;", "arrow", ["loss"]],
    ["function expression", "let loss = function (x) { return x };", "expression", ["loss"]],
    ["exported variable", "export const loss: Loss = (x) => x;", "arrow", ["loss"]],
    ["second of two variables", "const a = 1, loss = (x) => x;", "arrow", ["loss"]],
    ["cast", "const loss = ((x) => x) as Loss;", "arrow", ["loss"]],
    ["satisfies", "const loss = ((x) => x) satisfies Loss;", "arrow", ["loss"]],
    ["assignment to exports", "exports.loss = (x) => x;", "arrow", ["exports", "loss"]],
    [
      "the whole of module.exports",
      "module.exports = function loss(x) { return x };",
      "expression",
      ["module", "exports"],
    ],
    [
      "member of module.exports",
      "module.exports = { loss(x) { return x } };",
      "method",
      ["module", "exports", "loss"],
    ],
    [
      "member of an object",
      "const my = { deep: { loss: (x) => x } };",
      "arrow",
      ["my", "deep", "loss"],
    ],
    ["static method", "class My { static loss(x) { return x } }", "method", ["My", "loss"]],
    ["static property", "class My { static loss = (x) => x }", "arrow", ["My", "loss"]],
    [
      "in a namespace",
      "namespace My { export function loss(x) { return x } }",
      "declaration",
      ["My", "loss"],
    ],
  ])("%s", (_, text, kind, path) => {
    const found = find(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind, marked: "name", reference: { isDefault: false, path } });
    expect(found[0]!.unsupported).toBeUndefined();
    const { from, to } = found[0]!.nameRange;
    expect(text.slice(from, to)).toBe("loss");
  });

  test("default exports, named and anonymous", () => {
    const named = find("export default function loss(x) { return x }");
    expect(named[0]).toMatchObject({
      name: "loss",
      reference: { isDefault: false, path: ["loss"] },
    });
    for (const code of ["function (x) { return x }", "(x) => x", "((x) => x)"]) {
      const text = `/** @simulate */\nexport default ${code}`;
      const [found] = find(text);
      expect(found).toMatchObject({
        name: "default",
        marked: "comment",
        reference: { isDefault: true, path: [] },
      });
      expect(text.slice(found!.nameRange.from, found!.nameRange.to)).toBe("export default");
    }
    expect(find("export default { loss(x) { return x } }")[0]).toMatchObject({
      name: "loss",
      reference: { isDefault: true, path: ["loss"] },
    });
  });

  test("what cannot be simulated is found and says why", () => {
    const reason = (text: string): unknown => find(text)[0]?.unsupported;
    expect(reason("async function loss(x) { return x }")).toBe("async");
    expect(reason("const loss = async (x) => x")).toBe("async");
    expect(reason("function* loss(x) { yield x }")).toBe("generator");
    expect(reason("class A { /** @simulate */ loss(x) { return x } }")).toBe("method");
    expect(reason("/** @simulate */ A.prototype.loss = function (x) { return x }")).toBe("method");
    expect(reason("function f() {\n  /** @simulate */\n  const g = (x) => x;\n  return g }")).toBe(
      "nested",
    );
    expect(reason("/** @simulate */ const g = () => 1")).toBe("noParameters");
  });

  test("overload signatures, accessors, interfaces and abstract methods are none", () => {
    const text =
      "function loss(x: number): number;\nfunction loss(x: number, y = 0) { return x + y }\n" +
      "interface A { loss(x: number): number }\nabstract class B { abstract loss(x: number): number }\n" +
      "class C { static set loss(x: number) {} }\ndeclare function cost(x: number): number;";
    expect(find(text).map(({ range }) => text.slice(range.from, range.to))).toEqual([
      "function loss(x: number, y = 0) { return x + y }",
    ]);
  });

  test.each([
    "const loss = ({ w, b } = { w: 1, b: 2 }) => w * b;",
    "const loss = ([x, y] = [1, 2]): number => x * y;",
    "const loss = ({ w } = {}, k) => w * k;",
    "const loss=({w}={w:1})=>w;",
    "const loss = ({ w } = {}) => [w].map(({ a } = {}) => a).length;",
  ])("a pattern with a default as first parameter: %s", (text) => {
    for (const language of ["ts", "js", "tsx"]) {
      const found = findLossFunctions(text, { language });
      expect(found.hasErrors).toBe(false);
      expect(found.functions.map(({ name }) => name)).toEqual(["loss"]);
      const { functionRange } = found.functions[0]!;
      expect(text.slice(functionRange.from, functionRange.to)).toMatch(/^\(.*[^;]$/);
    }
  });

  test("patterns are given on one line, without comments and trailing commas", () => {
    const [loss] = find(
      `function loss({
         layer, // the first
         scale = [1, 2,],
       }: Model, [a, /* b */ , c,
       ], { d, /* e */ }) { return 0 }`,
    );
    expect(loss!.parameters.map(({ text }) => text)).toEqual([
      "{ layer, scale = [1, 2] }",
      "[a, , c ]",
      "{ d }",
    ]);
  });

  test("parameters", () => {
    const [loss] = find(
      "function loss([x, y]: [number, number], { w, b: { c } } = start, k?: number, ...rest) { return 0 }",
    );
    expect(
      loss!.parameters.map(({ text, hasDefault, isRest }) => [text, hasDefault, isRest]),
    ).toEqual([
      ["[x, y]", false, false],
      ["{ w, b: { c } }", true, false],
      ["k", true, false],
      ["rest", false, true],
    ]);
  });
});

describe("marked functions", () => {
  test("by a tag in the comment, with the object and its place", () => {
    const text =
      "/**\n * Hello.\n *\n * @simulate { steps: 10,\n *   lr: 1 }\n * More.\n */\nexport const f = (x: number) => x;\n";
    const [found] = find(text);
    expect(found).toMatchObject({ name: "f", marked: "comment", role: "loss" });
    const { object, range } = found!.tag!;
    expect(text.slice(range.from, range.to)).toBe("@simulate { steps: 10,\n *   lr: 1 }");
    expect(object!.text).toBe("{ steps: 10,\n     lr: 1 }");
    expect(text.slice(object!.from, object!.to).length).toBe(object!.text.length);
    expect(text.slice(found!.range.from, found!.range.to)).toBe(text.trimEnd());
  });

  test.each([
    ["block comment", "/* @simulate */\nfunction f(x) { return x }"],
    ["line comments", "// About f.\n// @simulate { steps: 3 }\nfunction f(x) { return x }"],
    ["blank line below a doc comment", "/** @simulate */\n\nfunction f(x) { return x }"],
    ["between export and function", "export /** @simulate */ function f(x) { return x }"],
    ["before the arrow", "const f = /** @simulate */ (x) => x"],
    ["before an object's member", "const o = {\n  /** @simulate */\n  f: (x) => x }"],
    ["before a variable of several", "const a = 1,\n  /** @simulate */\n  f = (x) => x"],
    [
      "windows line ends",
      "/**\r\n * @simulate { steps: 3,\r\n *  seed: 1 }\r\n */\r\nfunction f(x) { return x }",
    ],
    ["old mac line ends", "// @simulate\rfunction f(x) { return x }\r"],
    ["byte order mark", "\uFEFF// @simulate\nfunction f(x) { return x }"],
  ])("%s", (_, text) => {
    const found = find(text);
    expect(found.map(({ marked }) => marked)).toEqual(["comment"]);
    expect(text.slice(found[0]!.nameRange.from, found[0]!.nameRange.to)).toBe("f");
  });

  test("a tag belongs to the function directly below only", () => {
    expect(names("/** @simulate */\nconst data = [1];\nfunction f(x) { return x }")).toEqual([]);
    expect(names("// @simulate\n\nfunction f(x) { return x }")).toEqual([]);
    expect(names("const a = 1; // @simulate\nfunction f(x) { return x }")).toEqual([]);
    expect(
      names("/** writes `@simulate` or {@simulate} or me@simulate */\nfunction f(x) { return x }"),
    ).toEqual([]);
  });

  test("a brace in a string, a comment or a nested object does not end the object", () => {
    const text =
      "/** @simulate { a: '}', // }\n * b: { c: [1] } } and } more */\nfunction f(x) { return x }";
    const { object } = find(text)[0]!.tag!;
    expect(text.slice(object!.from, object!.to)).toBe("{ a: '}', // }\n * b: { c: [1] } }");
  });

  test("an own optimizer", () => {
    const [found] = find(
      "/** @optimizer { id: 'mine', lr: 0.1 } */\nexport function mine(step, state) { return step }",
    );
    expect(found).toMatchObject({ role: "optimizer", marked: "comment", name: "mine" });
    expect(found!.tag!.object!.text).toBe("{ id: 'mine', lr: 0.1 }");
  });

  test("an emoji before does not shift the offsets", () => {
    const text = "const s = '😀😀'; /** 😀 @simulate { steps: 1 } */ const f = (x) => x;";
    const [found] = find(text);
    expect(text.slice(found!.tag!.object!.from, found!.tag!.object!.to)).toBe("{ steps: 1 }");
    expect(text.slice(found!.nameRange.from, found!.nameRange.to)).toBe("f");
  });
});

describe("what only looks like a loss", () => {
  test.each([
    ["no parameter", "const loss = () => 3"],
    ["not a function", "const loss = 3"],
    ["test callback", "test('the loss', (loss) => { expect(loss).toBe(1) })"],
    ["nested in a test", "test('x', () => { const loss = (w) => w; expect(loss(1)).toBe(1) })"],
    ["logger", "const log = { error(message) { console.log(message) } }"],
    ["logger with types", "export function error(text: string): void {}"],
    ["returns an error", "function energyError(x: number): Error { return new Error() }"],
    ["instance method", "class Loss { cost(x) { return x } }"],
  ])("%s", (_, text) => {
    expect(names(text)).toEqual([]);
  });

  test("a component", () => {
    expect(names("export const Loss = (p) => <b>{p.value}</b>;", "tsx")).toEqual([]);
    expect(names("export const loss = (p) => p.map((x) => x * x);", "tsx")).toEqual(["loss"]);
  });
});

describe("half-typed text", () => {
  test.each([
    ["half a word before", "expor t\nfunction loss(x) { return x }"],
    ["open parenthesis before", "const a = (\nfunction loss(x) { return x }"],
    ["open brace before", "function f() { if (x) {\nexport function loss(x: number) { return x }"],
    ["open brace before a variable", "function f() {\nconst loss = (x) => x * x\n"],
    ["unfinished body", "function loss(x) { return x *"],
    ["unfinished parameters", "function loss(x, "],
    ["syntax error in the body", "function loss(x) { const = 3; return x }"],
    ["syntax error after", "function loss(x) { return x }\nconst ]= 3"],
    ["merge conflict", "<<<<<<< HEAD\nfunction loss(x) { return x }\n=======\n>>>>>>> b\n"],
  ])("%s", (_, text) => {
    const found = findLossFunctions(text, { language: "ts" });
    expect(found.functions.map(({ name }) => name)).toEqual(["loss"]);
    expect(found.hasErrors).toBe(true);
    expect(found.functions[0]!.unsupported).toBeUndefined();
  });

  test("every beginning of a text is read without a throw", () => {
    const text =
      "/** @simulate { steps: 3, runs: [{ optimizer: 'adam' }] } */\nexport const loss = ([x, y]: [number, number], " +
      "{ w } = { w: `a${1}` }) => (x < 1 ? x ** 2 : /re/.test('s')) + <number>y;\nclass A<T> { static cost<T>(x: T) {} }";
    for (let end = 0; end <= text.length; end++) {
      for (const language of ["ts", "tsx", "js"]) {
        expect(() => findLossFunctions(text.slice(0, end), { language })).not.toThrow();
      }
    }
  });
});

describe("large files", () => {
  const line = "function helper(a,b){var error=a+b;return error>2?a:b}";

  test("a minified line", () => {
    const text = `${line.repeat(2000)}export const loss=(x)=>x*x;${line.repeat(10)}`;
    const [found] = find(text, "js");
    expect(text.slice(found!.nameRange.from, found!.nameRange.to)).toBe("loss");
  });

  test("a loss word across the border of two stretches is seen", () => {
    for (let shift = -70; shift <= 10; shift++) {
      const text = `${" ".repeat(65536 + shift)}const loss = (x) => x;`;
      expect(names(text)).toEqual(["loss"]);
    }
  });

  test("slices give the same as the whole", () => {
    const text = `${`${line}\n`.repeat(500)}/** @simulate { steps: 2 } */\nconst f = (x) => x;`;
    const slices = findLossFunctionsInSlices(text, { language: "js" });
    let steps = 0;
    let next = slices.next();
    for (; next.done !== true; next = slices.next()) steps++;
    expect(next.value).toEqual(findLossFunctions(text, { language: "js" }));
    expect(steps).toBeGreaterThan(5);
  });

  test("beyond the bounds it says so, unless there is nothing to look for", () => {
    const line = "const a = 1;\n";
    const loss = "const loss = (x) => x;";
    const options = { language: "js" };
    const long = line.repeat(45_000);
    expect(findLossFunctions(long, options)).toEqual({ functions: [], hasErrors: false });
    expect(findLossFunctions(long + loss, options).gaveUp).toBe(
      "the file has 0.6 million characters; up to 0.5 million are looked through",
    );
    expect(functionAround(long + loss, long.length + 3, options)).toBeUndefined();
    const slices = findLossFunctionsInSlices(line.repeat(350_000) + loss, options);
    let next = slices.next();
    while (next.done !== true) next = slices.next();
    expect(next.value.gaveUp).toBe(
      "the file has 4.6 million characters; up to 4.0 million are looked through",
    );
  });
});

describe("the function around the cursor", () => {
  const text = [
    "const helper = (a, b) => a + b;",
    "/** Doc. */",
    "function loss(w) {",
    "  const inner = (z) => z * z;",
    "  return w.map((v) => inner(v));",
    "}",
    "export const other = (u) => u;",
    "function outside() { function deep(x) { return x } }",
  ].join("\n");
  const at = (needle: string): string | undefined =>
    functionAround(text, text.indexOf(needle), { language: "ts" })?.name;

  test("is the marked one, the innermost that can be simulated, or none", () => {
    expect(at("a + b")).toBe("helper");
    expect(at("Doc")).toBe("loss");
    expect(at("z * z")).toBe("loss");
    expect(at("inner(v)")).toBe("loss");
    expect(at("=> u")).toBe("other");
    expect(functionAround("let a = 1;\n", 3, { language: "ts" })).toBeUndefined();
  });

  test("when none can be simulated it is the innermost, which says why", () => {
    const found = functionAround(text, text.indexOf("return x }"), { language: "ts" });
    expect(found).toMatchObject({ name: "deep", unsupported: "nested" });
  });
});
