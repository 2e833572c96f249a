import type { AssignmentExpression, BinaryExpression } from "acorn";
import type { Lifting } from "./lifting";
import { replaceToken } from "./tokens";

/**
 * The product of `x + a * b` or `x += a * b`, which are one call: most of what is computed over much data. Undefined where
 * something else is added, or where there is a parenthesis or comment around it. `end` is where `x` ends.
 */
export function addedProduct(
  { edits }: Lifting,
  { right, operator, end: nodeEnd }: BinaryExpression | AssignmentExpression,
  end: number,
): BinaryExpression | undefined {
  if (right.type !== "BinaryExpression" || right.operator !== "*") return undefined;
  const between = edits.source.slice(end, right.start).trim();
  return between === operator && right.end === nodeEnd ? right : undefined;
}

/** Lifts the factors of a product whose sign becomes `separator`. */
export function liftFactors(
  lifting: Lifting,
  { left, right }: BinaryExpression,
  separator: string,
): void {
  lifting.visit(left);
  replaceToken(lifting.edits, left.end, "*", separator);
  lifting.visit(right);
}
