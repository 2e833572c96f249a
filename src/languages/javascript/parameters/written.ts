import type { SyntaxNode } from "@lezer/common";
import type { LossFunction } from "../../lossFunction";
import { parameterParts } from "../find/parameterList";
import { parseSyntax, syntaxKind } from "../find/syntax";
import {
  functionNode,
  optimisedParts,
  readUsageScope,
  type JavaScriptParameterOptions,
} from "./parameters";
import type { UsageScope } from "./usage";
import { textOf } from "../../../text/range";

/** Helper functions are followed this far. */
const deepest = 4;

/** What changes a list in place. */
const writers = new Set(["fill", "set", "push", "splice", "unshift", "copyWithin"]);

/** Places of the arguments whose items the text writes: `g[0] = 2 * x`, `g.fill(0)`, or a helper does so. */
export function writtenArguments(
  text: string,
  found: LossFunction,
  { language, takesSample = false }: JavaScriptParameterOptions,
): number[] {
  const tree = parseSyntax(text, syntaxKind(language));
  const node = functionNode(tree, found);
  const scope = readUsageScope(text, tree);
  return optimisedParts(parameterParts(node), takesSample).flatMap(({ pattern, isRest }, place) => {
    const isName = pattern.name === "VariableDefinition" && !isRest;
    return isName && isWritten(scope, textOf(scope.text, pattern), node, 0) ? [place] : [];
  });
}

function isWritten(scope: UsageScope, name: string, within: SyntaxNode, depth: number): boolean {
  let found = false;
  within.cursor().iterate((entry) => {
    if (entry.name !== "VariableName" || textOf(scope.text, entry) !== name) return !found;
    found ||= isWrittenAt(scope, entry.node, depth);
    return !found;
  });
  return found;
}

function isWrittenAt(scope: UsageScope, value: SyntaxNode, depth: number): boolean {
  let at = value;
  while (at.parent?.name === "MemberExpression" && at.parent.firstChild?.from === at.from) {
    at = at.parent;
  }
  const { parent } = at;
  if (parent === null) return false;
  if (at === value) return parent.name === "ArgList" && isWrittenBy(scope, value, parent, depth);
  if (parent.name === "AssignmentExpression") return parent.firstChild?.from === at.from;
  if (parent.name === "CallExpression") {
    const method = at.getChild("PropertyName");
    return method !== null && writers.has(textOf(scope.text, method));
  }
  const isCounted = parent.name === "UnaryExpression" || parent.name === "PostfixExpression";
  return isCounted && /^(?:\+\+|--)|(?:\+\+|--)$/.test(textOf(scope.text, parent));
}

/** `axpy(2, x, g)`: whether that function, of this text, writes to it. */
function isWrittenBy(
  scope: UsageScope,
  value: SyntaxNode,
  list: SyntaxNode,
  depth: number,
): boolean {
  const callee = list.parent?.firstChild;
  const target = callee && scope.functions.get(textOf(scope.text, callee));
  if (target === undefined || target === null || depth >= deepest) return false;
  let position = 0;
  for (let at = value.prevSibling; at !== null; at = at.prevSibling)
    if (at.name === ",") position++;
  const pattern = parameterParts(target)[position]?.pattern;
  if (pattern?.name !== "VariableDefinition") return false;
  return isWritten(scope, textOf(scope.text, pattern), target, depth + 1);
}
