import { expect, test } from "vitest";
import { editDistance, inWords, nearestNames, suggestion } from "../../../src/text/nearest";

test.each([
  ["adam", "adam", 0],
  ["adm", "adam", 1], // insert a
  ["adaam", "adam", 1], // delete a
  ["adem", "adam", 1], // replace e
  ["aadm", "adam", 1], // swap ad
  ["kitten", "sitting", 3], // the textbook's: k→s, e→i, +g
  ["", "abc", 3],
])("%s is %s by %i edits", (a, b, edits) => {
  expect(editDistance(a, b)).toBe(edits);
});

test("the nearest names come first, and far ones are left out", () => {
  const names = ["gd", "momentum", "adagrad", "rmsprop", "adam", "adamw"];
  expect(nearestNames("adma", names)).toEqual(["adam", "adamw"]);
  expect(nearestNames("RMSprop", names)).toEqual(["rmsprop"]);
  expect(nearestNames("mom", names)).toEqual(["momentum"]);
});

test("a name as it is written, but for case, is the only one", () => {
  expect(nearestNames("Adam", ["adam", "adamw", "adamax"])).toEqual(["adam"]);
});

test("a word that no name is like is answered with all names", () => {
  expect(nearestNames("foo", ["lr", "eps", "beta1"])).toEqual([]);
  expect(suggestion("foo", ["lr", "eps", "beta1"])).toBe("there are lr, eps and beta1");
  expect(suggestion("stepz", ["eps", "beta1", "beta2"])).toBe("there are eps, beta1 and beta2");
  expect(suggestion("foo", ["lr"])).toBe("there is lr");
  expect(suggestion("x", [])).toBe("");
});

test("in words", () => {
  expect(suggestion("adma", ["adam"])).toBe("did you mean adam?");
  expect(suggestion("adxm", ["adam", "adem"])).toBe("did you mean adam or adem?");
  expect(inWords(["a", "b", "c"], "and")).toBe("a, b and c");
});
