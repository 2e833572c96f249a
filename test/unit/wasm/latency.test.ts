import { expect, it } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { slowOutputs } from "../../../src/wasm/latency";

it("tells outputs at the end of long chains, by what roots and quotients take", () => {
  const builder = new GraphBuilder({ simplify: true });
  const x = builder.input(0);
  const square = builder.apply("mul", x, x);
  const sum = builder.apply("add", square, x);
  const step = builder.apply("div", x, builder.apply("sqrt", sum));
  const graph = builder.build([square, sum, builder.apply("sub", x, step)], 1);
  // 4, 8 and 8 + 20 + 13 + 4 cycles: half of 45 lies above the first two.
  expect(slowOutputs(graph)).toEqual([false, false, true]);
});

it("finds all outputs alike where none is far behind the others", () => {
  const builder = new GraphBuilder({ simplify: true });
  const x = builder.input(0);
  const graph = builder.build([builder.apply("add", x, x), builder.apply("mul", x, x)], 1);
  expect(slowOutputs(graph)).toEqual([true, true]);
});
