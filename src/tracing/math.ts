import { concrete, recordBinary, recordUnary } from "./operators";
import { OPERATION_CODES as code, type OperationName } from "../graph/operations";
import { isTraced, Traced } from "./traced";

/**
 * `Math` for lifted code: every function of it, on numbers exactly as they are, on traced values as
 * nodes. A fresh object each time, so that code which patches it harms nobody else.
 */
export function createLiftedMath(base: Math = Math): Math {
  const lifted: Record<string, unknown> = {};
  for (const name of Object.getOwnPropertyNames(base)) {
    lifted[name] = Reflect.get(base, name);
  }
  const own = base as unknown as Readonly<Record<string, (...values: unknown[]) => number>>;
  for (const name of UNARY) {
    const plain = own[name]!;
    const operation = code[name];
    lifted[name] = (a: unknown) => (isTraced(a) ? recordUnary(operation, a) : plain(a));
  }
  for (const name of BINARY) {
    const plain = own[name]!;
    const operation = code[name];
    lifted[name] = (a: unknown, b: unknown) =>
      isTraced(a) || isTraced(b) ? recordBinary(operation, a, b) : plain(a, b);
  }
  for (const name of ["max", "min"] as const) {
    const plain = own[name]!;
    const operation = code[name];
    lifted[name] = (...values: unknown[]) => {
      if (!values.some(isTraced)) return plain(...values);
      if (values.length === 1) return values[0];
      return values.reduce((a, b) =>
        isTraced(a) || isTraced(b) ? recordBinary(operation, a, b) : plain(a, b),
      );
    };
  }
  const plainHypot = own["hypot"]!;
  lifted["hypot"] = (...values: unknown[]) =>
    values.some(isTraced) ? hypotenuse(values) : plainHypot(...values);
  const plainImul = own["imul"]!;
  lifted["imul"] = (a: unknown, b: unknown) => plainImul(integer(a), integer(b));
  const plainClz32 = own["clz32"]!;
  lifted["clz32"] = (a: unknown) => plainClz32(integer(a));
  if ("sumPrecise" in base) {
    const plainSum = base.sumPrecise as (values: Iterable<unknown>) => number;
    lifted["sumPrecise"] = (values: Iterable<unknown>) => {
      const terms = [...values];
      if (!terms.some(isTraced)) return plainSum(terms);
      return terms.reduce((a, b) =>
        isTraced(a) || isTraced(b) ? recordBinary(code.add, a, b) : (a as number) + (b as number),
      );
    };
  }
  Object.defineProperty(lifted, Symbol.toStringTag, { value: "Math", configurable: true });
  return lifted as unknown as Math;
}

const UNARY = [
  "abs",
  "acos",
  "acosh",
  "asin",
  "asinh",
  "atan",
  "atanh",
  "cbrt",
  "ceil",
  "cos",
  "cosh",
  "exp",
  "expm1",
  "floor",
  "fround",
  "log",
  "log10",
  "log1p",
  "log2",
  "round",
  "sign",
  "sin",
  "sinh",
  "sqrt",
  "tan",
  "tanh",
  "trunc",
] as const satisfies readonly (OperationName & keyof Math)[];

const BINARY = ["atan2", "pow"] as const satisfies readonly (OperationName & keyof Math)[];

/** √(Σ x²), 0 with zero derivative where all are 0 (the derivative of the root there is infinite). */
function hypotenuse(values: readonly unknown[]): unknown {
  if (values.length === 1) {
    const only = values[0];
    return isTraced(only) ? recordUnary(code.abs, only) : Math.abs(only as number);
  }
  const squares = values.map((value) =>
    isTraced(value) ? recordBinary(code.mul, value, value) : (value as number) ** 2,
  );
  const sum = squares.reduce((a, b) =>
    isTraced(a) || isTraced(b) ? recordBinary(code.add, a, b) : a + b,
  ) as Traced;
  const { recorder } = sum;
  const zero = recorder.constant(0);
  const isZero = recorder.apply(code.eq, sum.node, zero, -1);
  const root = recorder.apply(code.sqrt, sum.node, -1, -1);
  return new Traced(recorder, recorder.apply(code.select, isZero, zero, root), false);
}

function integer(value: unknown): unknown {
  return isTraced(value) ? concrete(recordUnary(code.toInt32, value)) : value;
}
