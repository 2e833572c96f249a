import type { Arithmetic } from "./arithmetic";
import { holds, OPERATION_CODES as code } from "./operations";

/** What is looked at, and what simpler nodes are made with: a graph under construction. */
export interface Nodes extends Pick<Arithmetic<number>, "constant"> {
  constantValue(node: number): number | undefined;
  isBoolean(node: number): boolean;
  codeOf(node: number): number;
  operandOf(node: number, position: 0 | 1 | 2): number;
  applyCode(code: number, a: number, b: number, c: number): number;
}

/**
 * A node that equals the operation applied to a, b, c for every value of the inputs, bit for bit
 * (NaNs count as equal), or −1. With `thorough` false only what does not depend on the value of a
 * constant that data may hold: powers and selects.
 *
 * Sound in IEEE arithmetic: x·1, x/1, x − 0, x + (−0), −(−x), x·(−1) = −x, a − (−b) = a + b,
 * a + (−b) = a − b. Not sound and not done: x + 0 (−0 + 0 is 0), 0·x, x − x, x/x.
 */
export function simplify(
  builder: Nodes,
  operation: number,
  a: number,
  b: number,
  c: number,
  thorough: boolean,
): number {
  if (operation === code.pow) return power(builder, a, builder.constantValue(b));
  if (operation === code.select) return chosen(builder, a, b, c);
  if (!thorough) return -1;
  switch (operation) {
    case code.mul:
      return product(builder, a, b);
    case code.div:
      return builder.constantValue(b) === 1 ? a : -1;
    case code.add:
      if (Object.is(builder.constantValue(b), -0)) return a;
      if (Object.is(builder.constantValue(a), -0)) return b;
      if (builder.codeOf(b) === code.neg) {
        return builder.applyCode(code.sub, a, builder.operandOf(b, 0), -1);
      }
      if (builder.codeOf(a) === code.neg) {
        return builder.applyCode(code.sub, b, builder.operandOf(a, 0), -1);
      }
      return -1;
    case code.sub:
      if (Object.is(builder.constantValue(b), 0)) return a;
      if (builder.codeOf(b) === code.neg) {
        return builder.applyCode(code.add, a, builder.operandOf(b, 0), -1);
      }
      return -1;
    case code.neg:
      return builder.codeOf(a) === code.neg ? builder.operandOf(a, 0) : -1;
    case code.not:
      return negated(builder, a);
    case code.and:
      return a === b && builder.isBoolean(a) ? a : -1;
    case code.or:
      return a === b && builder.isBoolean(a) ? a : -1;
    default:
      return -1;
  }
}

function power(builder: Nodes, base: number, exponent: number | undefined): number {
  if (exponent === undefined) return -1;
  const times = (x: number, y: number): number => builder.applyCode(code.mul, x, y, -1);
  switch (exponent) {
    case 0:
      return builder.constant(1);
    case 1:
      return base;
    case 2:
      return times(base, base);
    case 3:
      return times(times(base, base), base);
    case 4: {
      const square = times(base, base);
      return times(square, square);
    }
    case -1:
      return builder.applyCode(code.div, builder.constant(1), base, -1);
    default:
      return -1;
  }
}

function chosen(builder: Nodes, condition: number, a: number, b: number): number {
  if (a === b) return a;
  const known = builder.constantValue(condition);
  return known === undefined ? -1 : holds(known) ? a : b;
}

function product(builder: Nodes, a: number, b: number): number {
  const x = builder.constantValue(a);
  const y = builder.constantValue(b);
  if (x === 1) return b;
  if (y === 1) return a;
  if (x === -1) return builder.applyCode(code.neg, b, -1, -1);
  if (y === -1) return builder.applyCode(code.neg, a, -1, -1);
  return -1;
}

/** not(not x) is x for a truth value; eq and ne are each other's opposite, even for NaN. */
function negated(builder: Nodes, a: number): number {
  switch (builder.codeOf(a)) {
    case code.eq:
      return builder.applyCode(code.ne, builder.operandOf(a, 0), builder.operandOf(a, 1), -1);
    case code.ne:
      return builder.applyCode(code.eq, builder.operandOf(a, 0), builder.operandOf(a, 1), -1);
    case code.not: {
      const inner = builder.operandOf(a, 0);
      return builder.isBoolean(inner) ? inner : -1;
    }
    default:
      return -1;
  }
}
