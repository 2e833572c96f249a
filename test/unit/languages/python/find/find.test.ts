import { describe, expect, test } from "vitest";
import type { LossFunction } from "../../../../../src/languages/lossFunction";
import { readTagObject } from "../../../../../src/options/simulateComment";
import {
  allPythonFunctions,
  findPythonFunctions,
} from "../../../../../src/languages/python/find/find";

const find = (text: string): readonly LossFunction[] =>
  findPythonFunctions(text, { language: "python" }).functions;
const names = (text: string): string[] => find(text).map(({ name }) => name);
const written = (text: string, { from, to }: { from: number; to: number }): string =>
  text.slice(from, to);

describe("forms of functions", () => {
  test.each([
    ["a definition", "def loss(x):\n    return x * x\n", "declaration", ["loss"]],
    ["a lambda", "loss = lambda x: x * x\n", "arrow", ["loss"]],
    ["an annotated lambda", "loss: Loss = lambda x: x\n", "arrow", ["loss"]],
    ["decorated", "@jit\ndef loss(x):\n    return x\n", "declaration", ["loss"]],
    [
      "a static method",
      "class My:\n    @staticmethod\n    def loss(x):\n        return x\n",
      "method",
      ["My", "loss"],
    ],
    [
      "a class method",
      "class My:\n    @classmethod\n    def loss(cls, x):\n        return x\n",
      "method",
      ["My", "loss"],
    ],
    ["on one line", "def loss(x): return x", "declaration", ["loss"]],
    [
      "under a condition",
      "if True:\n    def loss(x):\n        return x\n",
      "declaration",
      ["loss"],
    ],
  ])("%s", (_, text, kind, path) => {
    const found = find(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      language: "python",
      kind,
      marked: "name",
      reference: { isDefault: false, path },
    });
    expect(found[0]!.unsupported).toBeUndefined();
    expect(found[0]!.parameters.map((one) => one.text)).toEqual(["x"]);
    expect(written(text, found[0]!.nameRange)).toBe("loss");
  });

  test.each([
    ["async", "async def loss(x):\n    return x\n"],
    ["generator", "def loss(x):\n    yield x\n"],
    [
      "object",
      "class My:\n    def __init__(self, n):\n        pass\n    def loss(self, x):\n        return x\n",
    ],
    ["object", "class My(Base):\n    def loss(self, x):\n        return x\n"],
    ["object", "@dataclass\nclass My:\n    n: int\n    def loss(self, x):\n        return x\n"],
    [
      "closure",
      "def f():\n    class My:\n        def loss(self, x):\n            return x\n    return My\n",
    ],
    ["closure", "def fit(X):\n    def loss(w):\n        return X @ w\n    return loss\n"],
    ["closure", "def fit(X):\n    loss = lambda w: X @ w\n    return loss\n"],
    [
      "closure",
      "def fit(X):\n    def loss(w):\n        return X @ w\n\nif __name__ == '__main__':\n    X = 1\n    fit(X)\n",
    ],
    [
      "closure",
      "def f():\n    def g():\n        def loss(w):\n            return w\n        return loss\n    return g\n",
    ],
    ["noParameters", "def loss():\n    return 1\n"],
  ])("%s is seen, and why it cannot be simulated is said", (reason, text) => {
    const found = allPythonFunctions(text, { language: "python" }).functions;
    const loss = found.find(({ name }) => name.endsWith("loss"));
    expect(loss).toMatchObject({ unsupported: reason });
  });

  test.each([
    [
      "an object of the file",
      "class My:\n    def __init__(self, n):\n        pass\n    def loss(self, x):\n        return x\n\nmy = My(3)\n",
      "My.loss",
      ["my", "loss"],
    ],
    [
      "an object that needs nothing",
      "class My:\n    def loss(self, x):\n        return x\n",
      "My.loss",
      ["My()", "loss"],
    ],
    [
      "defaults",
      "class My(object):\n    def __init__(self, n=1, *rest):\n        pass\n    def loss(self, x):\n        return x\n",
      "My.loss",
      ["My()", "loss"],
    ],
    [
      "an inherited constructor",
      "class Base:\n    def __init__(self, n=1):\n        pass\n\nclass My(Base):\n    def loss(self, x):\n        return x\n",
      "My.loss",
      ["My()", "loss"],
    ],
    [
      "a call of the file",
      "def fit(X):\n    def loss(w):\n        return X @ w\n    return loss\n\nresult = fit(load())\n",
      "fit.loss",
      ["fit()", "loss"],
    ],
    [
      "arguments by name",
      "def fit(X, k=1):\n    loss = lambda w: X @ w\n    return loss\n\nX, y = load()\n",
      "fit.loss",
      ["fit()", "loss"],
    ],
    [
      "no arguments",
      "def fit():\n    def loss(w):\n        return w\n",
      "fit.loss",
      ["fit()", "loss"],
    ],
  ])("what needs something to be called is reached by %s", (_, text, name, path) => {
    const [found] = find(text);
    expect(found).toMatchObject({ name, marked: "name", reference: { isDefault: false, path } });
    expect(found!.unsupported).toBeUndefined();
    expect(found!.parameters).toHaveLength(1);
  });

  test("a yield inside another function makes no generator", () => {
    const [found] = find("def loss(x):\n    def g():\n        yield 1\n    return x\n");
    expect(found!.unsupported).toBeUndefined();
  });

  test("properties, overloads and abstract methods are no functions to call", () => {
    expect(names("class A:\n    @property\n    def loss(x):\n        return x\n")).toEqual([]);
    expect(names("@overload\ndef loss(x: int) -> int: ...\n")).toEqual([]);
  });

  test("ranges cover decorators, the function and its name, without what follows", () => {
    const text = "\n@jit\ndef loss(x, y=2):\n    return x\n\n\nz = 1\n";
    const [found] = find(text);
    expect(written(text, found!.range)).toBe("@jit\ndef loss(x, y=2):\n    return x");
    expect(written(text, found!.functionRange)).toBe("def loss(x, y=2):\n    return x");
    expect(found!.parameters).toEqual([
      { text: "x", range: { from: 15, to: 16 }, hasDefault: false, isRest: false },
      { text: "y", range: { from: 18, to: 21 }, hasDefault: true, isRest: false },
    ]);
  });

  test("every kind of parameter", () => {
    const text = "def loss(a, /, b: float = 2, *args: float, c, d=1, **more):\n    return a\n";
    expect(find(text)[0]!.parameters.map((one) => [one.text, one.hasDefault, one.isRest])).toEqual([
      ["a", false, false],
      ["b", true, false],
      ["args", false, true],
      ["c", false, false],
      ["d", true, false],
    ]);
  });
});

describe("what reads like a loss", () => {
  test.each([
    ["def mse(w):\n    return w\n", ["mse"]],
    ["def rosenbrock(p):\n    return p[0]\n", ["rosenbrock"]],
    ["def neg_log_likelihood(theta):\n    return 1\n", []],
    ["def negative_log_likelihood(theta):\n    return 1\n", ["negative_log_likelihood"]],
    ["def plot_loss(x):\n    return x\n", []],
    ["def loss(message: str):\n    return message\n", []],
    ["def loss(x) -> None:\n    print(x)\n", []],
    ["def loss(x):\n    print(x)\n", []],
    ["def area(x):\n    return x\n", []],
    ["def fit():\n    return 1\n", []],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe("tags", () => {
  test.each([
    ["a comment", "# @simulate { steps: 100 }\ndef f(x):\n    return x\n"],
    ["above a decorator", "# @simulate { steps: 100 }\n@jit\ndef f(x):\n    return x\n"],
    [
      "a docstring",
      'def f(x):\n    """Says.\n\n    @simulate { steps: 100 }\n    """\n    return x\n',
    ],
    ["a docstring on one line", "def f(x):\n    '@simulate { steps: 100 }'\n    return x\n"],
    ["above a lambda", "# @simulate { steps: 100 }\nf = lambda x: x\n"],
    ["several lines", "# About f.\n# @simulate {\n#   steps: 100,\n# }\ndef f(x):\n    return x\n"],
    [
      "Windows line ends",
      "# @simulate {\r\n#   steps: 100,\r\n# }\r\ndef f(x):\r\n    return x\r\n",
    ],
  ])("%s", (_, text) => {
    const [found] = find(text);
    expect(found).toMatchObject({ name: "f", role: "loss", marked: "comment" });
    const tag = readTagObject(found!)!;
    expect(tag.value).toEqual({ steps: 100 });
    expect(tag.problems).toEqual([]);
    // Offsets in the blanked text are the document's.
    expect(written(text, tag.rangeOf(["steps"]))).toBe("100");
    expect(found!.tag!.object!.text).toHaveLength(
      found!.tag!.object!.to - found!.tag!.object!.from,
    );
  });

  test("a comment is of the function only where it is directly above", () => {
    expect(find("# @simulate\n\ndef f(x):\n    return x\n")).toEqual([]);
    expect(find("x = 1 # @simulate\ndef f(x):\n    return x\n")).toEqual([]);
    const inside = "class A:\n    # @simulate\n    def f(x):\n        return x\n";
    expect(find(inside)[0]).toMatchObject({ name: "A.f", marked: "comment" });
  });

  test("an optimizer of one's own", () => {
    const [found] = find(
      "# @optimizer { name: 'mine' }\ndef step(gradient):\n    return gradient\n",
    );
    expect(found).toMatchObject({ role: "optimizer", name: "step" });
  });
});

describe("half-typed text", () => {
  test.each([
    "def other(x, y\n    return x\n\ndef loss(p):\n    return p[0]\n",
    "x = [1, 2\n\ndef loss(p):\n    return p[0]\n",
    "def loss(p):\n    return p[0] *\n",
    "def loss(p):\n    return sum(p[\n",
    "def loss(p):\n    ",
    '"""unfinished\ndef loss(p):\n    return p[0]\n',
    "def loss(p):\n\treturn p[0]\n        q = 1\n",
  ])("%j never throws", (text) => {
    const found = allPythonFunctions(text, { language: "python" });
    expect(found.functions.length).toBeLessThanOrEqual(2);
    if (!text.startsWith('"""')) expect(found.functions.map(({ name }) => name)).toContain("loss");
  });
});
