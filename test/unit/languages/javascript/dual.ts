/**
 * Dual numbers: a value with its derivatives by every input, carried forward. Written from the rules
 * of calculus alone and used by nothing but the tests, as a reference for the reverse mode.
 */
export interface Dual {
  readonly value: number;
  readonly slopes: readonly number[];
  /** Σ over all ways from an input of |product of the partial derivatives|: the scale of rounding. */
  readonly scale: number;
  /** The largest |value| on the way: what the rounding of the value itself is relative to. */
  readonly size: number;
}

export function constant(value: number): Dual {
  return { value, slopes: [], scale: 0, size: Math.abs(value) };
}

export function input(value: number, index: number, count: number): Dual {
  return {
    value,
    slopes: Array.from({ length: count }, (_, i) => Number(i === index)),
    scale: 1,
    size: Math.abs(value),
  };
}

function combine(value: number, parts: readonly (readonly [Dual, number])[]): Dual {
  const count = Math.max(...parts.map(([operand]) => operand.slopes.length));
  const slopes = Array.from({ length: count }, (_, i) =>
    parts.reduce((sum, [operand, partial]) => sum + (operand.slopes[i] ?? 0) * partial, 0),
  );
  const scale = parts.reduce(
    (sum, [operand, partial]) => sum + operand.scale * Math.abs(partial),
    0,
  );
  const size = Math.max(Math.abs(value), ...parts.map(([operand]) => operand.size));
  return { value, slopes, scale, size };
}

type Unary = (x: Dual) => Dual;
type Binary = (a: Dual, b: Dual) => Dual;

export const add: Binary = (a, b) =>
  combine(a.value + b.value, [
    [a, 1],
    [b, 1],
  ]);
export const sub: Binary = (a, b) =>
  combine(a.value - b.value, [
    [a, 1],
    [b, -1],
  ]);
export const mul: Binary = (a, b) =>
  combine(a.value * b.value, [
    [a, b.value],
    [b, a.value],
  ]);
export const div: Binary = (a, b) =>
  combine(a.value / b.value, [
    [a, 1 / b.value],
    [b, -a.value / b.value ** 2],
  ]);
/** NaN, which compares with nothing, is the larger and the smaller one, as it is to `Math`. */
export const max: Binary = (a, b) => (a.value >= b.value || Number.isNaN(a.value) ? a : b);
export const min: Binary = (a, b) => (a.value <= b.value || Number.isNaN(a.value) ? a : b);
export const sin: Unary = (x) => combine(Math.sin(x.value), [[x, Math.cos(x.value)]]);
export const cos: Unary = (x) => combine(Math.cos(x.value), [[x, -Math.sin(x.value)]]);
/** tanh' is usually computed as 1 − tanh², the rounding of which is relative to 1. */
export const tanh: Unary = (x) => ({
  ...combine(Math.tanh(x.value), [[x, 1 / Math.cosh(x.value) ** 2]]),
  scale: x.scale,
});
export const atan: Unary = (x) => combine(Math.atan(x.value), [[x, 1 / (1 + x.value ** 2)]]);
export const asinh: Unary = (x) =>
  combine(Math.asinh(x.value), [[x, 1 / Math.sqrt(1 + x.value ** 2)]]);
export const exp: Unary = (x) => combine(Math.exp(x.value), [[x, Math.exp(x.value)]]);
export const log: Unary = (x) => combine(Math.log(x.value), [[x, 1 / x.value]]);
export const sqrt: Unary = (x) => combine(Math.sqrt(x.value), [[x, 0.5 / Math.sqrt(x.value)]]);
export const abs: Unary = (x) => combine(Math.abs(x.value), [[x, Math.sign(x.value)]]);

export function power(x: Dual, exponent: number): Dual {
  return combine(x.value ** exponent, [[x, exponent * x.value ** (exponent - 1)]]);
}

export function sum(terms: readonly Dual[]): Dual {
  return terms.reduce(add, constant(0));
}
