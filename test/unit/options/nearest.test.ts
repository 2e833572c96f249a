import { expect, test } from "vitest";
import { didYouMean, editDistance, nearestNames } from "../../../src/options/nearest";

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

test("in words", () => {
  expect(didYouMean("adma", ["adam"])).toBe("did you mean adam?");
  expect(didYouMean("adm", ["adam", "adax"])).toBe("did you mean adam or adax?");
  expect(didYouMean("x", [])).toBe("");
});
