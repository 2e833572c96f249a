import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLossFunctions, functionAround } from "../../../src/languages/javascript/find/find";
import type { Json5Value } from "../../../src/text/json5";
import { placeProblems, readTagObject } from "../../../src/options/simulateComment";
import { writeSimulateComment } from "../../../src/options/writeComment";
import type { LossFunction } from "../../../src/languages/lossFunction";

function only(text: string): LossFunction {
  const { functions } = findLossFunctions(text, { language: "ts" });
  expect(functions).toHaveLength(1);
  return functions[0]!;
}

describe("reading", () => {
  const text = [
    "/**",
    " * A loss. 😀",
    " *",
    " * @simulate {",
    " *   start: [1, 2], // here",
    " *   runs: [",
    " *     { optimizer: 'adam', lr: 0.1x },",
    " *     { optimizer: 'gd', lrr: 0.1 },",
    " *   ],",
    " * }",
    " */",
    "export function f(x: number) { return x }",
  ].join("\r\n");

  test("gives the value and the places of faults in the document", () => {
    const document = readTagObject(only(text))!;
    expect(document.value).toEqual({
      start: [1, 2],
      runs: [{ optimizer: "adam" }, { optimizer: "gd", lrr: 0.1 }],
    });
    const problems = placeProblems(document, [
      { path: ["runs", 1, "lrr"], message: "unknown option lrr", severity: "warning", at: "key" },
      { path: ["start"], message: "start has 2 numbers", severity: "error" },
    ]);
    expect(
      problems.map(({ range, message, severity }) => [
        text.slice(range.from, range.to),
        message,
        severity,
      ]),
    ).toEqual([
      ["[1, 2]", "start has 2 numbers", "error"],
      ["0.1x", "expected a plain value, found 0.1x", "error"],
      ["lrr", "unknown option lrr", "warning"],
    ]);
  });

  test("a tag without braces is an empty object; no tag is none", () => {
    const bare = "/** @simulate */ const f = (x) => x;";
    const document = readTagObject(only(bare))!;
    expect(document.value).toEqual({});
    const { from, to } = document.rangeOf(["steps"]);
    expect(bare.slice(from, to)).toBe("@simulate");
    expect(readTagObject(only("const loss = (x) => x"))).toBeUndefined();
  });
});

describe("writing", () => {
  const short = { steps: 10, lr: 1e-7 };
  const long = {
    start: [-120, -4],
    steps: 100000,
    window: { b: [-200, -100], w: [-5, 5] },
    runs: [
      { optimizer: "gd", lr: 1e-7 },
      {
        optimizer: "adam",
        lr: 1,
        beta1: 0.9,
        beta2: 0.999,
        schedule: "inverseTime",
        decay: 0.001,
        label: "a */ b",
      },
    ],
  };
  const write = (
    text: string,
    options: { readonly [key: string]: Json5Value },
    name?: string,
  ): string => {
    const found =
      name === undefined
        ? only(text)
        : functionAround(text, text.indexOf(name), { language: "ts" })!;
    const { from, to, newText } = writeSimulateComment(text, found, options);
    return text.slice(0, from) + newText + text.slice(to);
  };
  const f = "const loss = (x: number) => x;\n";

  test.each([
    ["a comment is added", `a();\n${f}`, `a();\n/** @simulate { steps: 10, lr: 1e-7 } */\n${f}`],
    [
      "indented",
      "const o = {\n  loss(x) { return x } };",
      "const o = {\n  /** @simulate { steps: 10, lr: 1e-7 } */\n  loss(x) { return x } };",
    ],
    ["within a line", `a(); ${f}`, `a(); /** @simulate { steps: 10, lr: 1e-7 } */ ${f}`],
    ["above export", `export ${f}`, `/** @simulate { steps: 10, lr: 1e-7 } */\nexport ${f}`],
    [
      "the object is replaced",
      `/** Hi. @simulate { steps: 3 } bye */\n${f}`,
      `/** Hi. @simulate { steps: 10, lr: 1e-7 } bye */\n${f}`,
    ],
    [
      "a tag without braces",
      `/** @simulate */\n${f}`,
      `/** @simulate { steps: 10, lr: 1e-7 } */\n${f}`,
    ],
    [
      "a one-line comment",
      `/** Hi. */\n${f}`,
      `/**\n * Hi.\n *\n * @simulate { steps: 10, lr: 1e-7 }\n */\n${f}`,
    ],
    ["an empty comment", `/** */\n${f}`, `/**\n * @simulate { steps: 10, lr: 1e-7 }\n */\n${f}`],
    [
      "a comment of several lines",
      `/**\n * Hi.\n * @param x that\n */\n${f}`,
      `/**\n * Hi.\n * @param x that\n *\n * @simulate { steps: 10, lr: 1e-7 }\n */\n${f}`,
    ],
    [
      "without stars",
      `/*\n  Hi.\n*/\n${f}`,
      `/*\n  Hi.\n\n  @simulate { steps: 10, lr: 1e-7 }\n*/\n${f}`,
    ],
    [
      "in the middle of a comment",
      `/**\n * Hi.\n * @simulate {\n *   steps: 3 }\n * Bye.\n */\n${f}`,
      `/**\n * Hi.\n * @simulate { steps: 10, lr: 1e-7 }\n * Bye.\n */\n${f}`,
    ],
    ["line comments", `// Hi.\n${f}`, `// Hi.\n// @simulate { steps: 10, lr: 1e-7 }\n${f}`],
    [
      "line comments with an object",
      `// @simulate { a: 1,\n//  b: 2 }\n${f}`,
      `// @simulate { steps: 10, lr: 1e-7 }\n${f}`,
    ],
    [
      "an object without an end",
      `/** @simulate { steps: 3 */\n${f}`,
      `/** @simulate { steps: 10, lr: 1e-7 } */\n${f}`,
    ],
  ])("%s", (_, before, after) => {
    expect(write(before, short)).toBe(after);
    expect(write(after, short)).toBe(after);
  });

  test("many options are wrapped, with the line ends of the text", () => {
    const written = write(`/** Hi. */\r\nexport ${f}`, long);
    expect(written.split("\r\n")).toEqual([
      "/**",
      " * Hi.",
      " *",
      " * @simulate {",
      " *   start: [-120, -4], steps: 100000, window: { b: [-200, -100], w: [-5, 5] },",
      " *   runs: [",
      ' *     { optimizer: "gd", lr: 1e-7 },',
      " *     {",
      ' *       optimizer: "adam", lr: 1, beta1: 0.9, beta2: 0.999, schedule: "inverseTime", decay: 0.001,',
      ' *       label: "a *\\/ b",',
      " *     },",
      " *   ],",
      " * }",
      " */",
      `export ${f}`,
    ]);
  });

  test.each<[number, string]>([
    [0.00001, "1e-5"],
    [0.001, "0.001"],
    [0.00025, "2.5e-4"],
    [100000, "100000"],
    [4e9, "4e9"],
    [-1e-7, "-1e-7"],
    [-0, "-0"],
    [1234567891, "1234567891"],
    [-Infinity, "-Infinity"],
  ])("the number %d is written %s", (lr, written) => {
    expect(write(f, { lr })).toContain(`{ lr: ${written} }`);
  });

  test("an unmarked function gets a comment too", () => {
    expect(write("function f(x) { return x }", short, "return")).toBe(
      "/** @simulate { steps: 10, lr: 1e-7 } */\nfunction f(x) { return x }",
    );
  });

  test("a tag that is not there is refused", () => {
    const found = only(`/** @simulate */ ${f}`);
    expect(() => writeSimulateComment("const a = 1;", found, {})).toThrow("is not the tag of loss");
  });

  test("what is written is read back, whatever it is and wherever", () => {
    const key = fc.string({ minLength: 1, maxLength: 6 }).filter((name) => name !== "__proto__");
    const json: fc.Arbitrary<Json5Value> = fc.letrec<{ value: Json5Value }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.double(),
        fc.boolean(),
        fc.string(),
        fc.constantFrom("*/", "//", "{", "'"),
        fc.array(tie("value"), { maxLength: 5 }),
        fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
      ),
    })).value;
    const before = fc.constantFrom(
      "",
      "/** */\n",
      "/** Hi. */\n",
      "/**\n * Hi.\n */\n",
      "/*\n Hi.\n*/\n",
      "// Hi.\n",
      "  // @simulate { a: 1 }\n  ",
      "/** @simulate */\n",
      "/** a @simulate {\n *  a: 2 } b */\n",
      "let a; ",
    );
    fc.assert(
      fc.property(
        before,
        fc.boolean(),
        fc.dictionary(key, json, { maxKeys: 6, noNullPrototype: true }),
        (start, windows, options) => {
          const text = windows ? (start + f).replaceAll("\n", "\r\n") : start + f;
          const found = only(write(text, options));
          const document = readTagObject(found)!;
          expect(document.problems).toEqual([]);
          expect(document.value).toEqual(options);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("lines stay under 100 columns when each entry does", () => {
    const entry = fc.dictionary(fc.constantFrom("alpha", "beta", "gamma", "delta"), fc.integer(), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 8 }),
        fc.array(fc.integer(), { maxLength: 60 }),
        (runs, start) => {
          const written = write(`  // Hi.\n  ${f}`, { start, runs });
          for (const line of written.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
