import type { AnyNode } from "acorn";
import { isGlobal } from "./freshValues";
import type { Scopes } from "./scopes";
import { children, isFunction } from "./syntax";

const ITERATOR_METHODS = new Set(["entries", "keys", "matchAll", "values"]);
const NAMESPACES = new Set(["Object"]);
const COLLECTIONS = new Set(["Map", "Set"]);
const TAKING_STATICS = new Set(["from", "fromEntries", "groupBy"]);

/** Whether a program makes iterators other than to go through them at once. */
export function keepsIterators(program: AnyNode, scopes: Scopes): boolean {
  const keeps = (node: AnyNode, parent: AnyNode | undefined): boolean =>
    makesIterator(node, parent, scopes) || children(node).some((child) => keeps(child, node));
  return keeps(program, undefined);
}

function makesIterator(node: AnyNode, parent: AnyNode | undefined, scopes: Scopes): boolean {
  if (isFunction(node)) return node.generator;
  if (node.type === "MemberExpression") {
    const { object, property, computed } = node;
    if (computed || property.type !== "Identifier") return false;
    return property.name === "next" || (property.name === "iterator" && isSymbol(object));
  }
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { object, property, computed } = node.callee;
  if (computed || property.type !== "Identifier" || !ITERATOR_METHODS.has(property.name)) {
    return false;
  }
  return !isGlobal(scopes, object, NAMESPACES) && !(parent && takesAll(parent, node));
}

function isSymbol(node: AnyNode): boolean {
  return node.type === "Identifier" && node.name === "Symbol";
}

/** Whether evaluating the node (not what is inside it) goes through something that may be an iterator. */
export function runsIterator(node: AnyNode): boolean {
  switch (node.type) {
    case "ForOfStatement":
      return node.right.type !== "ArrayExpression";
    case "ArrayPattern":
      return true;
    case "ArrayExpression":
      return node.elements.some((element) => element?.type === "SpreadElement");
    case "NewExpression":
      return node.arguments.some(takesArgument);
    case "CallExpression":
      return node.arguments.some((argument) => argument.type === "SpreadElement") || isTaking(node);
    default:
      return false;
  }
}

function takesArgument({ type }: AnyNode): boolean {
  return type !== "ArrayExpression" && type !== "Literal";
}

function takesAll(parent: AnyNode, node: AnyNode): boolean {
  switch (parent.type) {
    case "SpreadElement":
      return true;
    case "ForOfStatement":
      return parent.right === node;
    case "NewExpression":
      return parent.callee.type === "Identifier" && COLLECTIONS.has(parent.callee.name);
    default:
      return isTaking(parent);
  }
}

/** `Array.from(…)` and the like. */
function isTaking(node: AnyNode): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const { property, computed } = node.callee;
  return !computed && property.type === "Identifier" && TAKING_STATICS.has(property.name);
}
