import { expect, test } from "vitest";
import { GraphBuilder } from "../../../src/graph/builder";
import { evaluate } from "../../../src/graph/interpreter";
import { GraphRecorder } from "../../../src/tracing/graphRecorder";
import { replayTraced } from "../../../src/tracing/replayTraced";

/** select(a < 2, a·b, −b) and √b + 3. */
function example(): ReturnType<GraphBuilder["build"]> {
  const builder = new GraphBuilder();
  const [a, b] = [builder.input(0), builder.input(1)];
  const isLow = builder.apply("lt", a, builder.constant(2));
  const product = builder.apply("mul", a, b);
  const chosen = builder.select(isLow, product, builder.apply("neg", b));
  const root = builder.apply("add", builder.apply("sqrt", b), builder.constant(3));
  return builder.build([chosen, root], 2);
}

test.each([
  [1.5, 9, [13.5, 6]],
  [2.5, 9, [-9, 6]],
])("a graph at a = %d, b = %d, of numbers and recorded again", (a, b, expected) => {
  const graph = example();
  expect(replayTraced(graph, [a, b])).toEqual(expected);
  const builder = new GraphBuilder();
  const recorder = new GraphRecorder(builder, undefined);
  const outputs = replayTraced(graph, [recorder.number(builder.input(0)), b]);
  // √b + 3 depends on no traced number.
  expect(outputs[1]).toBe(6);
  const again = builder.build([recorder.node(outputs[0])], 1);
  expect([...evaluate(again, [a]).outputs]).toEqual([expected[0]]);
});

test("a graph over axes is refused", () => {
  const builder = new GraphBuilder();
  const axis = builder.axes.add(3);
  const column = builder.column(builder.axes.setOf([axis]), Float64Array.of(1, 2, 3));
  const graph = builder.build(
    [builder.sum(builder.apply("mul", column, builder.input(0)), axis)],
    1,
  );
  expect(() => replayTraced(graph, [1])).toThrow("over axes");
});
