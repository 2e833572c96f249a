import { expect, test } from "vitest";
import { tables } from "../../../src/cli/table";

test("the head of the tables names as many parameters as a table shows", () => {
  const head = (count: number) => ({
    function: "loss",
    parameters: Array.from({ length: count }, (_, i) => `w[${i}]`),
    gradient: { kind: "exact" as const },
  });
  expect(tables([], head(6), 1)).toBe(
    "loss(w[0], w[1], w[2], w[3], w[4], w[5])  gradient: exact\n",
  );
  expect(tables([], head(105), 1)).toBe(
    "loss(w[0], w[1], w[2], w[3], w[4], w[5], …)  gradient: exact\n",
  );
});
