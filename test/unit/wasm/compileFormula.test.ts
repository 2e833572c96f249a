import fc from "fast-check";
import { expect, test } from "vitest";
import { ELEMENTWISE } from "../../../src/graph/graph";
import { OPERATION_LIST, OPERATION_NAMES } from "../../../src/graph/operations";
import { compileFormula } from "../../../src/wasm/compileFormula";

const formulas = OPERATION_NAMES.flatMap((name, index) =>
  OPERATION_LIST[index]!.emission.kind === "formula" ? [[name, index] as const] : [],
);

test.each(formulas)("%s gives what it gives as it is, to the last bit", (_, index) => {
  const compiled = compileFormula(ELEMENTWISE + index);
  const { evaluate } = OPERATION_LIST[index]!;
  const numbers = fc.oneof(fc.double(), fc.double({ min: -40, max: 40 }));
  fc.assert(
    fc.property(numbers, (x) => {
      expect(compiled(x)).toBe(evaluate(x, 0, 0));
    }),
    { numRuns: 500 },
  );
});
