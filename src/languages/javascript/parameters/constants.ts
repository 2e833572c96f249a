import type { SyntaxNode } from "@lezer/common";
import { arithmetic } from "../../parameters/arithmetic";

/** Finds the value that a name of the top level is declared with. */
export type FindConstant = (name: string) => SyntaxNode | undefined;

const named: ReadonlyMap<string, number> = new Map([
  ...(["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"] as const).map(
    (name) => [`Math.${name}`, Math[name]] as const,
  ),
  ...(["EPSILON", "MAX_VALUE", "MIN_VALUE"] as const).map(
    (name) => [`Number.${name}`, Number[name]] as const,
  ),
]);

const deepest = 8;

/** The number that a constant expression is: `-0.5`, `2 * Math.PI`, `1 / SIZE`. */
export function constantNumber(
  text: string,
  node: SyntaxNode,
  find: FindConstant,
  depth = 0,
): number | undefined {
  const written = text.slice(node.from, node.to);
  const inner = (child: SyntaxNode | null): number | undefined =>
    child === null || depth > deepest ? undefined : constantNumber(text, child, find, depth + 1);
  switch (node.name) {
    case "Number": {
      const value = Number(written.replaceAll("_", ""));
      return Number.isNaN(value) ? undefined : value;
    }
    case "UnaryExpression": {
      const operand = inner(node.lastChild);
      if (operand === undefined) return undefined;
      return written.startsWith("-") ? -operand : written.startsWith("+") ? operand : undefined;
    }
    case "ParenthesizedExpression":
      return inner(node.firstChild?.nextSibling ?? null);
    case "MemberExpression":
      return named.get(written);
    case "VariableName": {
      const value = find(written);
      return value === undefined ? undefined : inner(value);
    }
    case "BinaryExpression": {
      const [a, b] = [inner(node.firstChild), inner(node.lastChild)];
      const operator = node.getChild("ArithOp");
      if (a === undefined || b === undefined || operator === null) return undefined;
      const name = text.slice(operator.from, operator.to);
      return name === "%" ? a % b : arithmetic(name, a, b);
    }
    default:
      return undefined;
  }
}
