import type { Arithmetic } from "./arithmetic";
import { copySign, exponentOf, nearest, powerOfTwo, significandOf } from "./bits";
import { exp, expm1, log, log1p, round, sign, tanh } from "./elementary";
import { erf, erfc, ndtr } from "./errorFunction";
import { digamma, lgamma, polygamma } from "./gammaFunction";
import { ELEMENTWISE } from "./graph";
import type {
  DerivativeRule,
  Emission,
  Evaluation,
  Formula,
  Instruction,
  Operation,
  PartialDerivative,
} from "./operation";
import type { InternalOperation, OperationName } from "./operationName";
import { recordedFormula } from "./recordedFormula";

export type { DerivativeRule } from "./operation";
export type { OperationName } from "./operationName";

const none: DerivativeRule = () => [];
const HOST: Emission = { kind: "host" };
const native = (instruction: Instruction): Emission => ({ kind: "native", instruction });
const expanded = (formula: Formula): Emission => ({ kind: "formula", formula });

const onNumbers = (formula: Formula): ((a: number) => number) =>
  recordedFormula(formula, () => OPERATIONS);

function internal(
  name: InternalOperation,
  evaluate: (a: number, b: number) => number,
  arity: 1 | 2 = 1,
): Operation {
  return {
    emission: native(name),
    arity,
    result: "number",
    evaluate,
    derivative: () => {
      throw new Error(`${name} is internal and has no derivative`);
    },
  };
}
const truth = (condition: boolean): number => (condition ? 1 : 0);
const holds = (value: number): boolean => value > 0 || value < 0;

function unary(
  emission: Emission,
  evaluate: (a: number) => number,
  derivative: DerivativeRule,
): Operation {
  return { emission, arity: 1, result: "number", evaluate, derivative };
}

function binary(
  emission: Emission,
  evaluate: (a: number, b: number) => number,
  derivative: DerivativeRule,
): Operation {
  return { emission, arity: 2, result: "number", evaluate, derivative };
}

function comparison(emission: Emission, evaluate: (a: number, b: number) => boolean): Operation {
  return {
    emission,
    arity: 2,
    result: "boolean",
    evaluate: (a, b) => truth(evaluate(a, b)),
    derivative: none,
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
    native("add"),
    (a, b) => a + b,
    (k) => [{ value: k.constant(1) }, { value: k.constant(1) }],
  ),
  sub: binary(
    native("sub"),
    (a, b) => a - b,
    (k) => [{ value: k.constant(1) }, { value: k.constant(-1) }],
  ),
  mul: binary(
    native("mul"),
    (a, b) => a * b,
    // 2a·ā at once for a square: the same bits as a·ā + a·ā, and a shorter chain.
    (k, { a, b }) => (a === b ? [{ value: k.apply("add", a, a) }] : [{ value: b }, { value: a }]),
  ),
  div: binary(
    native("div"),
    (a, b) => a / b,
    (k, { b, result }) => {
      const reciprocal = k.apply("div", k.constant(1), b);
      return [{ value: reciprocal }, { value: k.apply("neg", k.apply("mul", result, reciprocal)) }];
    },
  ),
  neg: unary(
    native("neg"),
    (a) => -a,
    (k) => [{ value: k.constant(-1) }],
  ),
  abs: unary(native("abs"), Math.abs, (k, { a }) => {
    const zero = k.constant(0);
    return [
      {
        value: k.apply("select", k.apply("lt", a, zero), k.constant(-1), k.constant(1)),
        when: k.apply("ne", a, zero),
      },
    ];
  }),
  sign: unary(expanded(sign), onNumbers(sign), none),
  sqrt: unary(native("sqrt"), Math.sqrt, (k, { result }) => [
    { value: k.apply("div", k.constant(0.5), result) },
  ]),
  cbrt: unary(HOST, Math.cbrt, (k, { result }) => [
    {
      value: k.apply(
        "div",
        k.constant(1),
        k.apply("mul", k.constant(3), k.apply("mul", result, result)),
      ),
    },
  ]),
  exp: unary(expanded(exp), onNumbers(exp), (_, { result }) => [{ value: result }]),
  expm1: unary(expanded(expm1), onNumbers(expm1), (k, { a }) => [{ value: k.apply("exp", a) }]),
  log: unary(expanded(log), onNumbers(log), (k, { a }) => [
    { value: k.apply("div", k.constant(1), a) },
  ]),
  log1p: unary(expanded(log1p), onNumbers(log1p), (k, { a }) => [
    { value: k.apply("div", k.constant(1), k.apply("add", k.constant(1), a)) },
  ]),
  log2: unary(HOST, Math.log2, (k, { a }) => [
    { value: k.apply("div", k.constant(1), k.apply("mul", a, k.constant(Math.LN2))) },
  ]),
  log10: unary(HOST, Math.log10, (k, { a }) => [
    { value: k.apply("div", k.constant(1), k.apply("mul", a, k.constant(Math.LN10))) },
  ]),
  sin: unary(HOST, Math.sin, (k, { a }) => [{ value: k.apply("cos", a) }]),
  cos: unary(HOST, Math.cos, (k, { a }) => [{ value: k.apply("neg", k.apply("sin", a)) }]),
  tan: unary(HOST, Math.tan, (k, { result }) => [
    { value: k.apply("add", k.constant(1), k.apply("mul", result, result)) },
  ]),
  asin: unary(HOST, Math.asin, (k, { a }) => [
    { value: k.apply("div", k.constant(1), k.apply("sqrt", oneMinusSquare(k, a))) },
  ]),
  acos: unary(HOST, Math.acos, (k, { a }) => [
    { value: k.apply("div", k.constant(-1), k.apply("sqrt", oneMinusSquare(k, a))) },
  ]),
  atan: unary(HOST, Math.atan, (k, { a }) => [
    { value: k.apply("div", k.constant(1), onePlusSquare(k, a)) },
  ]),
  sinh: unary(HOST, Math.sinh, (k, { a }) => [{ value: k.apply("cosh", a) }]),
  cosh: unary(HOST, Math.cosh, (k, { a }) => [{ value: k.apply("sinh", a) }]),
  tanh: unary(expanded(tanh), onNumbers(tanh), (k, { result }) => [
    { value: k.apply("sub", k.constant(1), k.apply("mul", result, result)) },
  ]),
  asinh: unary(HOST, Math.asinh, (k, { a }) => [
    { value: k.apply("div", k.constant(1), k.apply("sqrt", onePlusSquare(k, a))) },
  ]),
  acosh: unary(HOST, Math.acosh, (k, { a }) => [
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
  ]),
  atanh: unary(HOST, Math.atanh, (k, { a }) => [
    { value: k.apply("div", k.constant(1), oneMinusSquare(k, a)) },
  ]),
  atan2: binary(HOST, Math.atan2, (k, { a, b }) => {
    const square = k.apply("add", k.apply("mul", a, a), k.apply("mul", b, b));
    return [
      { value: k.apply("div", b, square) },
      { value: k.apply("neg", k.apply("div", a, square)) },
    ];
  }),
  pow: binary(HOST, Math.pow, (k, { a, b, result }) => {
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
  }),
  min: binary(
    native("min"),
    (a, b) => Math.min(a, b),
    (k, { a, b }) => tieBreak(k, a, b, "le"),
  ),
  max: binary(
    native("max"),
    (a, b) => Math.max(a, b),
    (k, { a, b }) => tieBreak(k, a, b, "ge"),
  ),
  floor: unary(native("floor"), Math.floor, none),
  ceil: unary(native("ceil"), Math.ceil, none),
  round: unary(expanded(round), onNumbers(round), none),
  // The nearest integer, ties to the even one: NumPy's and Python's.
  rint: unary(native("nearest"), nearest, none),
  trunc: unary(native("trunc"), Math.trunc, none),
  fround: unary(native("fround"), Math.fround, (k) => [{ value: k.constant(1) }]),
  mod: binary(
    HOST,
    (a, b) => a % b,
    (k, { a, b }) => [
      { value: k.constant(1) },
      { value: k.apply("neg", k.apply("trunc", k.apply("div", a, b))) },
    ],
  ),
  toInt32: unary(HOST, (a) => a | 0, none),
  lt: comparison({ kind: "comparison", instruction: "lt" }, (a, b) => a < b),
  le: comparison({ kind: "comparison", instruction: "le" }, (a, b) => a <= b),
  gt: comparison({ kind: "comparison", instruction: "gt" }, (a, b) => a > b),
  ge: comparison({ kind: "comparison", instruction: "ge" }, (a, b) => a >= b),
  eq: comparison({ kind: "comparison", instruction: "eq" }, (a, b) => a === b),
  ne: comparison({ kind: "comparison", instruction: "ne" }, (a, b) => a !== b),
  and: comparison({ kind: "logic", instruction: "and" }, (a, b) => holds(a) && holds(b)),
  or: comparison({ kind: "logic", instruction: "or" }, (a, b) => holds(a) || holds(b)),
  not: {
    emission: { kind: "logic", instruction: "not" },
    arity: 1,
    result: "boolean",
    evaluate: (a) => truth(!holds(a)),
    derivative: none,
  },
  select: {
    emission: { kind: "select" },
    arity: 3,
    result: "number",
    evaluate: (condition, a, b) => (holds(condition) ? a : b),
    derivative: (k, { a: condition }) => [
      undefined,
      { value: k.constant(1), when: condition },
      { value: k.constant(1), when: k.apply("not", condition) },
    ],
  },
  lgamma: unary(HOST, lgamma, (k, { a }) => [{ value: k.apply("digamma", a) }]),
  digamma: unary(HOST, digamma, (k, { a }) => [{ value: k.apply("trigamma", a) }]),
  trigamma: unary(
    HOST,
    (a) => polygamma(1, a),
    (k, { a }) => [{ value: k.apply("polygamma", k.constant(2), a) }],
  ),
  polygamma: binary(HOST, polygamma, (k, { a, b }) => [
    undefined,
    { value: k.apply("polygamma", k.apply("add", a, k.constant(1)), b) },
  ]),
  erf: unary(HOST, erf, (k, { a }) => [{ value: bell(k, a, 2 / Math.sqrt(Math.PI), 1) }]),
  erfc: unary(HOST, erfc, (k, { a }) => [{ value: bell(k, a, -2 / Math.sqrt(Math.PI), 1) }]),
  ndtr: unary(HOST, ndtr, (k, { a }) => [{ value: bell(k, a, 1 / Math.sqrt(2 * Math.PI), 0.5) }]),
  // The value without its derivative, as `detach` and `stop_gradient` give it.
  stopGradient: unary({ kind: "identity" }, (a) => a, none),
  nearest: internal("nearest", nearest),
  copysign: internal("copysign", copySign, 2),
  powerOfTwo: internal("powerOfTwo", powerOfTwo),
  exponentOf: internal("exponentOf", exponentOf),
  significandOf: internal("significandOf", significandOf),
};

/** The names in the order of their codes. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

/** The rows in the order of their codes: the row of code c is `OPERATION_LIST[c - ELEMENTWISE]`. */
export const OPERATION_LIST: readonly Operation[] = Object.values(OPERATIONS);

/** What the operation of a code computes. */
export function evaluationByCode(code: number): Evaluation {
  return OPERATION_LIST[code - ELEMENTWISE]!.evaluate;
}

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

/** factor·e^{−scale·a²}. */
function bell<Value>(k: Arithmetic<Value>, a: Value, factor: number, scale: number): Value {
  const exponent = k.apply("mul", k.constant(-scale), k.apply("mul", a, a));
  return k.apply("mul", k.constant(factor), k.apply("exp", exponent));
}

function onePlusSquare<Value>(k: Arithmetic<Value>, a: Value): Value {
  return k.apply("add", k.constant(1), k.apply("mul", a, a));
}

function tieBreak<Value>(
  k: Arithmetic<Value>,
  a: Value,
  b: Value,
  wins: "le" | "ge",
): readonly PartialDerivative<Value>[] {
  const half = k.apply("select", k.apply("eq", a, b), k.constant(0.5), k.constant(1));
  return [
    { value: half, when: k.apply(wins, a, b) },
    { value: half, when: k.apply(wins, b, a) },
  ];
}
