import { describe, expect, test } from "vitest";
import { allPythonFunctions } from "../../../../../src/languages/python/find/find";
import {
  type PythonParameterOptions,
  type PythonParameters,
  readPythonParameters,
} from "../../../../../src/languages/python/parameters/parameters";

function read(text: string, options: PythonParameterOptions = {}): PythonParameters {
  const { functions } = allPythonFunctions(text, { language: "python" });
  return readPythonParameters(
    text,
    functions.find(({ name }) => /loss$/.test(name))!,
    options,
  );
}

const body = (code: string): string => `def loss(p):\n    ${code}\n`;

test.each([
  ["the last argument", "def loss(w, b, sample):\n    return 0\n"],
  ["the last without a default", "def loss(w, b, sample, scale=2):\n    return 0\n"],
  ["beside those given by name", "def loss(w, b, sample, *, scale=2):\n    return 0\n"],
])("a sample is no parameter: %s", (_, text) => {
  expect(read(text, { takesSample: true }).names).toEqual(["w", "b"]);
});

describe("names from the text", () => {
  test.each<[string, string, string[]]>([
    ["numbers", "def loss(x, y):\n    return x * y\n", ["x", "y"]],
    ["a lambda", "loss = lambda x, y: x * y\n", ["x", "y"]],
    ["indices", body("return p[0] + p[2] * 3"), ["p[0]", "p[1]", "p[2]"]],
    ["taken apart", body("a, b = p\n    return a * b"), ["a", "b"]],
    ["taken apart in parentheses", body("(a, (b, c)) = p\n    return a"), ["a", "b", "c"]],
    ["with a rest", body("a, *w = p\n    return a"), ["a", "w[0]", "w[1]"]],
    ["a dictionary", body('return p["w"] * p["layer"]["b"]'), ["w", "layer.b"]],
    ["two indices", body("return p[0, 1] + p[1, 0]"), ["p[0][0]", "p[0][1]", "p[1][0]", "p[1][1]"]],
    [
      "a loop with a bound",
      "N = 3\n" + body("return sum(p[i] for i in range(N))"),
      ["p[0]", "p[1]", "p[2]"],
    ],
    ["a loop over itself", body("return sum(p[i] for i in range(len(p)))"), ["p[0]", "p[1]"]],
    ["iterated", body("return sum(v ** 2 for v in p)"), ["p[0]", "p[1]"]],
    ["a slice", body("return p[:3] @ p[:3] + p[3]"), ["p[0]", "p[1]", "p[2]", "p[3]"]],
    ["the first and the others", body("return (p[1:] - p[:-1] ** 2).sum()"), ["p[0]", "p[1]"]],
    ["a matrix product", "def loss(w):\n    return (X @ w).sum()\n", ["w[0]", "w[1]"]],
    ["dot", "def loss(w):\n    return np.mean((np.dot(X, w) - t) ** 2)\n", ["w[0]", "w[1]"]],
    [
      "reduced alone",
      "def loss(x):\n    return np.sum(x ** 2 - 10 * np.cos(2 * np.pi * x))\n",
      ["x[0]", "x[1]"],
    ],
    ["reduced with data", "def loss(x):\n    return np.sum((x - data) ** 2)\n", ["x"]],
    ["converted", body("p = np.asarray(p)\n    return p[1]"), ["p[0]", "p[1]"]],
    [
      "handed on",
      "def g(q):\n    a, b = q\n    return a\n" + body("return g(p)"),
      ["p[0]", "p[1]"],
    ],
    [
      "taken apart after a function",
      body("a, b, c = np.exp(p)\n    return a"),
      ["p[0]", "p[1]", "p[2]"],
    ],
    ["a list for math", body("return math.fsum(p)"), ["p[0]", "p[1]"]],
    ["an alias", body("q = p\n    return q[2]"), ["p[0]", "p[1]", "p[2]"]],
    [
      "annotated",
      "def loss(p: Tuple[float, float, float]):\n    return 1\n",
      ["p[0]", "p[1]", "p[2]"],
    ],
    ["an array by its annotation", "def loss(p: np.ndarray):\n    return 1\n", ["p[0]", "p[1]"]],
    ["a tensor may be one number", "def loss(a: torch.Tensor):\n    return a * 2\n", ["a"]],
    ["a number by its annotation", "def loss(p: float | None):\n    return p\n", ["p"]],
    ["gathered", "def loss(*args):\n    return sum(args)\n", ["args[0]", "args[1]"]],
    [
      "without self's kin",
      "class A:\n    @classmethod\n    def loss(cls, x, **more):\n        return x\n",
      ["x"],
    ],
    ["an inner function's own", body("f = lambda p: p[7]\n    return f(3) + p"), ["p"]],
  ])("%s", (_, text, expected) => {
    expect(read(text).names).toEqual(expected);
  });
});

describe("defaults and starts", () => {
  test("arguments with defaults keep them", () => {
    expect(read("def loss(w, rate=0.1):\n    return w\n").names).toEqual(["w"]);
  });

  test("unless all have one, which is then the start", () => {
    const found = read("def loss(w=(1, -2.5), b=3, name='x'):\n    return b\n");
    expect(found.names).toEqual(["w[0]", "w[1]", "b"]);
    expect(found.start).toEqual([1, -2.5, 3]);
    expect(read("def loss(w=np.ones(2), b=np.zeros((1, 2))):\n    return b\n").start).toEqual([
      1, 1, 0, 0,
    ]);
  });

  test("a start decides how many numbers a list holds", () => {
    const found = read(body("return (p ** 2).sum()"), { start: [1, 2, 3] });
    expect(found.names).toEqual(["p[0]", "p[1]", "p[2]"]);
    expect(found.start).toEqual([1, 2, 3]);
    expect(found.openLists).toEqual([]);
  });
});

describe("data", () => {
  test("arguments that the module has values for are data", () => {
    const text = "X = np.ones((3, 2))\ny = [1, 2, 3]\ndef loss(X, y, w):\n    return X @ w - y\n";
    expect(read(text)).toMatchObject({
      optimised: ["w"],
      data: { X: "X", y: "y" },
      names: ["w[0]", "w[1]"],
    });
  });

  test.each([
    ["taken apart", "X, y = load()\n"],
    ["imported", "from data import X, y\n"],
    ["in a block", "with open(f) as g:\n    X, y = g, g\n"],
  ])("%s", (_, before) => {
    expect(read(before + "def loss(X, w, y):\n    return w\n").data).toEqual({ X: "X", y: "y" });
  });

  test("not where it has values for all, where they are numbers, or only when run as a program", () => {
    const loss = "def loss(x, y):\n    return x * y\n";
    expect(read("x, y = np.mgrid[0:2, 0:2]\n" + loss).data).toEqual({});
    expect(read("x = 3\n" + loss).data).toEqual({});
    expect(read(loss + 'if __name__ == "__main__":\n    x = [1]\n').data).toEqual({});
  });

  test("args names what is data", () => {
    const text = "def loss(w, X):\n    return X @ w\n";
    expect(read(text, { args: { X: "X_train" } })).toMatchObject({
      optimised: ["w"],
      data: { X: "X_train" },
    });
  });
});
