import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson5 } from "../../../src/text/json5";

function value(text: string): unknown {
  const { value, problems } = parseJson5(text);
  expect(problems).toEqual([]);
  return value;
}

function messages(text: string): string[] {
  return parseJson5(text).problems.map(({ message }) => message);
}

describe("values", () => {
  test.each<[string, unknown]>([
    ["{ a: 1, 'b': 2, \"c\": 3, $d_1: 4, }", { a: 1, b: 2, c: 3, $d_1: 4 }],
    ["[1, [2, [3,],],]", [1, [2, [3]]]],
    ["{}", {}],
    ["[]", []],
    ["0x1F", 31],
    ["-0x1f", -31],
    [".5", 0.5],
    ["5.", 5],
    ["+1.5e-7", 1.5e-7],
    ["1E3", 1000],
    ["100_000", 100000],
    ["-Infinity", -Infinity],
    ["Infinity", Infinity],
    ["NaN", NaN],
    ["-0", -0],
    ["{ NaN: 1, Infinity: 2, null: 3, true: 4 }", { NaN: 1, Infinity: 2, null: 3, true: 4 }],
    ["[true, false, null]", [true, false, null]],
    [String.raw`'it\'s \x41\u0042\n\q\0'`, "it's AB\nq\0"],
    ["'one \\\ntwo \\\r\nthree'", "one two three"],
    ["// a\n{ /* b */ x /* c */ : /* } */ 1 // d\n}", { x: 1 }],
    ["\uFEFF{ 損失: '😀' }", { 損失: "😀" }],
  ])("%s", (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test("everything that JSON writes is read back", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(value(JSON.stringify(json, null, 1).replaceAll("__proto__", "p"))).toEqual(
          JSON.parse(JSON.stringify(json).replaceAll("__proto__", "p")),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("faults", () => {
  test.each<[string, string[], unknown]>([
    ["{ a: 1, a: 2 }", ["a is given twice"], { a: 1 }],
    ["{ __proto__: { x: 1 }, b: 2 }", ["__proto__ is not allowed as a name"], { b: 2 }],
    ["{ '__proto__': 1 }", ["__proto__ is not allowed as a name"], {}],
    ["{ a: 1 b: 2 }", ["expected a comma before b"], { a: 1, b: 2 }],
    ["{ a: , b: 2 }", ["expected a value, found ,"], { b: 2 }],
    ["{ a, b: 2 }", ["expected a colon and a value after a"], { b: 2 }],
    ["{ a: 1", ["expected } before the end"], { a: 1 }],
    [
      "{ a: [1, 2, b: 3 }",
      ["put quotes around b", "expected a comma or ] before :", "expected ] before }"],
      { a: [1, 2, "b"] },
    ],
    ["{ o: adam, lr: 1 }", ["put quotes around adam"], { o: "adam", lr: 1 }],
    ["{ a: 'x, b: 2 }", ["expected a closing '", "expected } before the end"], {}],
    ["{ a: 'x,\n b: 2, c: 3 }", ["expected a closing '"], { c: 3 }],
    ["{ a: 1/3, b: 2 }", ["expected a comma or } before /3"], { a: 1, b: 2 }],
    ["{ a: undefined, b: 2 }", ["leave it out instead of undefined"], { b: 2 }],
    ["{ a: 12px, b: 2 }", ["expected a plain value, found 12px"], { b: 2 }],
    ["{ 1: 2, b: 3 }", ["expected a name, found 1"], { b: 3 }],
    ["{ a: 1 } }", ["nothing may follow the value, found }"], { a: 1 }],
    ["{,}", ["expected a name, found ,"], {}],
    ["", ["expected a value, found the end"], undefined],
  ])("%s", (text, expected, rest) => {
    expect(messages(text)).toEqual(expected);
    expect(parseJson5(text).value).toEqual(rest);
  });

  test("nesting is bounded", () => {
    expect(messages("[".repeat(100_000))[0]).toBe("nested more than 64 deep");
  });

  test("any text is read without a throw, and places lie inside it", () => {
    const part = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "'",
      '"',
      "\\",
      "/",
      "*",
      " ",
      "\n",
      "a",
      "1",
      "-",
      "+",
      ".",
      "e",
      "_",
      "\uD83D",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        for (const { range } of parseJson5(text).problems) {
          expect(range.from).toBeGreaterThanOrEqual(0);
          expect(range.to).toBeGreaterThanOrEqual(range.from);
          expect(range.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("places", () => {
  const text = "{ steps: 10, runs: [{ lr: 0x10 }, 'x'] }";
  const document = parseJson5(text, 100);
  const at = (range: { from: number; to: number }): string =>
    text.slice(range.from - 100, range.to - 100);

  test("of values and keys, with the offset added", () => {
    expect(at(document.rangeOf([]))).toBe(text);
    expect(at(document.rangeOf(["steps"]))).toBe("10");
    expect(at(document.keyRangeOf(["steps"]))).toBe("steps");
    expect(at(document.rangeOf(["runs", 0, "lr"]))).toBe("0x10");
    expect(at(document.keyRangeOf(["runs", 0, "lr"]))).toBe("lr");
    expect(at(document.keyRangeOf(["runs", 1]))).toBe("'x'");
  });

  test("of what is absent: the nearest value around it", () => {
    expect(at(document.rangeOf(["runs", 0, "beta"]))).toBe("{ lr: 0x10 }");
    expect(at(document.keyRangeOf(["runs", 5, "lr"]))).toBe("[{ lr: 0x10 }, 'x']");
    expect(parseJson5("", 7).rangeOf([])).toEqual({ from: 7, to: 7 });
  });

  test("of faults", () => {
    const [problem] = parseJson5("{ a: 1 b: 2 }", 10).problems;
    expect(problem!.range).toEqual({ from: 17, to: 18 });
  });
});
