import { expect, test } from "vitest";
import {
  commentLines,
  pythonFloat,
  pythonInteger,
  pythonName,
  pythonString,
  pythonTuple,
} from "../../../src/codeExport/python";

test("floats stay floats, with every digit", () => {
  expect([1, -0, 0.1, 1e-8, 1e21, 1e300].map(pythonFloat)).toEqual([
    ...["1.0", "-0.0", "0.1", "1e-8", "1e+21", "1e+300"],
  ]);
  expect([NaN, Infinity, -Infinity].map(pythonFloat)).toEqual([
    "math.nan",
    "math.inf",
    "-math.inf",
  ]);
});

test("integers are whole or refused", () => {
  expect(pythonInteger(50)).toBe("50");
  expect(() => pythonInteger(0.5)).toThrow("0.5");
});

test("a tuple of one has its comma", () => {
  expect([[], ["2"], ["2", "3"]].map(pythonTuple)).toEqual(["()", "(2,)", "(2, 3)"]);
});

test("names that Python or the code has for itself are changed", () => {
  expect(["x", "lambda", "torch", "$a", "2x", "größe", "__class__"].map(pythonName)).toEqual([
    ...["x", "lambda_", "torch_", "_a", "_2x", "größe", "__class___"],
  ]);
});

test("no text gets out of a comment or a string", () => {
  const hostile = 'a\nimport os\r\nb\rc\u2028d\u0000e\u000cf"\\';
  expect(commentLines(hostile)).toEqual(["# a", "# import os", "# b", '# c d e f"\\']);
  expect(pythonString(hostile)).toBe(
    '"a\\U0000000aimport os\\U0000000d\\U0000000ab\\U0000000dc\\U00002028d\\U00000000e\\U0000000cf\\"\\\\"',
  );
});
