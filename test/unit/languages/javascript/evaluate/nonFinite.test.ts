import { expect, test } from "vitest";
import { objectiveOf } from "../support";

const start = [1, 1];

/** The first operation to blame at a point, for a loss of x and y whose second line is given. */
async function causeOf(line: string, theta: readonly number[]) {
  const text = `export function loss(x: number, y: number) {\n  ${line}\n}\n`;
  const objective = await objectiveOf(text, start, {});
  return objective.nonFiniteCause(Float64Array.from(theta));
}

test.each([
  ["return Math.log(x) + y;", [-1, 2], "Math.log(-1)", NaN],
  ["return Math.sqrt(y - x);", [3, 1], "Math.sqrt(-2)", NaN],
  ["return x * x + y / (x - 1);", [1, 2], "2 / 0", Infinity],
  ["return (x - y) ** 0.5;", [1, 3], "(-2) ** 0.5", NaN],
  ["return Math.exp(x) - Math.exp(y);", [800, 900], "Infinity - Infinity", NaN],
] as const)("%s at %o", async (line, theta, call, result) => {
  const cause = await causeOf(line, theta);
  expect(cause).toMatchObject({ call, result });
  expect(cause?.place).toMatchObject({ line: 2 });
});

test("infinities that do no harm are not blamed", async () => {
  const line = "const far = 1 / (x - 1); return 1 / far + Math.log(y);";
  expect(await causeOf(line, [1, -2])).toMatchObject({ call: "Math.log(-2)" });
});

test("a finite loss has no cause", async () => {
  expect(await causeOf("return Math.log(x) + y;", [1, 2])).toBeUndefined();
});
