import { describe, expect, test } from "vitest";
import { findLossFunctions } from "../../../src/languages/javascript/find/find";
import { readCommentOptions } from "../../../src/options/commentOptions";
import { readOwnOptimizers } from "../../../src/options/userOptimizers";

function functionsOf(comment: string) {
  const text = `${comment}\nexport function loss(x: number) { return x * x; }`;
  return { text, functions: findLossFunctions(text, { language: "ts" }).functions };
}

/** Messages about a comment, each with the text that it underlines. */
function faults(comment: string): [string, string][] {
  const { text, functions } = functionsOf(comment);
  return readCommentOptions(functions[0]!).problems.map(({ range, message }) => [
    text.slice(range.from, range.to),
    message,
  ]);
}

describe("settings without braces are refused at their place", () => {
  test.each([
    "[1, 2]",
    "3",
    "-1.5",
    "1, 2",
    '"adam"',
    "true",
    "[1, 2",
    "[a, b]",
    "steps: 100",
    "steps = 100",
    "step: 100",
    "lr=0.1, steps: 5",
    'optimizer: "adam"',
    "optimizer: adam",
    "start: [1, 2",
    ": { steps: 3 }",
    "({ steps: 3 })",
  ])("@simulate %s", (written) => {
    const expected = [
      [
        written,
        "settings stand in braces right behind their tag, such as @simulate { start: [1, 2] }",
      ],
    ];
    expect(faults(`/** @simulate ${written} */`)).toEqual(expected);
    expect(faults(`// @simulate ${written}`)).toEqual(expected);
    expect(faults(`/**\n * @simulate\n *   ${written}\n */`)).toEqual(expected);
  });

  test("a lone optimizer is a run without braces", () => {
    expect(faults("/** @simulate adam */")).toEqual([
      [
        "adam",
        'settings stand in braces right behind their tag, such as @simulate { optimizer: "adam" }',
      ],
    ]);
  });

  test("the tag of an optimizer, too", () => {
    const { text, functions } = functionsOf("/** @optimizer rate: 0.1 */");
    const [fault] = readOwnOptimizers(functions).problems;
    expect(text.slice(fault!.range.from, fault!.range.to)).toBe("rate: 0.1");
    expect(fault!.message).toContain('@optimizer { id: "mine", lr: 0.1 }');
  });
});

describe("prose behind the tag is no fault", () => {
  test.each([
    "",
    "this function",
    "– the lecture's valley",
    "3 minima, one of them deep",
    "[the valley](https://example.org) of the lecture",
    "[1] has its formula",
    "Note: slow",
    "Warning: this one diverges",
    "start: the far corner of the valley",
    "(see the README)",
    "adam and momentum differ here",
    '"Rosenbrock" of 1960',
    "valley",
    "@param x the point",
  ])("@simulate %s", (written) => {
    expect(faults(`/** @simulate ${written} */`)).toEqual([]);
    expect(faults(`/**\n * @simulate\n * ${written}\n */`)).toEqual([]);
  });

  test("behind the settings, too", () => {
    expect(faults("/** @simulate { steps: 3 } [1, 2] */")).toEqual([]);
  });
});
