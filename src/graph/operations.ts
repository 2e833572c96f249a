import type { Arithmetic } from "./arithmetic";
import { ELEMENTWISE } from "./graph";

/**
 * A partial derivative: `value`, or nothing at all where `when` does not hold. The adjoint of an
 * operand that does not matter is dropped by a select and never multiplied by 0, because 0·∞ would
 * turn a branch that was not taken into NaN.
 */
export interface Partial<Value> {
  readonly value: Value;
  readonly when?: Value;
}

/** The operands and the result of an operation, as nodes of the graph being derived. */
export interface Application<Value> {
  readonly a: Value;
  readonly b: Value;
  readonly c: Value;
  readonly result: Value;
}

/** The partial derivatives for the operands; `undefined` (or left out) where they are zero. */
export type DerivativeRule = <Value>(
  k: Arithmetic<Value>,
  x: Application<Value>,
) => readonly (Partial<Value> | undefined)[];

/** The name of an elementwise operation. */
export type OperationName =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "neg"
  | "abs"
  | "sign"
  | "sqrt"
  | "cbrt"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "log2"
  | "log10"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "asinh"
  | "acosh"
  | "atanh"
  | "atan2"
  | "pow"
  | "min"
  | "max"
  | "floor"
  | "ceil"
  | "round"
  | "trunc"
  | "fround"
  | "mod"
  | "toInt32"
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "eq"
  | "ne"
  | "and"
  | "or"
  | "not"
  | "select";

/** One elementwise operation: everything the product knows about it. */
export interface Operation {
  readonly arity: 1 | 2 | 3;
  /** A boolean operation gives 1 or 0. */
  readonly result: "number" | "boolean";
  /** The value, by which constants are folded and the compiled code is judged. */
  readonly evaluate: (a: number, b: number, c: number) => number;
  readonly derivative: DerivativeRule;
  /** TeX of the application to operands that are already in parentheses where they need them. */
  readonly tex: (a: string, b: string, c: string) => string;
  /** How tightly it binds in TeX: 1 sums, 2 products, 3 powers, 4 anything closed. */
  readonly binding: 0 | 1 | 2 | 3 | 4;
}

const none: DerivativeRule = () => [];
const truth = (condition: boolean): number => (condition ? 1 : 0);
const holds = (value: number): boolean => value > 0 || value < 0;
const call = (name: string) => (a: string) => `\\${name}\\left(${a}\\right)`;
const named = (name: string) => (a: string) => `\\operatorname{${name}}\\left(${a}\\right)`;

function unary(
  evaluate: (a: number) => number,
  derivative: DerivativeRule,
  tex: (a: string) => string,
  binding: Operation["binding"] = 4,
): Operation {
  return { arity: 1, result: "number", evaluate, derivative, tex, binding };
}

function binary(
  evaluate: (a: number, b: number) => number,
  derivative: DerivativeRule,
  tex: (a: string, b: string) => string,
  binding: Operation["binding"] = 4,
): Operation {
  return { arity: 2, result: "number", evaluate, derivative, tex, binding };
}

function comparison(evaluate: (a: number, b: number) => boolean, sign: string): Operation {
  return {
    arity: 2,
    result: "boolean",
    evaluate: (a, b) => truth(evaluate(a, b)),
    derivative: none,
    tex: (a, b) => `${a} ${sign} ${b}`,
    binding: 0,
  };
}

/**
 * Every elementwise operation. Where a function has a kink the convention is PyTorch's: |x|' = 0 at
 * 0; at a tie max and min give half to each operand; x^0 and 0^y (y ≥ 0) have zero derivative by
 * base and exponent; √'(0) = ∞, which is the truth. Step functions have the derivative 0.
 * tanh' is 1 − tanh², which is 0 once tanh has rounded to 1.
 */
export const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  add: binary(
    (a, b) => a + b,
    (k) => [{ value: k.constant(1) }, { value: k.constant(1) }],
    (a, b) => `${a} + ${b}`,
    1,
  ),
  sub: binary(
    (a, b) => a - b,
    (k) => [{ value: k.constant(1) }, { value: k.constant(-1) }],
    (a, b) => `${a} - ${b}`,
    1,
  ),
  mul: binary(
    (a, b) => a * b,
    (_, { a, b }) => [{ value: b }, { value: a }],
    (a, b) => `${a} \\cdot ${b}`,
    2,
  ),
  div: binary(
    (a, b) => a / b,
    (k, { b, result }) => {
      const reciprocal = k.apply("div", k.constant(1), b);
      return [{ value: reciprocal }, { value: k.apply("neg", k.apply("mul", result, reciprocal)) }];
    },
    (a, b) => `\\frac{${a}}{${b}}`,
  ),
  neg: unary(
    (a) => -a,
    (k) => [{ value: k.constant(-1) }],
    (a) => `-${a}`,
    1,
  ),
  abs: unary(
    Math.abs,
    (k, { a }) => {
      const zero = k.constant(0);
      return [
        {
          value: k.apply("select", k.apply("lt", a, zero), k.constant(-1), k.constant(1)),
          when: k.apply("ne", a, zero),
        },
      ];
    },
    (a) => `\\left|${a}\\right|`,
  ),
  sign: unary(Math.sign, none, named("sign")),
  sqrt: unary(
    Math.sqrt,
    (k, { result }) => [{ value: k.apply("div", k.constant(0.5), result) }],
    (a) => `\\sqrt{${a}}`,
  ),
  cbrt: unary(
    Math.cbrt,
    (k, { result }) => [
      {
        value: k.apply(
          "div",
          k.constant(1),
          k.apply("mul", k.constant(3), k.apply("mul", result, result)),
        ),
      },
    ],
    (a) => `\\sqrt[3]{${a}}`,
  ),
  exp: unary(
    Math.exp,
    (_, { result }) => [{ value: result }],
    (a) => `e^{${a}}`,
    3,
  ),
  expm1: unary(
    Math.expm1,
    (k, { a }) => [{ value: k.apply("exp", a) }],
    (a) => `\\left(e^{${a}} - 1\\right)`,
  ),
  log: unary(Math.log, (k, { a }) => [{ value: k.apply("div", k.constant(1), a) }], call("ln")),
  log1p: unary(
    Math.log1p,
    (k, { a }) => [{ value: k.apply("div", k.constant(1), k.apply("add", k.constant(1), a)) }],
    (a) => `\\ln\\left(1 + ${a}\\right)`,
  ),
  log2: unary(
    Math.log2,
    (k, { a }) => [
      { value: k.apply("div", k.constant(1), k.apply("mul", a, k.constant(Math.LN2))) },
    ],
    (a) => `\\log_2\\left(${a}\\right)`,
  ),
  log10: unary(
    Math.log10,
    (k, { a }) => [
      { value: k.apply("div", k.constant(1), k.apply("mul", a, k.constant(Math.LN10))) },
    ],
    (a) => `\\log_{10}\\left(${a}\\right)`,
  ),
  sin: unary(Math.sin, (k, { a }) => [{ value: k.apply("cos", a) }], call("sin")),
  cos: unary(Math.cos, (k, { a }) => [{ value: k.apply("neg", k.apply("sin", a)) }], call("cos")),
  tan: unary(
    Math.tan,
    (k, { result }) => [{ value: k.apply("add", k.constant(1), k.apply("mul", result, result)) }],
    call("tan"),
  ),
  asin: unary(
    Math.asin,
    (k, { a }) => [{ value: k.apply("div", k.constant(1), k.apply("sqrt", oneMinusSquare(k, a))) }],
    call("arcsin"),
  ),
  acos: unary(
    Math.acos,
    (k, { a }) => [
      { value: k.apply("div", k.constant(-1), k.apply("sqrt", oneMinusSquare(k, a))) },
    ],
    call("arccos"),
  ),
  atan: unary(
    Math.atan,
    (k, { a }) => [{ value: k.apply("div", k.constant(1), onePlusSquare(k, a)) }],
    call("arctan"),
  ),
  sinh: unary(Math.sinh, (k, { a }) => [{ value: k.apply("cosh", a) }], call("sinh")),
  cosh: unary(Math.cosh, (k, { a }) => [{ value: k.apply("sinh", a) }], call("cosh")),
  tanh: unary(
    Math.tanh,
    (k, { result }) => [{ value: k.apply("sub", k.constant(1), k.apply("mul", result, result)) }],
    call("tanh"),
  ),
  asinh: unary(
    Math.asinh,
    (k, { a }) => [{ value: k.apply("div", k.constant(1), k.apply("sqrt", onePlusSquare(k, a))) }],
    named("arsinh"),
  ),
  acosh: unary(
    Math.acosh,
    (k, { a }) => [
      {
        value: k.apply(
          "div",
          k.constant(1),
          k.apply(
            "sqrt",
            k.apply("mul", k.apply("sub", a, k.constant(1)), k.apply("add", a, k.constant(1))),
          ),
        ),
      },
    ],
    named("arcosh"),
  ),
  atanh: unary(
    Math.atanh,
    (k, { a }) => [{ value: k.apply("div", k.constant(1), oneMinusSquare(k, a)) }],
    named("artanh"),
  ),
  atan2: binary(
    Math.atan2,
    (k, { a, b }) => {
      const square = k.apply("add", k.apply("mul", a, a), k.apply("mul", b, b));
      return [
        { value: k.apply("div", b, square) },
        { value: k.apply("neg", k.apply("div", a, square)) },
      ];
    },
    (a, b) => `\\operatorname{atan2}\\left(${a}, ${b}\\right)`,
  ),
  pow: binary(
    Math.pow,
    (k, { a, b, result }) => {
      const zero = k.constant(0);
      const slope = k.apply("mul", b, k.apply("pow", a, k.apply("sub", b, k.constant(1))));
      const flat = k.apply("and", k.apply("eq", a, zero), k.apply("ge", b, zero));
      return [
        { value: slope, when: k.apply("ne", b, zero) },
        {
          value: k.apply("mul", result, k.apply("log", a)),
          when: k.apply("not", flat),
        },
      ];
    },
    (a, b) => `{${a}}^{${b}}`,
    3,
  ),
  min: binary(
    Math.min,
    (k, { a, b }) => tieBreak(k, a, b, "le"),
    (a, b) => `\\min\\left(${a}, ${b}\\right)`,
  ),
  max: binary(
    Math.max,
    (k, { a, b }) => tieBreak(k, a, b, "ge"),
    (a, b) => `\\max\\left(${a}, ${b}\\right)`,
  ),
  floor: unary(Math.floor, none, (a) => `\\left\\lfloor ${a} \\right\\rfloor`),
  ceil: unary(Math.ceil, none, (a) => `\\left\\lceil ${a} \\right\\rceil`),
  round: unary(Math.round, none, (a) => `\\left\\lfloor ${a} \\right\\rceil`),
  trunc: unary(Math.trunc, none, named("trunc")),
  fround: unary(Math.fround, (k) => [{ value: k.constant(1) }], named("fround")),
  mod: binary(
    (a, b) => a % b,
    (k, { a, b }) => [
      { value: k.constant(1) },
      { value: k.apply("neg", k.apply("trunc", k.apply("div", a, b))) },
    ],
    (a, b) => `${a} \\bmod ${b}`,
    2,
  ),
  toInt32: unary((a) => a | 0, none, named("int32")),
  lt: comparison((a, b) => a < b, "<"),
  le: comparison((a, b) => a <= b, "\\le"),
  gt: comparison((a, b) => a > b, ">"),
  ge: comparison((a, b) => a >= b, "\\ge"),
  eq: comparison((a, b) => a === b, "="),
  ne: comparison((a, b) => a !== b, "\\ne"),
  and: comparison((a, b) => holds(a) && holds(b), "\\land"),
  or: comparison((a, b) => holds(a) || holds(b), "\\lor"),
  not: {
    arity: 1,
    result: "boolean",
    evaluate: (a) => truth(!holds(a)),
    derivative: none,
    tex: (a) => `\\lnot ${a}`,
    binding: 3,
  },
  select: {
    arity: 3,
    result: "number",
    evaluate: (condition, a, b) => (holds(condition) ? a : b),
    derivative: (k, { a: condition }) => [
      undefined,
      { value: k.constant(1), when: condition },
      { value: k.constant(1), when: k.apply("not", condition) },
    ],
    tex: (condition, a, b) =>
      `\\begin{cases} ${a} & ${condition} \\\\ ${b} & \\text{otherwise} \\end{cases}`,
    binding: 4,
  },
};

/** The names in the order of their codes. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

/** The rows in the order of their codes: the row of code c is `OPERATION_LIST[c - ELEMENTWISE]`. */
export const OPERATION_LIST: readonly Operation[] = Object.values(OPERATIONS);

/** The code of each operation in `Graph.operation`. */
export const OPERATION_CODES = Object.fromEntries(
  OPERATION_NAMES.map((name, index) => [name, index + ELEMENTWISE]),
) as Readonly<Record<OperationName, number>>;

/** The truth of a number used as a condition: JavaScript's, so 0 and NaN are false. */
export { holds };

function oneMinusSquare<Value>(k: Arithmetic<Value>, a: Value): Value {
  const one = k.constant(1);
  return k.apply("mul", k.apply("sub", one, a), k.apply("add", one, a));
}

function onePlusSquare<Value>(k: Arithmetic<Value>, a: Value): Value {
  return k.apply("add", k.constant(1), k.apply("mul", a, a));
}

function tieBreak<Value>(
  k: Arithmetic<Value>,
  a: Value,
  b: Value,
  wins: "le" | "ge",
): readonly Partial<Value>[] {
  const half = k.apply("select", k.apply("eq", a, b), k.constant(0.5), k.constant(1));
  return [
    { value: half, when: k.apply(wins, a, b) },
    { value: half, when: k.apply(wins, b, a) },
  ];
}
