import type { AnyNode, Expression, Super } from "acorn";
import { resolve, type Scopes } from "./scopes";

/** Functions of the language that change nothing and give something new. */
export const PURE_GLOBALS = new Set(
  "Array BigInt Boolean Number String isFinite isNaN parseFloat parseInt".split(" "),
);
export const PURE_CONSTRUCTORS = new Set(
  "Array Error Float32Array Float64Array Map RangeError Set TypeError".split(" "),
);
const FRESH_METHODS = new Set(["concat", "filter", "flat", "from", "map", "of", "slice"]);

/** Whether a node names one of these globals, not something that the program declares. */
export function isGlobal(
  scopes: Scopes,
  node: Expression | Super,
  names: ReadonlySet<string>,
): boolean {
  return (
    node.type === "Identifier" &&
    names.has(node.name) &&
    resolve(scopes.of(node), node.name) === undefined
  );
}

/** A list or object that nothing else holds. */
export function isFreshValue(scopes: Scopes, node: AnyNode | undefined): boolean {
  switch (node?.type) {
    case "ArrayExpression":
    case "ObjectExpression":
      return true;
    case "NewExpression":
      return isGlobal(scopes, node.callee, PURE_CONSTRUCTORS);
    case "CallExpression": {
      const { callee } = node;
      if (callee.type === "Identifier") return isGlobal(scopes, callee, PURE_GLOBALS);
      if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return false;
      const { name } = callee.property;
      return name === "fill" ? isFreshValue(scopes, callee.object) : FRESH_METHODS.has(name);
    }
    default:
      return false;
  }
}
