import { expect, test } from "vitest";
import type { ArgumentStructure, ParameterStructure } from "../../../../src/languages/lossFunction";
import {
  flatten,
  parameterNames,
  parameterShapes,
  unflatten,
} from "../../../../src/languages/parameters/flatten";

const leaf = (name: string): ParameterStructure => ({ kind: "number", name });
const list = (...items: ParameterStructure[]): ParameterStructure => ({ kind: "list", items });

const rows = list(list(leaf("W[0][0]"), leaf("W[0][1]")), list(leaf("W[1][0]"), leaf("W[1][1]")));
const model: ParameterStructure = {
  kind: "object",
  entries: [
    { key: "w", value: list(leaf("w[0]"), leaf("w[1]")) },
    { key: "b", value: leaf("b") },
  ],
};
const args: ArgumentStructure[] = [
  { structure: rows, isRest: false },
  { structure: leaf("x"), isRest: false },
  { structure: model, isRest: false },
];

test("flat and nested are each other's inverse", () => {
  const nested = [
    [
      [1, 2],
      [3, 4],
    ],
    5,
    { w: [6, 7], b: 8 },
  ];
  expect(unflatten(args, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual(nested);
  expect(flatten(args, nested)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(unflatten(args, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toEqual(nested);
});

test("names and shapes in the same order", () => {
  expect(parameterNames(args).join(" ")).toBe("W[0][0] W[0][1] W[1][0] W[1][1] x w[0] w[1] b");
  expect(parameterShapes(args)).toEqual([[2, 2], [], [2], []]);
  const ragged = list(list(leaf("a")), list(leaf("b"), leaf("c")));
  expect(parameterShapes([{ structure: ragged, isRest: false }])).toEqual([[1], [2]]);
});

test("a rest argument is spread", () => {
  const rest = [
    { structure: leaf("x"), isRest: false },
    { structure: list(leaf("a"), leaf("b")), isRest: true },
  ];
  expect(unflatten(rest, [1, 2, 3])).toEqual([1, 2, 3]);
});

test("what does not fit is refused with the place", () => {
  expect(() => unflatten(args, [1])).toThrow("no value for W[0][1]");
  expect(() => flatten(args, [[[1, 2]], 5, { w: [6, 7], b: 8 }])).toThrow(
    "expected a list of 2 for W[0][0] … W[1][1]",
  );
  expect(() =>
    flatten(args, [
      [
        [1, 2],
        [3, 4],
      ],
      5,
      { w: [6, 7] },
    ] as never),
  ).toThrow("b is missing");
  expect(() =>
    flatten(args, [
      [
        [1, 2],
        [3, 4],
      ],
      5,
      6,
    ]),
  ).toThrow("expected an object for w[0], w[1], b");
});
