import type { GraphBuilder } from "../../graph/builder";
import { inputsOf, operandsOf } from "./nodes";
import type { Source } from "./source";

/** What `perStep` gives at the first step and at later ones, from what it gave before. */
export interface PerStep {
  /** The node of the step. */
  readonly t: number;
  readonly first: readonly number[];
  readonly later: readonly number[];
  readonly previous: readonly number[];
}

/** Numbers that a memory is likely to start from: a sum, a product. */
const likelyStarts = [0, 1];
/** More memories than this are not tried in all combinations. */
const mostMemories = 6;

/**
 * The numbers of any step as one expression each: of t alone where a number is multiplied by the same at every step, else
 * with what the memories start from (`starts`), else with a choice by t = 0.
 */
export function joinSteps(
  builder: GraphBuilder,
  sources: readonly Source[],
  { t, first, later, previous }: PerStep,
): { readonly nodes: readonly number[]; readonly starts?: readonly number[] } {
  const powers = new Map<number, number>();
  const following = builder.apply("add", t, builder.constant(1));
  for (const [k, node] of later.entries()) {
    const factor = first[k]!;
    const isConstant = inputsOf(builder, factor).every(
      (input) => sources[input]!.kind === "hyperparameter",
    );
    if (isConstant && node === builder.apply("mul", previous[k]!, factor)) {
      powers.set(node, builder.apply("pow", factor, following));
    }
  }
  const nodes = later.map((node) => replaced(builder, node, powers));
  const beginning = new Map([[t, builder.constant(0)]]);
  const wanted = first.map((node) => replaced(builder, node, beginning));
  const read = previous.filter((node) => {
    const input = builder.operandOf(node, 0);
    return nodes.some((one) => inputsOf(builder, one).includes(input));
  });
  if (read.length <= mostMemories) {
    for (let choice = 0; choice < likelyStarts.length ** read.length; choice++) {
      const starts = new Map(
        read.map((node, k) => [node, builder.constant((choice >> k) & 1)] as const),
      );
      const begun = nodes.map((node) =>
        replaced(builder, node, new Map([...starts, ...beginning])),
      );
      if (begun.every((node, k) => node === wanted[k])) {
        const zero = builder.constant(0);
        return { nodes, starts: previous.map((node) => starts.get(node) ?? zero) };
      }
    }
  }
  const isFirst = builder.apply("eq", t, builder.constant(0));
  return { nodes: nodes.map((node, k) => builder.select(isFirst, first[k]!, node)) };
}

/** A node with others in the place of some that it is made of. */
function replaced(
  builder: GraphBuilder,
  root: number,
  others: ReadonlyMap<number, number>,
): number {
  const made = new Map(others);
  const visit = (node: number): number => {
    const known = made.get(node);
    if (known !== undefined) return known;
    const operands = operandsOf(builder, node);
    const [a = -1, b = -1, c = -1] = operands.map(visit);
    const result = operands.length === 0 ? node : builder.applyCode(builder.codeOf(node), a, b, c);
    made.set(node, result);
    return result;
  };
  return visit(root);
}
