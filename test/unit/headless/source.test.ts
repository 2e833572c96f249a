import { expect, test } from "vitest";
import { chooseFunction } from "../../../src/headless/source";

test("of functions of one name the one that can be simulated is chosen", () => {
  const text = `function make() { return { mse: (x: number) => x * x }; }
/** @simulate { start: [1] } */
export const { mse } = make();`;
  const { fn } = chooseFunction("/project/loss.ts", text, "mse");
  expect(text.slice(fn.nameRange.from)).toBe("mse } = make();");
});

test("a function that cannot be simulated is named with the reason", () => {
  const text = "function make() { return { mse: (x: number) => x * x }; }";
  expect(() => chooseFunction("/project/loss.ts", text, "mse")).toThrow(
    /: mse is inside another function: move it/,
  );
});
