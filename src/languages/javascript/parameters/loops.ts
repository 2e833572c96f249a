import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../../../text/range";

/** The constants that a loop's bound may refer to. */
export interface ConstantScope {
  readonly text: string;
  readonly constants: ReadonlyMap<string, SyntaxNode>;
}

/** More than this is no length that a person means. */
const longest = 1000;

/**
 * How many values the index of `w[index]` takes, when the text tells: the bound of the `for` loop around it, or the
 * length of the constant list that is mapped around it.
 */
export function loopBound(scope: ConstantScope, index: SyntaxNode): number | undefined {
  if (index.name !== "VariableName") return undefined;
  const name = textOf(scope.text, index);
  for (let at = index.parent; at !== null; at = at.parent) {
    if (at.name === "ForStatement") {
      const bound = forBound(scope, at, name);
      if (bound !== undefined) return bound;
    } else if (at.name === "ArrowFunction" || at.name === "FunctionExpression") {
      const bound = callbackBound(scope, at, name);
      if (bound !== undefined) return bound;
    }
  }
  return undefined;
}

/** `for (let i = 0; i < bound; …)`. */
function forBound(scope: ConstantScope, loop: SyntaxNode, name: string): number | undefined {
  const condition = loop.getChild("ForSpec")?.getChild("BinaryExpression");
  const left = condition?.firstChild;
  const right = condition?.lastChild;
  if (!condition || !left || !right || textOf(scope.text, left) !== name) return undefined;
  const operator = condition.getChild("CompareOp");
  const bound = constantNumber(scope, right);
  if (operator === null || bound === undefined) return undefined;
  const sign = textOf(scope.text, operator);
  if (sign === "<") return plausible(bound);
  return sign === "<=" ? plausible(bound + 1) : undefined;
}

/** `data.map((x, i) => …)` with a constant `data`. */
function callbackBound(
  scope: ConstantScope,
  callback: SyntaxNode,
  name: string,
): number | undefined {
  const definitions = callback.getChild("ParamList")?.getChildren("VariableDefinition") ?? [];
  const callee = callback.parent?.name === "ArgList" ? callback.parent.parent?.firstChild : null;
  const method = callee?.getChild("PropertyName");
  const before = method && textOf(scope.text, method).startsWith("reduce") ? 2 : 1;
  const isLast = definitions.length > before && textOf(scope.text, definitions.at(-1)!) === name;
  const list = callee?.name === "MemberExpression" ? callee.firstChild : null;
  if (!isLast || !list) return undefined;
  const length = listLength(scope, list);
  return length === undefined ? undefined : plausible(length);
}

/** A number written out, a constant number, or the length of a constant list. */
function constantNumber(scope: ConstantScope, node: SyntaxNode): number | undefined {
  if (node.name === "Number") return Number(textOf(scope.text, node));
  if (node.name === "VariableName") {
    const value = scope.constants.get(textOf(scope.text, node));
    return value?.name === "Number" ? Number(textOf(scope.text, value)) : undefined;
  }
  const property = node.name === "MemberExpression" ? node.getChild("PropertyName") : null;
  if (property === null || textOf(scope.text, property) !== "length") return undefined;
  const list = node.firstChild;
  return list === null ? undefined : listLength(scope, list);
}

/** The length of `data`, `data[0]` or `[1, 2, 3]` where it is written out. */
function listLength(scope: ConstantScope, node: SyntaxNode): number | undefined {
  const list = constantList(scope, node);
  return list === undefined ? undefined : listItems(list).length;
}

function constantList(scope: ConstantScope, node: SyntaxNode): SyntaxNode | undefined {
  if (node.name === "ArrayExpression") return node;
  if (node.name === "VariableName") {
    const value = scope.constants.get(textOf(scope.text, node));
    return value?.name === "ArrayExpression" ? value : undefined;
  }
  if (node.name === "PostfixExpression" && node.firstChild !== null) {
    return constantList(scope, node.firstChild);
  }
  const index = node.name === "MemberExpression" ? node.getChild("Number") : null;
  if (index === null || node.firstChild === null) return undefined;
  const outer = constantList(scope, node.firstChild);
  const item = outer && listItems(outer)[Number(textOf(scope.text, index))];
  return item?.name === "ArrayExpression" ? item : undefined;
}

function listItems(list: SyntaxNode): SyntaxNode[] {
  const items: SyntaxNode[] = [];
  for (let at = list.firstChild; at !== null; at = at.nextSibling) {
    if (!["[", "]", ","].includes(at.name) && !at.name.endsWith("Comment")) items.push(at);
  }
  return items;
}

function plausible(length: number): number | undefined {
  return Number.isInteger(length) && length >= 1 && length <= longest ? length : undefined;
}
