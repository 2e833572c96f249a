import type { GraphBuilder } from "../graph/builder";
import { OPERATION_CODES as code } from "../graph/operations";

/** Updates of one variable inside one arm. */
const MOST_UPDATES = 8;

/**
 * The value of a variable after a branch: `a` where the condition holds, else `b`.
 *
 * Where an arm adds to what the other one leaves (`if (c) s += t`), the sum stays a sum: s + (c ? t
 * : −0) instead of c ? s + t : s, so that a loop of such updates can be re-rolled. Likewise for −, ·
 * and ÷. s + (−0), s − 0, s·1 and s/1 are s to the last bit.
 */
export function mergeNodes(builder: GraphBuilder, condition: number, a: number, b: number): number {
  return (
    sharedBase(builder, condition, a, b) ??
    extended(builder, condition, a, b, true, MOST_UPDATES) ??
    extended(builder, condition, b, a, false, MOST_UPDATES) ??
    builder.select(condition, a, b)
  );
}

/** c ? s ∘ t : s ∘ u is s ∘ (c ? t : u). */
function sharedBase(
  builder: GraphBuilder,
  condition: number,
  a: number,
  b: number,
): number | undefined {
  const operation = builder.codeOf(a);
  if (operation !== builder.codeOf(b) || neutralOf(operation) === undefined) return undefined;
  const base = builder.operandOf(a, 0);
  if (base !== builder.operandOf(b, 0) || builder.constantValue(base) !== undefined) {
    return undefined;
  }
  const choice = builder.select(condition, builder.operandOf(a, 1), builder.operandOf(b, 1));
  return builder.applyCode(operation, base, choice, -1);
}

/** `long` is `base` with updates: each made conditional on the condition being `when`. */
function extended(
  builder: GraphBuilder,
  condition: number,
  long: number,
  base: number,
  when: boolean,
  depth: number,
): number | undefined {
  if (long === base) return base;
  const operation = builder.codeOf(long);
  const neutral = neutralOf(operation);
  if (neutral === undefined || depth === 0) return undefined;
  const inner = extended(builder, condition, builder.operandOf(long, 0), base, when, depth - 1);
  if (inner === undefined) return undefined;
  const nothing = builder.constant(neutral);
  const update = builder.operandOf(long, 1);
  const conditional = when
    ? builder.select(condition, update, nothing)
    : builder.select(condition, nothing, update);
  return builder.applyCode(operation, inner, conditional, -1);
}

/** The right operand that changes nothing. */
function neutralOf(operation: number): number | undefined {
  switch (operation) {
    case code.add:
      return -0;
    case code.sub:
      return 0;
    case code.mul:
    case code.div:
      return 1;
    default:
      return undefined;
  }
}
