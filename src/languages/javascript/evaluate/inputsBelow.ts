import type { GraphBuilder } from "../../../graph/builder";
import { ELEMENTWISE, Structural } from "../../../graph/graph";

/** Answers which nodes of a growing graph depend on some of its inputs. */
export interface InputsBelow {
  depends(node: number): boolean;
  /** The first answer among the nodes that carry the dependence to `node`, nearest first. */
  find<Answer>(node: number, answer: (node: number) => Answer | undefined): Answer | undefined;
}

/** For a graph without loops, as traces make it; `isMeant` says which inputs count. */
export function inputsBelow(
  builder: GraphBuilder,
  isMeant: (input: number) => boolean,
): InputsBelow {
  const known: boolean[] = [];

  function operands(node: number): number[] {
    if (builder.codeOf(node) < ELEMENTWISE) return [];
    const all = [0, 1, 2].map((position) => builder.operandOf(node, position as 0 | 1 | 2));
    return all.filter((operand) => operand >= 0);
  }

  function depends(node: number): boolean {
    for (let id = known.length; id <= node; id++) {
      const isInput = builder.codeOf(id) === Structural.input;
      known.push(
        isInput ? isMeant(builder.operandOf(id, 0)) : operands(id).some((below) => known[below]),
      );
    }
    return known[node]!;
  }

  return {
    depends,
    find(node, answer) {
      const visited = new Set<number>();
      const waiting = [node];
      for (let at = 0; at < waiting.length; at++) {
        const candidate = waiting[at]!;
        if (visited.has(candidate) || !depends(candidate)) continue;
        visited.add(candidate);
        const found = answer(candidate);
        if (found !== undefined) return found;
        waiting.push(...operands(candidate));
      }
      return undefined;
    },
  };
}
