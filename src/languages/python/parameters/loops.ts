import type { SyntaxNode } from "@lezer/common";
import { partsOf } from "../find/syntax";
import { textOf } from "../../../text/range";
import { type ValueScope, countOf, lengthOf } from "./values";

/**
 * How many values the index of `p[index]` takes, when the text tells: from `for index in range(bound)` or `for index, …
 * in enumerate(list)` around it, in a statement or a comprehension.
 */
export function loopBound(scope: ValueScope, index: SyntaxNode): number | undefined {
  if (index.name !== "VariableName") return undefined;
  const name = textOf(scope.text, index);
  for (let at = index.parent; at !== null; at = at.parent) {
    for (const word of at.getChildren("for")) {
      const bound = boundAfter(scope, word, name);
      if (bound !== undefined) return bound;
    }
  }
  return undefined;
}

function boundAfter(scope: ValueScope, word: SyntaxNode, name: string): number | undefined {
  const target = word.nextSibling;
  if (target === null || textOf(scope.text, target) !== name) return undefined;
  let at: SyntaxNode | null = target;
  while (at !== null && at.name !== "in") at = at.nextSibling;
  const over = at?.nextSibling;
  if (over?.name !== "CallExpression") return undefined;
  const list = over.getChild("ArgList");
  const args = list === null ? [] : partsOf(list);
  const callee = textOf(scope.text, over.firstChild!);
  if (callee === "range" && args.length > 0)
    return countOf(scope, args[Math.min(1, args.length - 1)]!);
  if (callee === "enumerate" && args.length > 0) return lengthOf(scope, args[0]!);
  return undefined;
}
