import { expect, test } from "vitest";
import { pythonArguments } from "../../../../src/codeExport/loss/argumentTree";

test("numbers, lists, matrices and objects are taken from θ", () => {
  const names = [
    "x",
    "w[0]",
    "w[1]",
    "m[0][0]",
    "m[0][1]",
    "m[1][0]",
    "m[1][1]",
    "p.bias",
    "p.v[0]",
  ];
  expect(pythonArguments(names)).toEqual([
    { name: "x", value: "theta[0]", shapes: [[]] },
    { name: "w", value: "theta[1:3]", shapes: [[2]] },
    { name: "m", value: "xp.reshape(theta[3:7], (2, 2))", shapes: [[2, 2]] },
    { name: "p", value: '{"bias": theta[7], "v": theta[8:9]}', shapes: [[], [1]] },
  ]);
});

test("ragged lists stay lists of lists", () => {
  expect(pythonArguments(["a[0][0]", "a[1][0]", "a[1][1]"])).toEqual([
    { name: "a", value: "[theta[0:1], theta[1:3]]", shapes: [[1], [2]] },
  ]);
});

test("names that become the same in Python are told apart", () => {
  expect(pythonArguments(["$", "_"]).map(({ name }) => name)).toEqual(["_", "__2"]);
});
