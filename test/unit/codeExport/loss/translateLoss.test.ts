import { expect, test } from "vitest";
import { translateLoss } from "../../../../src/codeExport/loss/translateLoss";

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

const inPython = (text: string, names = ["x", "y"]) => translateLoss(text, names, "python");

test.each<[string, string, readonly string[]]>([
  [
    "a function with types, a docstring and a comment",
    'def f(x: float, y: np.ndarray[float] = 2) -> float:\n    """Its loss: "low"."""\n    a = 1 - x  # the valley\n    return a**2 + 100 * (y - x**2) ** 2\n',
    ["a = 1 - x", "return a ** 2 + 100 * (y - x ** 2) ** 2"],
  ],
  ["a lambda", "f = lambda x, y: x * np.exp(-y)", ["return x * xp.exp(-y)"]],
  [
    "modules, and constants of their own",
    "def f(x, y):\n  return math.sqrt(2) * np.power(x, 2) + np.pi * numpy.abs(y) + pow(x, 2) + abs(y)",
    ["return math.sqrt(2) * x ** 2 + math.pi * xp.abs(y) + x ** 2 + xp.abs(y)"],
  ],
  [
    "lines in brackets, and names that change",
    "def f(x, y):\n    x = x - 1;  y = y + 1\n    return (x**2\n            + y**2)",
    ["x = x - 1", "y = y + 1", "return x ** 2 + y ** 2"],
  ],
  [
    "an argument with its usual value",
    "def f(x, y, a=1.5):\n return a * x * y",
    ["a = 1.5", "return a * x * y"],
  ],
])("in Python: %s", (_, text, lines) => {
  expect(inPython(text)).toEqual(lines);
});

test("in Python a list of parameters can be taken apart", () => {
  const text = "def rosen(w):\n    a, b = w\n    return (1 - a) ** 2 + 100 * (b - a**2) ** 2";
  expect(inPython(text, ["w"])).toEqual([
    "a = w[0]",
    "b = w[1]",
    "return (1 - a) ** 2 + 100 * (b - a ** 2) ** 2",
  ]);
});

test.each([
  ["a loop", "def f(x, y):\n  for k in range(3):\n    x = x + 1\n  return x"],
  ["a condition", "def f(x, y):\n  return x if x > y else y"],
  ["a name from elsewhere", "def f(x, y):\n  return scale * x"],
  ["whole division", "def f(x, y):\n  return x // 2"],
  ["a sum", "def f(x, y):\n  return np.sum(x)"],
  ["a text", 'def f(x, y):\n  a = "x"\n  return x'],
  ["an augmented assignment", "def f(x, y):\n  x += 1\n  return x"],
  ["something after the return", "def f(x, y):\n  return x\n  return y"],
  ["parameters of another order", "def f(y, x):\n  return x"],
  ["a body on the line of its head", "def f(x, y): return x"],
])("in Python %s is not translated", (_, text) => {
  expect(inPython(text)).toBeUndefined();
});

test("a language that is not known is not translated", () => {
  expect(translateLoss("x => x", ["x"], "postfix")).toBeUndefined();
});
