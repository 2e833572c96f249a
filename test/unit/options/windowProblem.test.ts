import { expect, test } from "vitest";
import { windowProblem } from "../../../src/options/windowProblem";

test("a window that fits is no problem", () => {
  expect(windowProblem(undefined, ["x", "y"])).toBeUndefined();
  expect(windowProblem([[0, 1]], ["x"])).toBeUndefined();
  expect(
    windowProblem(
      [
        [0, 1],
        [0, 1],
      ],
      ["x", "y"],
    ),
  ).toBeUndefined();
  expect(
    windowProblem(
      [
        [0, 1],
        [0, 1],
      ],
      ["a", "b", "c"],
    ),
  ).toBeUndefined();
  expect(windowProblem({ y: [0, 1], x: [0, 1] }, ["x", "y"])).toBeUndefined();
});

test.each<[Parameters<typeof windowProblem>[0], string[], string]>([
  [[[0, 1]], ["x", "y"], "window needs a range for x and y, and has 1"],
  [
    [
      [0, 1],
      [0, 1],
    ],
    ["x"],
    "window needs a range for x, and has 2",
  ],
  [{ x: [0, 1] }, ["x", "y"], "window needs a range for each parameter, and has none for y"],
  [{ z: [0, 1] }, ["x", "y"], 'window names no parameter with "z": did you mean x or y?'],
])("%j for %j", (window, parameters, problem) => {
  expect(windowProblem(window, parameters)).toBe(problem);
});
