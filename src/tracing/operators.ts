import { OPERATION_CODES as code } from "../graph/operations";
import { isTraced, nodeOf, textOf, Traced } from "./traced";

/*
 * The operators that lifted code calls in place of JavaScript's own: `a * b` becomes `mul(a, b)`,
 * which multiplies numbers and records a node for traced values. On plain values each gives what
 * the operator itself gives, whatever the types.
 */

type Plain = number;

function record(operation: number, a: unknown, b: unknown): Traced {
  const recorder = isTraced(a) ? a.recorder : (b as Traced).recorder;
  recorder.checkOpen();
  const left = nodeOf(recorder, a);
  return new Traced(recorder, recorder.apply(operation, left, nodeOf(recorder, b), -1), false);
}

/** Whether operands are as most are that are not plain: numbers and traced values. */
export function areNumeric(a: unknown, b: unknown): boolean {
  return (typeof a === "number" || isTraced(a)) && (typeof b === "number" || isTraced(b));
}

/** Records an operation of one operand. */
export function recordUnary(operation: number, a: Traced): Traced {
  a.recorder.checkOpen();
  return new Traced(a.recorder, a.recorder.apply(operation, a.node, -1, -1), false);
}

/** Records an operation of two operands, at least one of them traced. */
export { record as recordBinary };

function compare(operation: number, a: unknown, b: unknown): Traced {
  const { recorder, node } = record(operation, a, b);
  return new Traced(recorder, node, true);
}

export function add(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (areNumeric(a, b)) return record(code.add, a, b);
  const [left, right] = [operand(a, "default"), operand(b, "default")];
  if (!isTraced(left) && !isTraced(right)) return (left as Plain) + (right as Plain);
  if (typeof left !== "string" && typeof right !== "string") return record(code.add, left, right);
  return `${text(left) as string}${text(right) as string}`;
}

export function sub(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (areNumeric(a, b)) return record(code.sub, a, b);
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return record(code.sub, left, right);
  return (left as Plain) - (right as Plain);
}

export function mul(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a * b;
  if (areNumeric(a, b)) return record(code.mul, a, b);
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return record(code.mul, left, right);
  return (left as Plain) * (right as Plain);
}

export function div(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a / b;
  if (areNumeric(a, b)) return record(code.div, a, b);
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return record(code.div, left, right);
  return (left as Plain) / (right as Plain);
}

export function mod(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a % b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return record(code.mod, left, right);
  return (left as Plain) % (right as Plain);
}

export function pow(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a ** b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return record(code.pow, left, right);
  return (left as Plain) ** (right as Plain);
}

export function neg(a: unknown): unknown {
  if (typeof a === "number") return -a;
  const value = operand(a);
  return isTraced(value) ? recordUnary(code.neg, value) : -(value as Plain);
}

/** Unary plus, and what `x++` yields: the operand as a number. */
export function plus(a: unknown): unknown {
  if (typeof a === "number") return a;
  const value = operand(a);
  if (!isTraced(value)) return (value as Plain) - 0;
  return value.boolean ? new Traced(value.recorder, value.node, false) : value;
}

/** `x++` yields the old value as a number (or BigInt). */
export function numeric(a: unknown): unknown {
  return typeof a === "bigint" ? a : plus(a);
}

export function inc(a: unknown): unknown {
  if (isTraced(a)) return record(code.add, a, 1);
  return typeof a === "bigint" ? a + 1n : (a as Plain) - -1;
}

export function dec(a: unknown): unknown {
  if (isTraced(a)) return record(code.sub, a, 1);
  return typeof a === "bigint" ? a - 1n : (a as Plain) - 1;
}

/** The first of two values, after both were evaluated. */
export function first(...values: readonly [unknown, unknown]): unknown {
  return values[0];
}

/** A whole number in place of a traced one: the trace holds only where it stays this number. */
function integer(value: unknown): unknown {
  if (!isTraced(value)) return value;
  return concrete(recordUnary(code.toInt32, value));
}

export function bitOr(a: unknown, b: unknown): unknown {
  if (isTraced(a) && b === 0) return recordUnary(code.toInt32, a);
  return (integer(a) as Plain) | (integer(b) as Plain);
}

export function bitAnd(a: unknown, b: unknown): unknown {
  return (integer(a) as Plain) & (integer(b) as Plain);
}

export function bitXor(a: unknown, b: unknown): unknown {
  return (integer(a) as Plain) ^ (integer(b) as Plain);
}

export function bitNot(a: unknown): unknown {
  if (!isTraced(a)) return ~(a as Plain);
  return record(code.sub, -1, recordUnary(code.toInt32, a));
}

export function shiftLeft(a: unknown, b: unknown): unknown {
  return (integer(a) as Plain) << (integer(b) as Plain);
}

export function shiftRight(a: unknown, b: unknown): unknown {
  if (isTraced(a) && b === 0) return recordUnary(code.toInt32, a);
  return (integer(a) as Plain) >> (integer(b) as Plain);
}

export function shiftRightUnsigned(a: unknown, b: unknown): unknown {
  return (integer(a) as Plain) >>> (integer(b) as Plain);
}

export function lt(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a < b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return compare(code.lt, left, right);
  return (left as Plain) < (right as Plain);
}

export function le(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return compare(code.le, left, right);
  return (left as Plain) <= (right as Plain);
}

export function gt(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a > b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return compare(code.gt, left, right);
  return (left as Plain) > (right as Plain);
}

export function ge(a: unknown, b: unknown): unknown {
  if (typeof a === "number" && typeof b === "number") return a >= b;
  const [left, right] = [operand(a), operand(b)];
  if (isTraced(left) || isTraced(right)) return compare(code.ge, left, right);
  return (left as Plain) >= (right as Plain);
}

export function strictEq(a: unknown, b: unknown): unknown {
  if (!isTraced(a) && !isTraced(b)) return a === b;
  const kind = (value: unknown): string => typeOf(value);
  return kind(a) === kind(b) && kind(a) !== "object" ? compare(code.eq, a, b) : false;
}

export function strictNe(a: unknown, b: unknown): unknown {
  return not(strictEq(a, b));
}

export function looseEq(a: unknown, b: unknown): unknown {
  if (!isTraced(a) && !isTraced(b)) return a == b;
  if (a === null || a === undefined || b === null || b === undefined) return false;
  const [left, right] = [operand(a), operand(b)];
  return typeof left === "symbol" || typeof right === "symbol"
    ? false
    : compare(code.eq, left, right);
}

export function looseNe(a: unknown, b: unknown): unknown {
  return not(looseEq(a, b));
}

export function not(a: unknown): unknown {
  if (!isTraced(a)) return !a;
  const { recorder, node } = recordUnary(code.not, a);
  return new Traced(recorder, node, true);
}

/** `typeof`, which for a traced value names what it stands for. */
export function typeOf(value: unknown): string {
  return isTraced(value) ? (value.boolean ? "boolean" : "number") : typeof value;
}

/** The condition of a branch: decided at the point of the trace, and guarded, when it is traced. */
export function truth(value: unknown): boolean {
  if (!isTraced(value)) return Boolean(value);
  value.recorder.checkOpen();
  return value.recorder.decide(value.node);
}

/** A plain number for a traced one, the trace being valid only where it has this value. */
export function concrete(value: unknown): unknown {
  if (!isTraced(value)) return value;
  if (value.boolean) return truth(value);
  const shown = value.recorder.shown(value.node);
  if (Number.isNaN(shown)) {
    truth(strictEq(value, value));
    return shown;
  }
  // It is this number, unless a recorder asks what would be if it were another.
  return truth(strictEq(value, shown)) ? shown : shown + 1;
}

/** A part of a text. */
export function text(value: unknown): unknown {
  return isTraced(value) ? textOf(value) : value;
}

/** `a in b` and `b[a]` want a name. */
export { concrete as key };

/**
 * An operand as JavaScript converts it, except that an object's conversion may give a traced value.
 * What the language's own conversions (those of dates) do is left to the operator.
 */
function operand(value: unknown, hint: "default" | "number" = "number"): unknown {
  if (typeof value !== "object" && typeof value !== "function") return value;
  if (value === null || isTraced(value)) return value;
  if (Symbol.toPrimitive in value) {
    const convert = value[Symbol.toPrimitive] as (hint: string) => unknown;
    const isOwn = typeof convert === "function" && !isNative(convert);
    return isOwn ? Reflect.apply(convert, value, [hint]) : value;
  }
  const object = value as { valueOf(): unknown; toString(): string };
  const plain = object.valueOf();
  if (isTraced(plain)) return plain;
  return typeof plain === "object" || typeof plain === "function" ? object.toString() : plain;
}

function isNative(convert: object): boolean {
  return Function.prototype.toString.call(convert).includes("[native code]");
}
