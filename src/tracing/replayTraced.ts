import { type Graph, ELEMENTWISE, Structural } from "../graph/graph";
import { OPERATION_LIST } from "../graph/operations";
import { isTraced, nodeOf, Traced } from "./traced";

/**
 * The outputs of a graph on inputs of which some are traced, others numbers: as if lifted code had computed them. Throws
 * for a graph over axes.
 */
export function replayTraced(graph: Graph, inputs: readonly unknown[]): unknown[] {
  const values: unknown[] = [];
  graph.operation.forEach((code, node) => {
    const of = [graph.first[node]!, graph.second[node]!, graph.third[node]!];
    if (code === Structural.constant) values.push(graph.constants[of[0]!]);
    else if (code === Structural.input) values.push(inputs[of[0]!]);
    else if (code < ELEMENTWISE) throw new Error("a graph over axes cannot be replayed");
    else {
      values.push(
        applied(
          code,
          of.filter((operand) => operand >= 0).map((operand) => values[operand]),
        ),
      );
    }
  });
  return Array.from(graph.outputs, (output) => values[output]);
}

function applied(code: number, operands: readonly unknown[]): unknown {
  const { evaluate, result } = OPERATION_LIST[code - ELEMENTWISE]!;
  const traced = operands.find(isTraced);
  if (traced === undefined) {
    const [a, b = 0, c = 0] = operands as readonly [number, number?, number?];
    return evaluate(a, b, c);
  }
  const { recorder } = traced;
  const [a, b = -1, c = -1] = operands.map((operand) => nodeOf(recorder, operand));
  return new Traced(recorder, recorder.apply(code, a!, b, c), result === "boolean");
}
