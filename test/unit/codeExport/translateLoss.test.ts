import { expect, test } from "vitest";
import { translateLoss } from "../../../src/codeExport/loss/translateLoss";

test.each<[string, string, readonly string[]]>([
  ["an arrow", "(x, y) => x * (y - 1)", ["return x * (y - 1)"]],
  ["one bare parameter", "x => -(x ** 2)", ["return -x ** 2"]],
  [
    "constants, comments and types",
    "export default function f(x: number): number { /* a */ const a: number = 2; return a * x / (a / 3); // b\n}",
    ["a = 2", "return a * x / (a / 3)"],
  ],
  ["powers", "x => (-x) ** 2 ** -3", ["return (-x) ** 2 ** -3"]],
  [
    "Math",
    "x => Math.PI * Math.exp(Math.sqrt(2) * x)",
    ["return math.pi * xp.exp(math.sqrt(2) * x)"],
  ],
  ["pow and abs", "x => Math.pow(x + 1, 2) + Math.abs(x)", ["return (x + 1) ** 2 + xp.abs(x)"]],
  ["lists and objects", "(x) => x[0] * x[1].bias", ['return x[0] * x[1]["bias"]']],
])("%s", (_, text, lines) => {
  expect(
    translateLoss(text, text.includes("y") && text.startsWith("(x, y)") ? ["x", "y"] : ["x"]),
  ).toEqual(lines);
});

test.each([
  ["a loop", "(x) => { for (const a of [1]) x += a; return x; }"],
  ["a name from elsewhere", "(x) => x * scale"],
  ["a remainder, which differs in Python", "(x) => x % 2"],
  ["a condition", "(x) => x > 0 ? x : 0"],
  ["an assignment", "(x) => { let a = x; a = a * 2; return a; }"],
  ["a length", "(x) => x.length"],
  ["a call", "(x) => x.valueOf()"],
  ["a default value", "(x = 1) => x"],
  ["a pattern", "([x]) => x"],
  ["an octal number", "(x) => 010 * x"],
  ["a number that Python computes otherwise", "(x) => 2 ** 60 * 1 + x"],
  ["a division by zero", "(x) => 1 / 0 + x"],
  ["a root of a negative number", "(x) => (-8) ** 0.5 + x"],
  ["a text", '(x) => "x"'],
  ["another parameter name", "(y) => y"],
  ["more after the function", "(x) => x; x()"],
  ["an async function", "async (x) => x"],
  ["nothing", ""],
])("%s is not translated", (_, text) => {
  expect(translateLoss(text, ["x"])).toBeUndefined();
});
