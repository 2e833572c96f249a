import type { GraphBuilder } from "../../graph/builder";
import { ELEMENTWISE, Structural } from "../../graph/graph";
import { OPERATION_LIST } from "../../graph/operations";

/** The operands of a node; none of an input or a constant. */
export function operandsOf(builder: GraphBuilder, node: number): number[] {
  const code = builder.codeOf(node);
  if (code < ELEMENTWISE) return [];
  const { arity } = OPERATION_LIST[code - ELEMENTWISE]!;
  return ([0, 1, 2] as const).slice(0, arity).map((k) => builder.operandOf(node, k));
}

/** Numbers of the inputs that a node depends on. */
export function inputsOf(builder: GraphBuilder, node: number): number[] {
  if (builder.codeOf(node) === Structural.input) return [builder.operandOf(node, 0)];
  return operandsOf(builder, node).flatMap((operand) => inputsOf(builder, operand));
}
