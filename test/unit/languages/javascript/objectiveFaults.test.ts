import { beforeAll, describe, expect, test } from "vitest";
import { argumentsOf } from "./argumentsOf";
import type { Nested } from "../../../../src/languages/lossFunction";
import { LocatedError } from "../../../../src/text/place";
import { openCode } from "../../../../src/languages/javascript/evaluate/openCode";
import { bundler, bundleText, createRealm, objectiveOf } from "./support";

async function faultOf(
  text: string,
  start: readonly Nested<number>[] = [1],
): Promise<LocatedError> {
  const failure: unknown = await objectiveOf(text, start).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(failure).toBeInstanceOf(LocatedError);
  return failure as LocatedError;
}

beforeAll(bundler, 60_000);

describe("a function that gives no number says what it gives", () => {
  test.each([
    ["x * x;", "notANumber", "undefined (is a return missing?)"],
    ["return `${x}`", "notANumber", 'the text "1"'],
    ["return 10n", "notANumber", "the BigInt 10n"],
    ["return Promise.resolve(x)", "unsupported", "async is not supported"],
    ["return [x, x]", "notANumber", "an array of 2"],
    ["return { valueOf: () => x }", "notANumber", "an object"],
    ["return new Number(x)", "notANumber", "an object"],
    ["return null", "notANumber", "null"],
    ["return x > 0", "notANumber", "true"],
    ["return Symbol('s')", "notANumber", "a symbol"],
    ["return () => x", "notANumber", "a function"],
    ["return new Float64Array(2)", "notANumber", "a typed array"],
  ])("%s", async (body, kind, part) => {
    const fault = await faultOf(`function loss(x: number) { ${body} }`);
    expect(fault.kind).toBe(kind);
    expect(fault.message).toContain(part);
  });

  test("an async function", async () => {
    const fault = await faultOf(`async function loss(x: number) { return x; }`);
    expect(fault.message).toContain("async is not supported");
  });
});

describe("what user code throws lands on the user's line and column", () => {
  test("in the function, after characters outside the basic plane", async () => {
    const text = [
      "function helper(x: number) {",
      '  const s = "😀😀"; if (x > 0) throw new RangeError("too large: " + x);',
      "}",
      "function loss(x: number): number { helper(x); return x; }",
    ].join("\n");
    const fault = await faultOf(text);
    expect(fault.message).toBe("RangeError: too large: 1");
    // "throw" begins at column 32 (UTF-16 units, each emoji two); V8 points at the constructor.
    expect(fault.place).toMatchObject({ file: "/project/loss.ts", line: 2, column: 38 });
    expect(text.split("\n")[1]!.slice(37)).toMatch(/^new RangeError/);
  });

  test("in an imported file", async () => {
    const failure = objectiveOf(
      `import { half } from "./lib/half";\nexport const loss = (x: number) => half(x);`,
      [1],
      {
        files: { "/project/lib/half.ts": "\n\nexport function half(x: any) {\n  return x.a.b;\n}" },
      },
    );
    await expect(failure).rejects.toMatchObject({
      message: "TypeError: Cannot read properties of undefined (reading 'b')",
      place: { file: "/project/lib/half.ts", line: 4, column: 14 },
    });
  });

  test("while the module runs", async () => {
    const fault = await faultOf(
      `const a = 1;\n  throw new Error("no");\nexport const loss = () => a;`,
    );
    expect(fault.place).toMatchObject({ line: 2, column: 9 });
    expect(fault.message).toBe("no");
  });

  test("only at a later point, while a trace holds elsewhere", async () => {
    const objective = await objectiveOf(
      `function loss(x: number) {\n  if (x > 2) throw new Error("beyond");\n  return x * x;\n}`,
      [1],
    );
    expect(objective.gradientKind).toBe("exact");
    const gradient = new Float64Array(1);
    expect(() => objective.valueAndGradient(Float64Array.of(3), gradient)).toThrow("beyond");
    expect(objective.valueAndGradient(Float64Array.of(1.5), gradient)).toBe(2.25);
    expect(gradient[0]).toBe(3);
  });

  test.each([
    ["null", "threw null"],
    ["undefined", "threw undefined"],
    ["'text'", 'threw "text"'],
    ["Symbol('s')", "threw Symbol(s)"],
    ["5n", "threw 5"],
    [
      "new Proxy({}, { get() { throw 1 }, has() { throw 1 }, getPrototypeOf() { throw 1 }, getOwnPropertyDescriptor() { throw 1 } })",
      "threw an object that is no error",
    ],
    [
      "{ get message() { for (;;); }, get stack() { for (;;); } }",
      "threw an object that is no error",
    ],
  ])("throw %s", async (thrown, message) => {
    expect((await faultOf(`function loss(x: number) { throw ${thrown} }`)).message).toBe(message);
  });

  test("endless recursion", async () => {
    const fault = await faultOf(`function loss(x: number): number { return loss(x) + 1; }`);
    expect(fault.message).toBe("RangeError: Maximum call stack size exceeded");
    expect(fault.place?.line).toBe(1);
  });
});

test("whoever watches a slow function hears of every evaluation before it", async () => {
  const { code, sourceMap } = await bundleText("function loss(x) { tick(); return x * x; }", {
    path: "/project/loss.js",
  });
  let [heard, called, unheard] = [0, 0, 0];
  openCode({
    bundle: { code: code!, sourceMap: sourceMap! },
    realm: createRealm({
      tick: () => {
        called++;
        // Traces call the function, too; they come between calls that are heard.
        unheard = Math.max(unheard, called - heard);
      },
    }),
    ...argumentsOf([3]),
    platform: {
      calling: (call) => {
        heard++;
        return call();
      },
      loading: (load) => load(),
      deriving: (work) => work(),
    },
  });
  expect(heard).toBeGreaterThan(10);
  expect(unheard).toBeLessThan(4);
});

describe("what is not deterministic is named", () => {
  test.each([
    ["Math.random()", "Math.random"],
    ["crypto.getRandomValues(new Uint8Array(1))[0]", "crypto.getRandomValues"],
    ["1e-9 * performance.now()", "performance.now"],
  ])("%s", async (expression, name) => {
    const fault = await faultOf(`function loss(x: number) {\n  return x +\n    ${expression};\n}`);
    expect(fault.kind).toBe("notDeterministic");
    expect(fault.message).toBe(`not deterministic: calls ${name}`);
    expect(fault.place?.line).toBe(3);
  });

  test("state between calls", async () => {
    const fault = await faultOf(`let n = 0; function loss(x: number) { n++; return x + n; }`);
    expect(fault.message).toBe(
      "not deterministic: two calls with the same arguments gave 2 and 3, because calls change n",
    );
    expect(fault.place).toMatchObject({ line: 1, column: 39 });
  });

  test("a clock is named even where two calls within one tick agree", async () => {
    const made = objectiveOf(
      `function loss(x: number) { const t = Date.now(); return x * x + t; }`,
      [3],
    );
    await expect(made).rejects.toThrow("not deterministic: calls Date.now");
  });

  test.each([
    ["a time that goes to a log", "console.debug(`${new Date().toISOString()} at ${x}`);"],
    [
      "a stopwatch",
      "const from = performance.now(), took = () => performance.now() - from; took();",
    ],
    [
      "an identifier",
      "const id = Math.random().toString(36) + Date.now(); if (id === '') return 0;",
    ],
    ["a number that is drawn and not used", "crypto.getRandomValues(new Uint8Array(4));"],
    ["a clock that is asked whether it goes", "if (Date.now() < 0) return 0;"],
  ])("%s has no influence", async (_, statement) => {
    const text = `function loss(x: number) { ${statement} return x * x; }`;
    const objective = await objectiveOf(text, [3]);
    const gradient = new Float64Array(1);
    expect(objective.valueAndGradient(Float64Array.of(3), gradient)).toBe(9);
    expect([...gradient]).toEqual([6]);
  });

  test.each([
    ["the day of the week", "new Date().getDay()"],
    ["whether a second is even", "Math.floor(Date.now() / 1000) % 2"],
    ["a draw among two", "Number(Math.random() < 0.5) * 0 + Math.random()"],
  ])("%s has an influence, however rarely it changes", async (_, expression) => {
    const fault = await faultOf(`function loss(x: number) { return x * x + ${expression}; }`);
    expect(fault.kind).toBe("notDeterministic");
  });

  test("random data at the top level are the same each time", async () => {
    const text = `const data = Array.from({ length: 5 }, () => Math.random());
      function loss(x: number) { return data.reduce((s, d) => s + (d - x) ** 2, 0); }`;
    const [first, second] = [await objectiveOf(text, [0]), await objectiveOf(text, [0])];
    expect(first.gradientKind).toBe("exact");
    expect(first.value(Float64Array.of(0))).toBe(second.value(Float64Array.of(0)));
    expect(first.warnings.join()).toContain("Math.random at the top level of the file is seeded");
  });
});

describe("what cannot be traced falls back to differences and says why", () => {
  test.each<[string, string, readonly Nested<number>[], RegExp, readonly number[]]>([
    [
      "a typed array of integers",
      "const a = Int32Array.from([x]);\n return x * x + a[0];",
      [2.5],
      /^the value passes through Int32Array\.from in loss\.ts:2$/,
      [5],
    ],
    [
      "a store into one",
      "const a = new Int32Array(1);\n a[0] = x;\n return x * x + a[0];",
      [2.5],
      /^the value is stored in a Int32Array in loss\.ts:3$/,
      [5],
    ],
    ["JSON", "return JSON.parse(JSON.stringify([x]))[0] ** 2;", [3], /JSON\.stringify/, [6]],
    [
      "a text read back",
      "return parseFloat(x.toFixed(9)) * 2;",
      [1.25],
      /the text of a value/,
      [2],
    ],
    [
      "a text read back that hardly counts",
      "return x * x + 1e-6 * Number([x]);",
      [3],
      /the text of a value/,
      [6.000001],
    ],
    [
      "a way chosen by a text",
      "return `${x}`.startsWith('-') ? x : x * x;",
      [3],
      /the text of a value/,
      [6],
    ],
    ["eval", "return eval('x * x');", [3], /a plain number is needed here in loss\.ts:2/, [6]],
    ["a global by another name", "return globalThis.Math.exp(x);", [0], /through Math\.exp/, [1]],
    [
      "a search that is not seen as one",
      'const k = [x, 2 * x]["indexOf"](Math.max(x, 2 * x));\n return x * (k + 2);',
      [3],
      /^traced, it gives 3 where it really gives 9 in loss\.ts:3$/,
      [3],
    ],
  ])("%s", { timeout: 60_000 }, async (_, body, start, reason, slopes) => {
    const objective = await objectiveOf(
      `let kept: any;\nfunction loss(x: number): number { ${body} }`,
      start,
    );
    const gradient = new Float64Array(1);
    const theta = Float64Array.from(start as number[]);
    objective.valueAndGradient(theta, gradient);
    objective.valueAndGradient(theta, gradient);
    expect(objective.gradientKind).toBe("numeric");
    expect(objective.reason).toMatch(reason);
    // Central differences of values that are rounded to nine digits, or are sums of millions.
    expect(Math.abs(gradient[0]! - slopes[0]!)).toBeLessThan(1e-3);
  });

  test("an argument that is changed is only noted", async () => {
    const objective = await objectiveOf(
      `function loss(w: number[]) { w[0] *= 2; return w[0] ** 2; }`,
      [[3]],
    );
    expect(objective.gradientKind).toBe("exact");
    expect(objective.warnings.join()).toContain("changes its argument");
    const gradient = new Float64Array(1);
    expect(objective.valueAndGradient(Float64Array.of(3), gradient)).toBe(36);
    expect(gradient[0]).toBe(24);
  });

  test("patched built-ins stay in the user's realm", async () => {
    const objective = await objectiveOf(
      `Math.sqrt = (x) => 2 * x;
       Array.prototype.map = function (f) { const r = []; for (let i = 0; i < this.length; i++) r.push(f(this[i]) + 1); return r; };
       function loss(w: number[]) { return Math.sqrt(w[0]) + w.map((x) => x * x)[1]; }`,
      [[3, 4]],
    );
    const gradient = new Float64Array(2);
    expect(objective.valueAndGradient(Float64Array.of(3, 4), gradient)).toBe(6 + 17);
    expect([...gradient]).toEqual([2, 8]);
    expect(Math.sqrt(9)).toBe(3);
    expect([1].map((x) => x)).toEqual([1]);
  });
});
