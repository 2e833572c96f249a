import type { AnyNode, Expression, PrivateIdentifier, Super } from "acorn";

/** The nodes directly inside a node, in the order of the text (the parts of a template aside). */
export function children(node: AnyNode): AnyNode[] {
  const found: AnyNode[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string";
}

export type FunctionNode = Extract<
  AnyNode,
  { type: "FunctionDeclaration" | "FunctionExpression" | "ArrowFunctionExpression" }
>;

export function isFunction(node: AnyNode | null | undefined): node is FunctionNode {
  return (
    node?.type === "FunctionDeclaration" ||
    node?.type === "FunctionExpression" ||
    node?.type === "ArrowFunctionExpression"
  );
}

/** Whether evaluating the expression again gives the same and does nothing: `x`, `this.a[i]`, `3`. */
export function isRepeatable(node: Expression | Super | PrivateIdentifier): boolean {
  switch (node.type) {
    case "Identifier":
    case "ThisExpression":
    case "Literal":
      return true;
    case "MemberExpression":
      return isRepeatable(node.object) && (!node.computed || isRepeatable(node.property));
    case "BinaryExpression":
      return isRepeatable(node.left) && isRepeatable(node.right);
    default:
      return false;
  }
}

/** True if a node of the function's own body (not of functions inside it) satisfies the test. */
export function someInside(node: AnyNode, test: (node: AnyNode) => boolean): boolean {
  return children(node).some(
    (child) => test(child) || (!isFunction(child) && someInside(child, test)),
  );
}

/** What a chain of members begins with: a name or `this`; undefined for anything else. */
export function rootOf(
  node: AnyNode,
): Extract<AnyNode, { type: "Identifier" | "ThisExpression" }> | undefined {
  if (node.type === "MemberExpression") return rootOf(node.object);
  return node.type === "Identifier" || node.type === "ThisExpression" ? node : undefined;
}

/** Names that a pattern binds. */
export function boundNames(pattern: AnyNode | null, into: string[] = []): string[] {
  switch (pattern?.type) {
    case "Identifier":
      into.push(pattern.name);
      break;
    case "ObjectPattern":
      for (const property of pattern.properties) {
        boundNames(property.type === "Property" ? property.value : property.argument, into);
      }
      break;
    case "ArrayPattern":
      for (const element of pattern.elements) boundNames(element, into);
      break;
    case "AssignmentPattern":
      boundNames(pattern.left, into);
      break;
    case "RestElement":
      boundNames(pattern.argument, into);
      break;
    default:
  }
  return into;
}
