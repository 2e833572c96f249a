import { expect, test } from "vitest";
import { findLossFunctions } from "../../../../src/languages/javascript/find/find";
import { readParameters } from "../../../../src/languages/javascript/parameters/parameters";
import { chooseOpenLength } from "../../../../src/languages/parameters/openLength";

const rows = [
  [1, 2, 3, 4, 5],
  [2, 3, 4, 5, 6],
];

/** Tries a loss of one list on lists of ones. */
function chosen(loss: (w: number[]) => number): number {
  return chooseOpenLength((length) => Number.isFinite(loss(new Array<number>(length).fill(1))));
}

test("code that walks along its data decides by where NaN ends", () => {
  expect(chosen((w) => rows[0]!.reduce((sum, x, i) => sum + x * w[i]!, 0))).toBe(5);
});

test("code that walks along the list decides by where NaN begins", () => {
  expect(chosen((w) => w.reduce((sum, v, i) => sum + v * rows[0]![i]!, 0))).toBe(5);
});

test("code that takes any length gets two", () => {
  expect(chosen((w) => w.reduce((sum, v) => sum + v * v, 0))).toBe(2);
});

test("code that takes one number only gets one, and code that takes none gets two", () => {
  expect(chosen((w) => w[0]! * (w.length === 1 ? 1 : NaN))).toBe(1);
  expect(chosen(() => NaN)).toBe(2);
});

test("lengths that would be too many numbers are not tried", () => {
  const tried: number[] = [];
  const upTo = (most: number, finiteFrom: number) =>
    chooseOpenLength((length) => {
      if (length > most) return undefined;
      tried.push(length);
      return length >= finiteFrom;
    });
  expect([upTo(9, 1), upTo(9, 12), upTo(9, 7)]).toEqual([2, 2, 7]);
  expect(Math.max(...tried)).toBe(9);
});

test("the structure follows the length, and says so", () => {
  const text =
    "const loss = (w, m) => w.map((v) => v).length + m.map((r) => r.map((v) => v * 2).length).length";
  const [found] = findLossFunctions(text, { language: "js" }).functions;
  const parameters = readParameters(text, found!, { language: "js", openLength: 3 });
  expect(parameters.names.slice(0, 4)).toEqual(["w[0]", "w[1]", "w[2]", "m[0][0]"]);
  expect(parameters.openLists).toEqual(["w", "m", "m[]"]);
  expect(parameters.notes[0]).toBe("w is taken to hold 3 numbers; start decides how many");
  const known = "const loss = (w) => w[0] * w[1]";
  const [plain] = findLossFunctions(known, { language: "js" }).functions;
  expect(readParameters(known, plain!, { language: "js" }).openLists).toEqual([]);
});
