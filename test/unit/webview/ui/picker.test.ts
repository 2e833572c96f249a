import { expect, test } from "vitest";
import { optimizers } from "../../../../src/optimizers/catalogue";
import { matchingOptions } from "../../../../webview/ui/picker";

const options = optimizers.map(({ id, label, description }) => ({
  value: id,
  label,
  description,
  group: "",
}));
const found = (text: string) => matchingOptions(options, text).map(({ value }) => value);

test("no text finds everything, in its order", () => {
  expect(matchingOptions(options, "  ")).toBe(options);
});

test("names that start with the text come first", () => {
  expect(found("adam")[0]).toBe("adam");
  expect(found("RMS")[0]).toBe("rmsprop");
});

test("every word must occur somewhere in name or description", () => {
  expect(found("momentum corrected")).toContain("adam");
  expect(found("momentum qwertz")).toEqual([]);
});
