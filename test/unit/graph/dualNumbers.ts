import { type Graph, ELEMENTWISE, Structural } from "../../../src/graph/graph";
import { type OperationName, OPERATION_NAMES, OPERATIONS } from "../../../src/graph/operations";

/**
 * A number with its derivatives by all inputs, and for each derivative the sum of the sizes of what
 * was added up in it: the scale against which rounding is judged.
 */
interface Dual {
  readonly value: number;
  readonly slopes: readonly number[];
  readonly scales: readonly number[];
  /** Whether the input matters at all; where it does not, an infinite slope does no harm. */
  readonly active: readonly boolean[];
  /** Whether this and all it was computed from are finite. */
  readonly finite: boolean;
}

/**
 * A slope, or a pair of the slope and the size of the terms in it, or nothing where the operand
 * does not matter, however steep it is itself.
 */
type Slope = number | readonly [slope: number, size: number] | undefined;

/**
 * Derivative of each operation by its operands, from a textbook and not from the rule table; step functions are not
 * here. A new operation is drawn into random graphs at once, so its slope belongs here.
 */
const SLOPES: Partial<
  Record<OperationName, (a: number, b: number, c: number) => readonly Slope[]>
> = {
  add: () => [1, 1],
  sub: () => [1, -1],
  mul: (a, b) => [b, a],
  div: (a, b) => [1 / b, -a / (b * b)],
  neg: () => [-1],
  abs: (a) => [a === 0 ? undefined : Math.sign(a)],
  sqrt: (a) => [0.5 * a ** -0.5],
  cbrt: (a) => [Math.cbrt(a) / (3 * a)],
  exp: (a) => [Math.exp(a)],
  expm1: (a) => [Math.exp(a)],
  log: (a) => [a ** -1],
  log1p: (a) => [(1 + a) ** -1],
  log2: (a) => [Math.LOG2E / a],
  log10: (a) => [Math.LOG10E / a],
  sin: (a) => [Math.cos(a)],
  cos: (a) => [-Math.sin(a)],
  tan: (a) => [Math.cos(a) ** -2],
  asin: (a) => [[(1 - a * a) ** -0.5, (1 - a * a) ** -1.5]],
  acos: (a) => [[-((1 - a * a) ** -0.5), (1 - a * a) ** -1.5]],
  atan: (a) => [1 / (a * a + 1)],
  sinh: (a) => [(Math.exp(a) + Math.exp(-a)) / 2],
  cosh: (a) => [[(Math.exp(a) - Math.exp(-a)) / 2, Math.cosh(a)]],
  // 1 − tanh² loses what is below an ulp of 1.
  tanh: (a) => [[Math.cosh(a) ** -2, 1e-3]],
  asinh: (a) => [1 / Math.hypot(a, 1)],
  acosh: (a) => [[(a * a - 1) ** -0.5, Math.abs(a * a - 1) ** -1.5]],
  atanh: (a) => [[1 / (1 - a * a), (1 - a * a) ** -2]],
  atan2: (a, b) => [b / (a * a + b * b), -a / (a * a + b * b)],
  pow: (a, b) => [
    b === 0 ? undefined : (b * a ** b) / a,
    a === 0 && b >= 0 ? undefined : a ** b * Math.log(a),
  ],
  min: (a, b) => (a < b ? [1] : a > b ? [undefined, 1] : a === b ? [0.5, 0.5] : []),
  max: (a, b) => (a > b ? [1] : a < b ? [undefined, 1] : a === b ? [0.5, 0.5] : []),
  fround: () => [1],
  // Their values are tested against references of 40 digits.
  lgamma: (a) => [OPERATIONS.digamma.evaluate(a, 0, 0)],
  digamma: (a) => [OPERATIONS.trigamma.evaluate(a, 0, 0)],
  trigamma: (a) => [OPERATIONS.polygamma.evaluate(2, a, 0)],
  erf: (a) => [(2 * Math.exp(-(a ** 2))) / Math.sqrt(Math.PI)],
  erfc: (a) => [(-2 * Math.exp(-(a ** 2))) / Math.sqrt(Math.PI)],
  ndtr: (a) => [Math.exp(-(a ** 2) / 2) / Math.sqrt(2 * Math.PI)],
  mod: (a, b) => [1, -Math.trunc(a / b)],
  select: (a) => (a > 0 || a < 0 ? [undefined, 1] : [undefined, undefined, 1]),
};

/** The operations that have a derivative. */
export const SLOPED = Object.keys(SLOPES) as OperationName[];

/** Whether the rule table gives an operation a derivative. */
export function hasDerivative(name: OperationName): boolean {
  const numbers = { constant: (value: number) => value, apply: () => 1 };
  const partials = OPERATIONS[name].derivative(numbers, { a: 2, b: 3, c: 4, result: 5 });
  return partials.some((partial) => partial !== undefined);
}

/** Nothing for step functions. Throws for an operation whose slope was not written down here. */
function slopesOf(name: OperationName): NonNullable<(typeof SLOPES)[OperationName]> {
  const slopes = SLOPES[name];
  if (slopes !== undefined) return slopes;
  if (hasDerivative(name))
    throw new Error(`${name} has a derivative, but no slope in dualNumbers.ts`);
  return () => [];
}

/** Forward mode with dual numbers over a graph without axes: every node's value and derivatives. */
export function dualValues(graph: Graph, inputs: readonly number[]): Dual[] {
  const zeros = inputs.map(() => 0);
  const never = inputs.map(() => false);
  const duals: Dual[] = [];
  graph.operation.forEach((code, node) => {
    const a = graph.first[node]!;
    if (code === Structural.constant) {
      const value = graph.constants[a]!;
      duals.push({
        value,
        slopes: zeros,
        scales: zeros,
        active: never,
        finite: Number.isFinite(value),
      });
    } else if (code === Structural.input) {
      const slopes = zeros.map((_, index) => (index === a ? 1 : 0));
      duals.push({
        value: inputs[a]!,
        slopes,
        scales: slopes,
        active: slopes.map((slope) => slope === 1),
        finite: Number.isFinite(inputs[a]!),
      });
    } else {
      const name = OPERATION_NAMES[code - ELEMENTWISE]!;
      const operands = [a, graph.second[node]!, graph.third[node]!]
        .filter((operand) => operand >= 0)
        .map((operand) => duals[operand]!);
      duals.push(applied(name, operands, zeros));
    }
  });
  return duals;
}

function applied(name: OperationName, operands: readonly Dual[], zeros: readonly number[]): Dual {
  const [a = 0, b = 0, c = 0] = operands.map(({ value }) => value);
  const partials = slopesOf(name)(a, b, c);
  const total = (index: number, part: (dual: Dual, slope: number, size: number) => number) =>
    partials.reduce((sum: number, partial, position) => {
      if (partial === undefined || !operands[position]!.active[index]) return sum;
      const [slope, size] = typeof partial === "number" ? [partial, Math.abs(partial)] : partial;
      return sum + part(operands[position]!, slope, Math.max(Math.abs(slope), size));
    }, 0);
  const value = OPERATIONS[name].evaluate(a, b, c);
  return {
    value,
    finite: Number.isFinite(value) && operands.every(({ finite }) => finite),
    slopes: zeros.map((_, i) => total(i, (dual, slope) => slope * dual.slopes[i]!)),
    scales: zeros.map((_, i) => total(i, (dual, _slope, size) => size * dual.scales[i]!)),
    active: zeros.map((_, i) =>
      partials.some((partial, at) => partial !== undefined && operands[at]!.active[i]),
    ),
  };
}
